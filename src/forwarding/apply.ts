/**
 * How each event moves a thread. The memory store runs it; a database does the same in SQL, in the transaction that stores the
 * event, and then sets the conversation's due time to now. An event that changes nothing returns the very thread it was given.
 */
import { addressChanged, bounced, suppressed, unsuppressed, verified } from "./apply-address.js";
import { answeredByMail, appended, deleted, edited, read } from "./apply-message.js";
import type { Event } from "./event.js";
import type { Rules } from "./rules.js";
import type { Thread } from "./thread.js";

/** The thread after an event. A repeat, or an event that changes nothing, gives the same thread back. */
export function apply(thread: Thread, event: Event, rules: Rules): Thread {
  switch (event.type) {
    case "visitor":
      // The mailbox has its own evidence: the mail it answers, never what a screen may have shown.
      if (event.via === "email") return answeredByMail(thread, event);
      return read(appended({ ...thread, inMailThread: false }, event), event.seen ?? 0);
    case "agent":
    case "bot":
    case "system":
    case "note":
      return appended(thread, event);
    case "edit":
      return edited(thread, event.seq);
    case "delete":
      return deleted(thread, event.seq);
    case "read":
      return read(thread, event.seq);
    case "typing":
      if (event.on) return { ...thread, typingUntil: event.at + rules.typingTtlMs };
      return thread.typingUntil === undefined ? thread : { ...thread, typingUntil: Math.min(thread.typingUntil, event.at) };
    case "presence":
      // A start counts also when already present: they opened the page again, so they are not in their mailbox.
      if (event.state === "online") return { ...thread, presence: { state: "present" }, inMailThread: false };
      return { ...thread, presence: { state: "away", since: event.at } };
    case "close":
      return thread.closed ? thread : { ...thread, closed: { at: event.at, lastSeq: thread.lines.at(-1)?.seq ?? 0 } };
    case "mode":
      return { ...thread, mode: event.mode };
    case "address":
      return addressChanged(thread, event.email, event.verified);
    case "verify":
      return verified(thread);
    case "unsubscribe":
    case "complaint":
      return suppressed(thread, event.email ?? thread.address?.email);
    case "resubscribe":
      return unsuppressed(thread, event.email);
    case "bounce":
      return bounced(thread, event.messageId, event.status);
    case "autoreply":
      // Named here although nothing moves: whoever reads the rules finds it, and no database forgets to leave it alone.
      return thread;
    case "again":
      return sentAgain(thread, event.n, event.at);
  }
}

function sentAgain(thread: Thread, n: number, at: number): Thread {
  const deliveries = thread.deliveries.map((one) => (one.n === n && one.state === "failed" ? { ...one, againAt: at } : one));
  return { ...thread, deliveries };
}
