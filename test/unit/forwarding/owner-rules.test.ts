/** What an owner may set: every number of the rules but the machinery's own, within limits that keep the promises. */
import * as v from "valibot";
import { expect, test } from "vitest";
import { RULES, rules } from "../../../src/forwarding/index.js";
import { COUNT_RULES, ForwardingDefaults, ForwardingRules, WAIT_RULES } from "../../../src/protocol/index.js";

/** How a letter is carried, not what visitors get: wrong, these break the worker and not a taste. */
const MACHINERY = ["leaseMs", "backoffMs", "giveUpMs", "referencesCount"];

/** The operator's: what their mail server, and its good name, can bear. */
const DAILY_LIMITS = ["threadDailyCount", "addressDailyCount", "siteDailyCount"];

test("everything about what visitors get is the owner's to set", () => {
  const all = Object.keys(RULES).filter((name) => ![...MACHINERY, ...DAILY_LIMITS].includes(name));
  expect([...WAIT_RULES, ...COUNT_RULES, "unverifiedContext"].sort()).toEqual(all.sort());
});

test("the defaults are within the owner's limits, and are what is told as such", () => {
  const defaults = v.parse(ForwardingDefaults, RULES);
  expect(v.parse(ForwardingRules, defaults)).toEqual(defaults);
  expect(rules(defaults)).toEqual(RULES);
});

test("a number out of its limits is refused by name", () => {
  const culprits = (own: object) => {
    const parsed = v.safeParse(ForwardingRules, own);
    return parsed.success ? [] : parsed.issues.map((issue) => v.getDotPath(issue));
  };
  expect(culprits({ awayDelayMs: 0, maxAgeMs: 2 * 86_400_000, contextCount: 0, unverifiedContext: "none" })).toEqual([]);
  for (const wrong of [-1, 1.5, Number.NaN, 86_400_001, "1"]) expect(culprits({ awayDelayMs: wrong })).toEqual(["awayDelayMs"]);
  expect(culprits({ maxAgeMs: 86_400_000 })).toEqual(["maxAgeMs"]);
  expect(culprits({ shortCount: 1_001 })).toEqual(["shortCount"]);
  expect(culprits({ unverifiedContext: "some" })).toEqual(["unverifiedContext"]);
});
