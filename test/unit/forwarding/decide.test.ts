/** decide() as a function: every verdict has its reason, and the moments the stories cannot reach. Times in milliseconds. */
import { describe, expect, test } from "vitest";
import { decide, RULES, rules, type Thread, thread } from "../../../src/forwarding/index.js";

const DAY = 86_400_000;
const line = (seq: number, by: "visitor" | "agent", at: number) => ({ seq, by, at, deleted: false, edits: 0 });
const ana = { email: "ana@example.com", verified: true, withheldUpTo: 0 };

/** A question at 0, an answer at 100 s, the visitor gone at 10 s: due at 220 s. */
const waiting = (known: Partial<Thread> = {}): Thread =>
  thread("c", {
    lines: [line(1, "visitor", 0), line(2, "agent", 100_000)],
    presence: { state: "away", since: 10_000 },
    address: ana,
    ...known,
  });

describe("reasons", () => {
  test.each<[string, Partial<Thread>]>([
    ["mode-nothing", { mode: "nothing" }],
    ["other-channel", { channel: "messenger" }],
    ["address-suppressed", { suppressed: ["ana@example.com"] }],
    ["nothing-unread", { readCursor: 2 }],
  ])("nothing: %s", (because, known) => {
    expect(decide(waiting(known), RULES, 220_000)).toEqual({ do: "nothing", because });
  });

  test("nothing: no-address", () => {
    const { address: _, ...anonymous } = waiting();
    expect(decide(anonymous, RULES, 220_000)).toEqual({ do: "nothing", because: "no-address" });
  });

  test("nothing: no-budget", () => {
    const typed = waiting({ address: { ...ana, verified: false } });
    expect(decide(typed, { ...RULES, unverifiedDailyCount: 0 }, 220_000)).toEqual({ do: "nothing", because: "no-budget" });
  });

  test.each<[string, Partial<Thread>, number]>([
    ["away", {}, 220_000],
    ["present", { presence: { state: "present" } }, 1_000_000],
    ["mail-thread", { inMailThread: true }, 120_000],
    ["closed", { closed: { at: 105_000, lastSeq: 2 } }, 115_000],
    ["typing", { typingUntil: 218_000 }, 223_000],
    ["transcript", { mode: "transcript", readCursor: 2 }, 3_700_000],
  ])("wait: %s", (because, known, until) => {
    expect(decide(waiting(known), RULES, 101_000)).toEqual({ do: "wait", until, because });
  });

  test("a mail that goes names the rule that set its time", () => {
    expect(decide(waiting(), RULES, 220_000)).toMatchObject({ do: "send", because: "away" });
  });
});

describe("closed while present, left late, and a mail held up until then", () => {
  const held = (since: number) =>
    waiting({
      mode: "transcript",
      lines: [...waiting().lines, { ...line(3, "visitor", 110_000) }],
      closed: { at: 130_000, lastSeq: 3 },
      presence: { state: "away", since },
    });

  test("who left before the transcript was due gets the mail of the replies", () => {
    expect(decide(held(189_000), RULES, 300_000)).toMatchObject({ mail: { new: [2], context: [1], interleaved: [3] } });
  });

  test("who left after it gets the transcript: the replies' mail was not due before they left", () => {
    expect(decide(held(195_000), RULES, 300_000)).toMatchObject({ mail: { new: [2], context: [1, 3], interleaved: [] } });
  });
});

describe("the budget", () => {
  const typed = (acceptedForAddress: number[]) => waiting({ address: { ...ana, verified: false }, acceptedForAddress });
  const one = { ...RULES, unverifiedDailyCount: 1 };

  test("looks back from the due time", () => {
    expect(decide(typed([220_000 - DAY]), one, 220_000)).toMatchObject({ do: "send" });
    expect(decide(typed([220_001 - DAY]), one, 220_000)).toEqual({ do: "wait", until: 220_001, because: "budget" });
  });

  test("looks back from now where the mail was due long ago", () => {
    expect(decide(typed([50_000]), one, DAY + 50_000)).toMatchObject({ do: "send", because: "away" });
  });

  test("waits for the oldest of the last n, however many there were", () => {
    const two = { ...RULES, unverifiedDailyCount: 2 };
    expect(decide(typed([30_000, 10_000, 20_000]), two, 220_000)).toMatchObject({ until: 20_000 + DAY });
  });

  test("comes after the gap, which may move the mail out of the window", () => {
    const gap = { ...one, gapMs: DAY };
    const sent = { ...claimedAndSent, acceptedAt: 50_000, to: "former@example.com" };
    const later = { ...typed([50_000]), forwardedCursor: 0, deliveries: [sent] };
    expect(decide(later, gap, 220_000)).toEqual({ do: "wait", until: 50_000 + DAY, because: "gap" });
  });
});

describe("the daily limits", () => {
  const times = (count: number) => Array.from({ length: count }, (_, n) => 1_000 + n);
  const sent = (count: number) => times(count).map((acceptedAt, n) => ({ ...claimedAndSent, n: n + 1, acceptedAt }));
  const until = (at: number) => ({ do: "wait", until: at + DAY, because: "daily-limit" });
  // Far enough from the last mail for the gap.
  const now = 1_000_000;

  test.each<[string, Partial<Thread>, Partial<Thread>]>([
    ["one conversation gets 50 mails", { deliveries: sent(49) }, { deliveries: sent(50) }],
    ["one address gets 300 mails", { acceptedForAddress: times(299) }, { acceptedForAddress: times(300) }],
    ["a site sends as many as it may", {}, { siteFullSince: 1_000 }],
  ])("%s a day, confirmed or not, also inside a mail thread", (_, below, full) => {
    for (const known of [{}, { address: { ...ana, verified: false } }, { inMailThread: true }]) {
      const isTyped = known.address !== undefined;
      const rules = { ...RULES, unverifiedDailyCount: isTyped ? 1_000 : 10 };
      expect(decide(waiting({ ...known, ...below, forwardedCursor: 0 }), rules, now)).toMatchObject({ do: "send" });
      expect(decide(waiting({ ...known, ...full, forwardedCursor: 0 }), rules, now)).toEqual(until(1_000));
    }
  });

  test("a mail on its way may take the last room: it is waited for, and no longer than it takes", () => {
    const last = { acceptedForAddress: times(299), openForAddress: 1 };
    expect(decide(waiting(last), RULES, now)).toEqual({ do: "wait", until: now + 5_000, because: "daily-limit" });
    const typed = { address: { ...ana, verified: false }, acceptedForAddress: times(9), openForAddress: 1 };
    expect(decide(waiting(typed), RULES, now)).toEqual({ do: "wait", until: now + 5_000, because: "budget" });
    expect(decide(waiting({ openForAddress: 1 }), RULES, now)).toMatchObject({ do: "send" });
  });

  test.each(["threadDailyCount", "addressDailyCount", "siteDailyCount"])("%s cannot be none, or less than a mail", (name) => {
    for (const wrong of [0, 0.5, -1, Number.NaN]) expect(() => rules({ [name]: wrong })).toThrow(RangeError);
  });
});

const claimedAndSent = {
  n: 1,
  kind: "unread",
  whole: false,
  new: [],
  context: [],
  interleaved: [],
  to: "ana@example.com",
  messageId: "<m@example.com>",
  inReplyTo: "<c@example.com>",
  references: [],
  re: false,
  claimedAt: 0,
  editsAtClaim: 0,
  state: "sent",
  attempts: 1,
  acceptedAt: 0,
  response: "250",
} as const;
