/** One conversation held by the memory store: collects a step's writes, so that they can be kept all at once or not at all. */
import { suppressed } from "./apply-address.js";
import { withDelivery } from "./carry.js";
import { openDelivery } from "./delivery.js";
import type { LetterParts } from "./letter/parts.js";
import type { Rules } from "./rules.js";
import type { Desk, FrozenLetter } from "./store.js";
import type { Thread } from "./thread.js";
import { goesOn, type Verdict } from "./verdict.js";

export interface Kept {
  readonly thread: Thread;
  readonly due: number | undefined;
  /** Every decision, oldest first; one that only goes on with the one before it stands in its place. */
  readonly verdicts: readonly Verdict[];
  /** By number of the delivery. */
  readonly letters: ReadonlyMap<number, FrozenLetter>;
}

export function desk(
  before: Kept,
  rules: Rules,
  letter: (seqs: readonly number[]) => LetterParts,
): { desk: Desk; kept: () => Kept } {
  // Replaced and never changed: whoever holds an earlier version still sees it as it was.
  let kept = before;
  return {
    kept: () => kept,
    desk: {
      thread: before.thread,
      rules,
      letter: async (seqs) => letter(seqs),
      async claim({ delivery, forwardedCursor, transcriptCursor }, frozen) {
        const { thread } = kept;
        // The lock makes both impossible. A database cannot know that its caller keeps the lock, so it asks; this one asks too.
        if (openDelivery(thread.deliveries) !== undefined) throw new Error("Claimed a second mail while one is open");
        if (thread.forwardedCursor !== before.thread.forwardedCursor)
          throw new Error("The forwarded cursor moved under the claim");
        const cursors = {
          forwardedCursor: Math.max(thread.forwardedCursor, forwardedCursor),
          transcriptCursor: Math.max(thread.transcriptCursor, transcriptCursor),
        };
        kept = {
          ...kept,
          thread: withDelivery(thread, delivery, cursors),
          letters: new Map(kept.letters).set(delivery.n, frozen),
        };
      },
      async frozen(n) {
        const found = kept.letters.get(n);
        if (found === undefined) throw new Error(`Delivery ${n} has no letter`);
        return { raw: found.raw, envelope: found.envelope };
      },
      async update(delivery) {
        if (!kept.thread.deliveries.some((one) => one.n === delivery.n))
          throw new Error(`There is no delivery ${delivery.n} to update`);
        kept = { ...kept, thread: withDelivery(kept.thread, delivery) };
      },
      async suppress(email) {
        kept = { ...kept, thread: suppressed(kept.thread, email) };
      },
      async schedule(at) {
        kept = { ...kept, due: at };
      },
      async record(verdict) {
        const last = kept.verdicts.at(-1);
        const before = last !== undefined && goesOn(last, verdict) ? kept.verdicts.slice(0, -1) : kept.verdicts;
        kept = { ...kept, verdicts: [...before, verdict] };
      },
    },
  };
}
