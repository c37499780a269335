import { expect, test } from "vitest";
import {
  apply,
  type Event,
  goesOn,
  RULES,
  replyVerdicts,
  type Thread,
  thread,
  type Verdict,
} from "../../../src/forwarding/index.js";

const MINUTE = 60_000;
const ana = { email: "ana@example.com", verified: true, withheldUpTo: 0 };
const after = (start: Partial<Thread>, ...events: Event[]) =>
  events.reduce((now, event) => apply(now, event, RULES), thread("c", { presence: { state: "away", since: 0 }, ...start }));
const agent = (seq: number, at = 0): Event => ({ type: "agent", seq, at });
const verdicts = (of: Thread, now: number) => replyVerdicts(of, RULES, now);

test("a reply read in the chat is told apart from one that waits", () => {
  const both = after({ address: ana }, agent(1), agent(2), { type: "read", seq: 1, at: 1 });
  expect(verdicts(both, MINUTE)).toEqual([
    { seq: 1, do: "nothing", because: "read" },
    { seq: 2, do: "wait", until: 2 * MINUTE, because: "away" },
  ]);
});

test("what stands in the way of the conversation stands in the way of each unread reply", () => {
  expect(verdicts(after({}, agent(1)), 0)).toEqual([{ seq: 1, do: "nothing", because: "no-address" }]);
  expect(verdicts(after({ address: ana, mode: "nothing" }, agent(1)), 0)).toMatchObject([{ because: "mode-nothing" }]);
  expect(verdicts(after({ address: ana, suppressed: [ana.email] }, agent(1)), 0)).toMatchObject([
    { because: "address-suppressed" },
  ]);
});

test("too old for a mail, and written before the address was given, are reasons of their own", () => {
  const late = after({ address: ana }, agent(1));
  expect(verdicts(late, RULES.maxAgeMs + 1)).toEqual([{ seq: 1, do: "nothing", because: "too-old" }]);
  const other = after(
    { address: ana },
    agent(1),
    { type: "address", email: "bia@example.com", verified: false, at: 1 },
    agent(2, 2),
  );
  expect(verdicts(other, MINUTE)).toMatchObject([
    { seq: 1, because: "withheld" },
    { seq: 2, do: "wait" },
  ]);
});

test("the visitor's, the bot's and deleted messages have no verdict", () => {
  const all = after(
    { address: ana },
    { type: "visitor", via: "widget", seq: 1, at: 0 },
    { type: "bot", seq: 2, at: 0 },
    agent(3),
  );
  expect(verdicts(apply(all, { type: "delete", seq: 3, at: 1 }, RULES), MINUTE)).toEqual([]);
});

test("a mail says it all for its replies, unless it gave them back", () => {
  const head = { kind: "unread", whole: true, new: [1], context: [], interleaved: [], to: ana.email } as const;
  const mail = {
    ...head,
    n: 1,
    messageId: "<1@x>",
    inReplyTo: "<0@x>",
    references: [],
    re: false,
    claimedAt: 1,
    editsAtClaim: 0,
    attempts: 1,
  };
  const failed = { ...mail, state: "failed", failedAt: 2, reason: "550 5.7.1" } as const;
  const carried = (delivery: Thread["deliveries"][number]) =>
    verdicts(after({ address: ana, forwardedCursor: 1, deliveries: [delivery] }, agent(1)), 5 * MINUTE);
  expect(carried(failed)).toEqual([]);
  expect(carried({ ...mail, state: "sent", acceptedAt: 2, response: "250" })).toEqual([]);
  expect(carried({ ...mail, state: "cancelled", cancelledAt: 2, because: "all-read" })).toEqual([]);
  expect(carried({ ...mail, state: "cancelled", cancelledAt: 2, because: "address-changed" })).toMatchObject([
    { seq: 1, do: "send" },
  ]);
  expect(carried({ ...failed, againAt: 3 })).toMatchObject([{ seq: 1, do: "send" }]);
});

test("a log goes on with an equal verdict and with the same wait, and with nothing else", () => {
  const away: Verdict = { do: "wait", until: 1, because: "away" };
  const nothing: Verdict = { do: "nothing", because: "no-address" };
  expect(goesOn(away, { ...away, until: 2 })).toBe(true);
  expect(goesOn(nothing, { ...nothing })).toBe(true);
  expect(goesOn(away, { ...away, because: "present" })).toBe(false);
  expect(goesOn(away, nothing)).toBe(false);
  expect(goesOn(nothing, { do: "nothing", because: "no-budget" })).toBe(false);
});
