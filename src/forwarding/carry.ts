/** Claim, carry, settle: the steps of one delivery. Pure; worker.ts takes them one transaction each, the store keeps what they return. */
import { addressState, sameMailbox } from "./address.js";
import { suppressed } from "./apply-address.js";
import { chain, messageId, refersTo, rootId } from "./chain.js";
import { type CancelCause, type Cancelled, type Claimed, type Delivery, openDelivery } from "./delivery.js";
import { blamesAddress, type Outcome } from "./outcome.js";
import type { Rules } from "./rules.js";
import type { Claim } from "./store.js";
import type { Line, Thread } from "./thread.js";
import { publicLines } from "./unread.js";
import type { Mail } from "./verdict.js";

/** The delivery of a mail decided on in this same transaction, to the thread's address, and where the cursors go with it. */
export function claim(thread: Thread, mail: Mail, mailDomain: string, rules: Rules, now: number): Claim {
  if (thread.address === undefined) throw new Error("A mail was decided on for a conversation without an address");
  const n = (thread.deliveries.at(-1)?.n ?? 0) + 1;
  const earlier = chain(thread);
  const delivery: Claimed = {
    ...mail,
    ...refersTo(rootId(thread.conversationId, mailDomain), earlier, rules.referencesCount),
    n,
    to: thread.address.email,
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
    forwardedCursor: Math.max(thread.forwardedCursor, mail.new.at(-1) ?? 0),
    transcriptCursor: mail.whole ? Math.max(thread.transcriptCursor, lastPublic) : thread.transcriptCursor,
  };
}

/**
 * What has become of the open delivery that is due: leased, so that nobody else carries it until the lease ends, or cancelled.
 * Undefined when none is due. To be kept before the letter leaves: whoever finds us dead knows then when to try again.
 */
export function attempt(thread: Thread, rules: Rules, now: number): Claimed | Cancelled | undefined {
  const open = openDelivery(thread.deliveries);
  if (open === undefined || open.nextAttemptAt > now) return undefined;
  const check = beforeData(thread, open);
  if (check === "go") return leased(open, rules, now);
  const { nextAttemptAt: _, reason: __, ...kept } = open;
  return { ...kept, state: "cancelled", cancelledAt: now, because: check.cancel };
}

/** Nobody else carries it until the lease ends. */
export function leased(delivery: Claimed, rules: Rules, now: number): Claimed {
  return { ...delivery, attempts: delivery.attempts + 1, nextAttemptAt: now + rules.leaseMs };
}

/** The last look before the bytes go, on every attempt. Context may have changed since: bytes never do, so only the new replies count. */
function beforeData(thread: Thread, delivery: Claimed): "go" | { readonly cancel: CancelCause } {
  // The order is part of the rules: a cause further up leaves other replies behind than one further down.
  if (addressState(thread) === "suppressed") return { cancel: "address-suppressed" };
  if (thread.address === undefined || !sameMailbox(thread.address.email, delivery.to)) return { cancel: "address-changed" };
  if (thread.mode === "nothing") return { cancel: "mode-nothing" };
  const newLines = linesOf(thread, delivery.new);
  if (newLines.length < delivery.new.length || newLines.some((line) => line.deleted)) return { cancel: "reply-deleted" };
  if (editsOf(thread, delivery.new) > delivery.editsAtClaim) return { cancel: "reply-edited" };
  // A transcript was promised whether read or not.
  if (delivery.kind === "unread" && delivery.new.every((seq) => seq <= thread.readCursor)) return { cancel: "all-read" };
  return "go";
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

/** The thread with this delivery, new or in place of its earlier state, and with these cursors. */
export function withDelivery(thread: Thread, delivery: Delivery, cursors: Partial<Omit<Claim, "delivery">> = {}): Thread {
  const others = thread.deliveries.filter(({ n }) => n !== delivery.n);
  return { ...thread, ...cursors, deliveries: [...others, delivery].sort((one, other) => one.n - other.n) };
}

/** The thread once the outcome of this attempt is known. */
export function withOutcome(thread: Thread, carried: Claimed, outcome: Outcome, rules: Rules, now: number): Thread {
  const { delivery, blamed } = settle(carried, outcome, rules, now);
  return suppressed(withDelivery(thread, delivery), blamed);
}

function editsOf(thread: Thread, seqs: readonly number[]): number {
  return linesOf(thread, seqs).reduce((sum, line) => sum + line.edits, 0);
}

function linesOf({ lines }: Thread, seqs: readonly number[]): readonly Line[] {
  const wanted = new Set(seqs);
  return lines.filter(({ seq }) => wanted.has(seq));
}
