/** Events about messages: said, answered by mail, changed, deleted, read. */
import { sameMailbox } from "./address.js";
import { verified } from "./apply-address.js";
import type { MailAnswer } from "./event.js";
import type { Author, Line, Thread } from "./thread.js";

/** One more line. Visitor and agent reopen what was closed, bot lines and notes do not; an agent's message ends typing. A known seq is a repeat. */
export function appended(thread: Thread, said: { type: Author; seq: number; at: number }): Thread {
  if (thread.lines.some((line) => line.seq === said.seq)) return thread;
  const line: Line = { seq: said.seq, by: said.type, at: said.at, deleted: false, edits: 0 };
  // Seqs are given under the conversation's lock, yet events may be replayed in any order: the thread is kept ascending.
  const lines = [...thread.lines, line].sort((a, b) => a.seq - b.seq);
  if (said.type !== "visitor" && said.type !== "agent") return { ...thread, lines };
  const { closed: _, ...open } = thread;
  if (said.type === "visitor" || thread.typingUntil === undefined) return { ...open, lines };
  return { ...open, lines, typingUntil: Math.min(thread.typingUntil, said.at) };
}

/**
 * A message by e-mail: it joins the chain, reads the new replies of the mail it answers (not its context: that is below the fold),
 * and verifies the address that mail went to if it is still the present one. Not authentic: no message of the visitor at all, unless
 * an agent vouches for it, and then nothing but a message.
 */
export function answeredByMail(thread: Thread, answer: MailAnswer & { at: number }): Thread {
  const isRepeat = answer.messageId !== undefined && thread.inbound.some((mail) => mail.id === answer.messageId);
  if (!(answer.authentic || answer.vouched) || isRepeat) return thread;
  const inbound = answer.messageId === undefined ? thread.inbound : [...thread.inbound, { id: answer.messageId, at: answer.at }];
  const joined = appended({ ...thread, inbound, inMailThread: true }, answer);
  const answered = thread.deliveries.find((delivery) => delivery.messageId === answer.answers);
  if (answered === undefined || !answer.authentic) return joined;
  const isPresentAddress = thread.address !== undefined && sameMailbox(answered.to, thread.address.email);
  return read(isPresentAddress ? verified(joined) : joined, Math.max(0, ...answered.new));
}

/** The cursor only grows: a stale receipt changes nothing. */
export function read(thread: Thread, upTo: number): Thread {
  return upTo > thread.readCursor ? { ...thread, readCursor: upTo } : thread;
}

export function deleted(thread: Thread, seq: number): Thread {
  return changed(thread, seq, (line) => ({ ...line, deleted: true }));
}

export function edited(thread: Thread, seq: number): Thread {
  return changed(thread, seq, (line) => ({ ...line, edits: line.edits + 1 }));
}

function changed(thread: Thread, seq: number, change: (line: Line) => Line): Thread {
  return { ...thread, lines: thread.lines.map((line) => (line.seq === seq ? change(line) : line)) };
}
