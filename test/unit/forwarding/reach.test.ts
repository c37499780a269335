/** Lines the rules do not reach may be left out of a thread: nothing they decide changes. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { rulesOf } from "../../../src/cli/vectors/cfg.js";
import { spectate } from "../../../src/cli/vectors/run.js";
import { attempt } from "../../../src/forwarding/carry.js";
import { messageId } from "../../../src/forwarding/chain.js";
import { decide, type Line, type Rules, rules, type Thread, thread, type Verdict } from "../../../src/forwarding/index.js";
import { reach } from "../../../src/forwarding/reach.js";
import { histories } from "./histories.js";

/** As a store reads them. */
function reached(thread: Thread, rules: Rules): Thread {
  const { from, before, agentsBefore, after } = reach(thread, rules);
  const isShown = (seq: number) => thread.lines.some((line) => line.seq === seq && line.seq > after && !line.deleted);
  const earlier = thread.lines.filter(
    ({ seq, by }) => seq < from && isShown(seq) && (by === "visitor" || by === "agent" || by === "bot"),
  );
  const agents = earlier.filter(({ by }) => by === "agent");
  const kept = new Set([...earlier.slice(-before), ...agents.slice(agents.length - agentsBefore)]);
  return { ...thread, lines: thread.lines.filter((line) => line.seq >= from || kept.has(line)) };
}

// So few that even a short history has more than is reached.
const few = fc.record({
  contextCount: fc.integer({ min: 0, max: 2 }),
  shortCount: fc.integer({ min: 0, max: 3 }),
  unverifiedContext: fc.constantFrom("all" as const, "agent" as const, "none" as const),
});
const LATER_MS = [0, 60_000, 900_000, 86_400_000];

const line = (seq: number, by: Line["by"]): Line => ({ seq, by, at: seq, deleted: false, edits: 0 });
const AWAY = { state: "away", since: 0 } as const;
const storedDelivery = (fresh: readonly number[]) => ({
  ...{ n: 1, kind: "unread" as const, whole: false, new: fresh, context: [], interleaved: [], to: "old@example.com" },
  ...{ messageId: "<1@x>", inReplyTo: "<0@x>", references: [], re: false, claimedAt: 8, editsAtClaim: 0, attempts: 1 },
});
const ana = { email: "ana@example.com", verified: false, withheldUpTo: 0 };
const small = { contextCount: 1, shortCount: 1 };

function expectSame(whole: Thread, own: Rules, now: number): Verdict {
  const verdict = decide(reached(whole, own), own, now);
  expect(verdict).toEqual(decide(whole, own, now));
  return verdict;
}

test("a reply given back by a cancelled mail is reached, however long ago it was", () => {
  const cancelled = { ...storedDelivery([1]), state: "cancelled" as const, cancelledAt: 9, because: "address-changed" as const };
  const lines = [line(1, "agent"), ...[2, 3, 4, 5, 6].map((seq) => line(seq, "visitor")), line(7, "agent")];
  const known = { lines, forwardedCursor: 6, deliveries: [cancelled], address: ana, presence: AWAY };
  expect(expectSame(thread("C", known), rules(small), 3_600_000)).toMatchObject({ do: "send", mail: { new: [1, 7] } });
});

test("what an agent said before is reached behind whatever the visitor has said since", () => {
  const lines = [line(1, "agent"), ...[2, 3, 4, 5, 6].map((seq) => line(seq, "visitor")), line(7, "agent")];
  const known = { lines, readCursor: 6, address: ana, presence: AWAY };
  const agents = rules({ ...small, unverifiedContext: "agent" });
  expect(expectSame(thread("C", known), agents, 3_600_000)).toMatchObject({ do: "send", mail: { new: [7], context: [1] } });
});

test("a mail of a flood reaches back to its first message, and is named after it", () => {
  const flood = Array.from({ length: 200_000 }, (_, index) => index + 2);
  const open = { ...storedDelivery(flood), state: "claimed" as const, nextAttemptAt: 9 };
  const { lines: _, ...known } = thread("C", { deliveries: [open], forwardedCursor: 200_001, address: ana });
  expect(reach(known, rules(small)).from).toBe(2);
  expect(messageId("C", 1, flood, "flora.example")).toContain(".1.2-200001@");
});

test("every verdict, mail and attempt is the same without them", async () => {
  let spared = 0;
  await fc.assert(
    fc.asyncProperty(histories, few, async (vector, numbers) => {
      const changed = rules({ ...rulesOf({}, vector.cfg), ...numbers });
      const threads: { now: number; thread: Thread }[] = [];
      await spectate(vector, {}, (now, thread) => threads.push({ now, thread }));
      for (const { now, thread } of threads) {
        const short = reached(thread, changed);
        spared += thread.lines.length - short.lines.length;
        for (const later of LATER_MS) {
          expect(decide(short, changed, now + later)).toEqual(decide(thread, changed, now + later));
          expect(attempt(short, changed, now + later)).toEqual(attempt(thread, changed, now + later));
        }
      }
    }),
    { numRuns: 150 },
  );
  expect(spared).toBeGreaterThan(100);
});
