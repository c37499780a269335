/** Events about addresses: given, confirmed, suppressed, bounced. */
import { isSuppressed, sameMailbox } from "./address.js";
import { blamesAddress } from "./outcome.js";
import type { Thread } from "./thread.js";

/**
 * The same address again may confirm but never lowers. Another one starts with the state it is given now, whatever it was once;
 * unconfirmed and in the place of another it must not be shown what came before.
 */
export function addressChanged(thread: Thread, email: string, isVerified: boolean): Thread {
  const present = thread.address;
  if (present !== undefined && sameMailbox(present.email, email)) return isVerified ? verified(thread) : thread;
  const withheldUpTo = present !== undefined && !isVerified ? (thread.lines.at(-1)?.seq ?? 0) : 0;
  return { ...thread, address: { email, verified: isVerified, withheldUpTo } };
}

/** Lifts what was withheld; not a suppression. Without an address there is nothing to confirm. */
export function verified(thread: Thread): Thread {
  if (thread.address === undefined || thread.address.verified) return thread;
  return { ...thread, address: { ...thread.address, verified: true } };
}

/** For good, whatever is typed, confirmed or answered later. */
export function suppressed(thread: Thread, email: string | undefined): Thread {
  if (email === undefined || isSuppressed(thread, email)) return thread;
  return { ...thread, suppressed: [...thread.suppressed, email.toLowerCase()] };
}

/** Only the person's explicit wish to get mail again does this. */
export function unsuppressed(thread: Thread, email: string): Thread {
  return { ...thread, suppressed: thread.suppressed.filter((one) => !sameMailbox(one, email)) };
}

/**
 * Blames the address **that mail** went to. Any mail ever claimed counts, also a deferred, cancelled or failed one: its acceptance
 * may have gone unseen. A delay notice (4.x.x) is no bounce.
 */
export function bounced(thread: Thread, messageId: string, status: string): Thread {
  const mail = thread.deliveries.find((delivery) => delivery.messageId === messageId);
  if (mail === undefined || !status.startsWith("5.")) return thread;
  const deliveries = thread.deliveries.map((one) => (one === mail && one.state === "sent" ? { ...one, bounce: status } : one));
  const marked = { ...thread, deliveries };
  return blamesAddress(status) ? suppressed(marked, mail.to) : marked;
}
