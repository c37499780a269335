/** Claim, carry, settle: the steps of one delivery. Pure; worker.ts takes them one transaction each, the store keeps what they return. */
import { addressState, sameMailbox } from "./address.js";
import { chain, messageId, refersTo, rootId } from "./chain.js";
import type { CancelCause, Cancelled, Claimed, Delivery } from "./delivery.js";
import { blamesAddress, type Outcome } from "./outcome.js";
import type { Rules } from "./rules.js";
import type { Claim } from "./store.js";
import type { Thread } from "./thread.js";
import { publicLines } from "./unread.js";
import type { Mail } from "./verdict.js";

/** The delivery of a mail decided on in this same transaction, and where the cursors go with it. */
export function claim(thread: Thread, to: string, mail: Mail, mailDomain: string, rules: Rules, now: number): Claim {
  const n = thread.deliveries.length + 1;
  const earlier = chain(thread);
  const delivery: Claimed = {
    ...mail,
    ...refersTo(rootId(thread.conversationId, mailDomain), earlier, rules.referencesCount),
    n,
    to,
    messageId: messageId(thread.conversationId, n, mail.new, mailDomain),
    re: earlier.length > 0,
    claimedAt: now,
    editsAtClaim: editsOf(thread, mail.new),
    state: "claimed",
    attempts: 0,
    nextAttemptAt: now,
  };
  // What is withheld from this address is not in the mail, so it is not the last either.
  const lastPublic = publicLines(thread).at(-1)?.seq ?? 0;
  return {
    delivery,
    forwardedCursor: Math.max(thread.forwardedCursor, ...mail.new),
    transcriptCursor: mail.whole ? Math.max(thread.transcriptCursor, lastPublic) : thread.transcriptCursor,
  };
}

/** The last look before the bytes go, on every attempt. Context may have changed since: bytes never do, so only the new replies count. */
export function beforeData(thread: Thread, delivery: Claimed): "go" | { readonly cancel: CancelCause } {
  // The order is part of the rules: a cause further up leaves other replies behind than one further down.
  if (addressState(thread) === "suppressed") return { cancel: "address-suppressed" };
  if (thread.address === undefined || !sameMailbox(thread.address.email, delivery.to)) return { cancel: "address-changed" };
  if (thread.mode === "nothing") return { cancel: "mode-nothing" };
  const newLines = thread.lines.filter((line) => delivery.new.includes(line.seq));
  if (newLines.length < delivery.new.length || newLines.some((line) => line.deleted)) return { cancel: "reply-deleted" };
  if (editsOf(thread, delivery.new) > delivery.editsAtClaim) return { cancel: "reply-edited" };
  // A transcript was promised whether read or not.
  if (delivery.kind === "unread" && delivery.new.every((seq) => seq <= thread.readCursor)) return { cancel: "all-read" };
  return "go";
}

export function cancel(delivery: Claimed, because: CancelCause, now: number): Cancelled {
  const { nextAttemptAt: _, reason: __, ...kept } = delivery;
  return { ...kept, state: "cancelled", cancelledAt: now, because };
}

/** The attempt begins: nobody else may carry this mail until the lease ends, and if we crash it is tried again then. */
export function lease(delivery: Claimed, rules: Rules, now: number): Claimed {
  return { ...delivery, attempts: delivery.attempts + 1, nextAttemptAt: now + rules.leaseMs };
}

/** What the outcome of the attempt makes of the delivery; `blamed` is an address that takes no mail from now on. */
export function settle(delivery: Claimed, outcome: Outcome, rules: Rules, now: number): { delivery: Delivery; blamed?: string } {
  const { nextAttemptAt: _, reason: __, ...kept } = delivery;
  if (outcome.was === "accepted") return { delivery: { ...kept, state: "sent", acceptedAt: now, response: outcome.response } };
  const failed = { ...kept, state: "failed", failedAt: now, reason: outcome.reason } as const;
  if (outcome.was === "refused")
    return blamesAddress(outcome.status) ? { delivery: failed, blamed: delivery.to } : { delivery: failed };
  // From the claim and not from the first attempt: the reader waits since then.
  if (now - delivery.claimedAt > rules.giveUpMs) return { delivery: failed };
  const wait = rules.backoffMs[Math.min(delivery.attempts, rules.backoffMs.length) - 1] ?? rules.leaseMs;
  return { delivery: { ...delivery, nextAttemptAt: now + wait, reason: outcome.reason } };
}

function editsOf(thread: Thread, seqs: readonly number[]): number {
  return thread.lines.reduce((sum, line) => (seqs.includes(line.seq) ? sum + line.edits : sum), 0);
}
