/** What a letter may show, and which replies still want one. Reads a thread, decides nothing. */
import { type Delivery, LEAVES_REPLIES } from "./delivery.js";
import type { Rules } from "./rules.js";
import type { Line, Thread } from "./thread.js";

/** Public messages, ascending: what visitor, agents and bot said and nobody deleted. Notes and system lines never leave; withheld ones do not exist. */
export function publicLines(thread: Thread): readonly Line[] {
  const hiddenUpTo = withheldUpTo(thread);
  return thread.lines.filter((line) => line.seq > hiddenUpTo && !line.deleted && line.by !== "note" && line.by !== "system");
}

/** What came before a change to an address nobody has confirmed. */
export function withheldUpTo({ address }: Pick<Thread, "address">): number {
  return address === undefined || address.verified ? 0 : address.withheldUpTo;
}

/** U: human replies, public, neither read nor claimed (or left over from a cancelled mail), not older than `maxAgeMs`. */
export function unreadReplies(thread: Thread, rules: Rules, now: number): readonly Line[] {
  const leftOver = leftOverSeqs(thread.deliveries);
  return publicLines(thread).filter(
    (line) =>
      line.by === "agent" &&
      line.seq > thread.readCursor &&
      (line.seq > thread.forwardedCursor || leftOver.has(line.seq)) &&
      now - line.at <= rules.maxAgeMs,
  );
}

/**
 * The forwarded cursor has passed these, but the mail that claimed them last never went and gave them back. The last claim of a
 * seq speaks for it: one cancelled for a change of address, claimed again and then sent is not left over any more.
 */
export function leftOverSeqs(deliveries: readonly Delivery[]): ReadonlySet<number> {
  const left = new Set<number>();
  for (const delivery of deliveries) {
    const givesBack = leavesReplies(delivery);
    for (const seq of delivery.new) givesBack ? left.add(seq) : left.delete(seq);
  }
  return left;
}

/** True for a mail that never went and gave its replies back: they are looked at as if it had never been. */
export function leavesReplies(delivery: Delivery): boolean {
  if (delivery.state === "cancelled") return LEAVES_REPLIES.includes(delivery.because);
  // A failed mail leaves nothing by itself: mailing it again is the agent's decision ("Send again").
  return delivery.state === "failed" && delivery.againAt !== undefined;
}
