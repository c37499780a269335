/** The steps of a delivery as functions, where the store would hide a mistake behind its own care. */
import { describe, expect, test } from "vitest";
import { apply, claim, RULES, type Thread, thread } from "../../../src/forwarding/index.js";

const ana = { email: "ana@example.com", verified: true, withheldUpTo: 0 };
const reply = { seq: 2, by: "agent", at: 0, deleted: false, edits: 0 } as const;
const mail = { kind: "unread", whole: true, new: [2], context: [], interleaved: [] } as const;

const claimed = (known: Partial<Thread> = {}) =>
  claim(thread("c", { lines: [reply], address: ana, ...known }), mail, "flora.example", RULES, 5_000);

describe("a claim", () => {
  test("moves the cursors forward, never back: a reply given back lies behind them", () => {
    expect(claimed()).toMatchObject({ forwardedCursor: 2, transcriptCursor: 2 });
    expect(claimed({ forwardedCursor: 9, transcriptCursor: 8 })).toMatchObject({ forwardedCursor: 9, transcriptCursor: 8 });
  });

  test("is due at once and has not been tried", () => {
    expect(claimed().delivery).toMatchObject({ state: "claimed", claimedAt: 5_000, nextAttemptAt: 5_000, attempts: 0 });
  });

  test("has the same Message-ID whenever it is made, and another for another claim, range or conversation", () => {
    const [first] = [claimed().delivery];
    expect(claimed().delivery.messageId).toBe(first.messageId);
    const second = claimed({ deliveries: [{ ...first, state: "cancelled", cancelledAt: 0, because: "reply-edited" }] }).delivery;
    const other = claim(thread("d", { lines: [reply], address: ana }), mail, "flora.example", RULES, 5_000).delivery;
    expect(new Set([first.messageId, second.messageId, other.messageId]).size).toBe(3);
  });

  test("keeps a strange conversation id from breaking out of its Message-ID", () => {
    const strange = claim(thread("a>b\r\n c@d", { address: ana }), mail, "flora.example", RULES, 0).delivery;
    expect(strange.messageId).toMatch(/^<[A-Za-z0-9._-]+@flora\.example>$/);
  });
});

describe("a bounce", () => {
  const { delivery } = claimed();
  const sent = { ...delivery, state: "sent", acceptedAt: 0, response: "250" } as const;
  const bounced = (status: string) =>
    apply(thread("c", { address: ana, deliveries: [sent] }), { type: "bounce", messageId: sent.messageId, status, at: 1 }, RULES);

  test("is shown on its mail, and a notice of delay is none", () => {
    expect(bounced("5.7.1").deliveries).toMatchObject([{ bounce: "5.7.1" }]);
    expect(bounced("4.4.1").deliveries).toEqual([sent]);
  });
});

test("an event that changes nothing returns the very thread", () => {
  const quiet = thread("c", { lines: [reply], readCursor: 2, closed: { at: 0, lastSeq: 2 }, address: ana });
  const events = [
    { type: "read", seq: 1 },
    { type: "close" },
    { type: "verify" },
    { type: "autoreply" },
    { type: "agent", seq: 2 },
    { type: "address", email: "ANA@example.com", verified: false },
    { type: "bounce", messageId: "<nobody@x>", status: "5.1.1" },
    { type: "typing", on: false },
    { type: "visitor", via: "email", seq: 3, authentic: false },
  ] as const;
  for (const event of events) expect(apply(quiet, { ...event, at: 9 }, RULES), event.type).toBe(quiet);
});
