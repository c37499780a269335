/** Whose address it is and whether it may be mailed. Pure; the moves between the states are in apply-address.ts. */
import type { Thread } from "./thread.js";

/** `typed` = unconfirmed. Suppression outranks everything: neither a confirmation nor an answer lifts it. */
export type AddressState = "none" | "typed" | "verified" | "suppressed";

/** Mailboxes differing only in case are one to every provider in use: taking them for two would let an unsubscribed one back in. */
export function sameMailbox(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** How far the thread's address is to be trusted, or that it wants no mail. */
export function addressState(thread: Pick<Thread, "address" | "suppressed">): AddressState {
  if (thread.address === undefined) return "none";
  if (isSuppressed(thread, thread.address.email)) return "suppressed";
  return thread.address.verified ? "verified" : "typed";
}

export function isSuppressed(thread: Pick<Thread, "suppressed">, email: string): boolean {
  return thread.suppressed.some((suppressed) => sameMailbox(suppressed, email));
}
