/** Whose records a device keeps, where several tabs write them: decided in the moment of writing, by what is there. */
import { expect, test } from "vitest";
import { memoryCache } from "../../../src/client/index.js";
import { records } from "../../../src/client/records.js";

const [OLD, FRESH, STRANGER] = ["o", "f", "s"].map((letter) => letter.repeat(43)) as [string, string, string];

test("a fresher token takes the place of the one it was given for, and neither that one nor a stranger's takes it back", async () => {
  const device = records(memoryCache(), "shop");
  const session = (token: string, conversation = "c1") =>
    ({ token, conversation, mine: 0, told: 0, agentsReadUpTo: 0, isVouched: true }) as const;
  const kept = async () => (await device.load()).session?.token;
  await device.saveSession(session(OLD), "strict");
  await device.saveSession(session(FRESH), "strict", OLD);
  expect(await kept()).toBe(FRESH);
  // A tab that has not heard of it yet; and one that has begun a conversation of its own.
  await device.saveSession(session(OLD), "strict", OLD);
  await device.saveSession(session(STRANGER, "c2"), "strict");
  expect(await kept()).toBe(FRESH);
});
