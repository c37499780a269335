/** What goes into the mail: new replies, context before them, and what was said in between. Seqs only; letter/ makes words of them. */
import { addressState } from "./address.js";
import type { Rules } from "./rules.js";
import type { Line, Thread } from "./thread.js";
import { publicLines } from "./unread.js";
import type { Mail } from "./verdict.js";

/** How much an address may be shown: an unconfirmed one is perhaps a stranger's, so a site may hold back what the visitor wrote. */
export function allowance(thread: Omit<Thread, "lines">, rules: Rules): Rules["unverifiedContext"] {
  return addressState(thread) === "verified" ? "all" : rules.unverifiedContext;
}

/** The mail of the unread replies. */
export function mailOfReplies(thread: Thread, unread: readonly Line[], rules: Rules): Mail {
  const lines = publicLines(thread);
  const isNew = new Set(seqs(unread));
  const firstNew = unread[0]?.seq ?? Number.POSITIVE_INFINITY;
  const lastNew = unread.at(-1)?.seq ?? 0;
  const before = lines.filter((line) => line.seq < firstNew);
  const mail = { kind: "unread" as const, whole: false, new: [...isNew] };

  const allowed = allowance(thread, rules);
  const agentsBefore = before.filter((line) => allowed === "agent" && line.by === "agent");
  const between = lines.filter((line) => line.seq > firstNew && !isNew.has(line.seq));
  const betweenNew = seqs(between.filter((line) => line.seq < lastNew));

  if (allowed !== "all") {
    const context = thread.inMailThread ? [] : seqs(lastOf(agentsBefore, rules.contextCount));
    return { ...mail, context, interleaved: [] };
  }
  // Their mail program shows the thread already: quoting it again would only hide the answer.
  if (thread.inMailThread) return { ...mail, context: [], interleaved: betweenNew };

  const complete = thread.mode === "transcript" || lines.length <= rules.shortCount;
  const context = complete ? before : lastOf(before, rules.contextCount);
  const whole = context.length === before.length;
  const kind = whole && thread.mode === "transcript" ? "transcript" : "unread";
  return { kind, whole, new: mail.new, context: seqs(context), interleaved: whole ? seqs(between) : betweenNew };
}

/** The complete transcript that is owed: unread replies first, everything else as context. */
export function mailOfTranscript(thread: Thread, unread: readonly Line[]): Mail {
  const isNew = new Set(seqs(unread));
  const context = seqs(publicLines(thread)).filter((seq) => !isNew.has(seq));
  return { kind: "transcript", whole: true, new: [...isNew], context, interleaved: [] };
}

function seqs(lines: readonly Line[]): readonly number[] {
  return lines.map((line) => line.seq);
}

/** `slice(-0)` would be all of them. */
function lastOf<T>(all: readonly T[], count: number): readonly T[] {
  return count === 0 ? [] : all.slice(-count);
}

/** No letter has room for more, on either side (letter/fit.ts): a flood costs what a long conversation does. */
const MOST_SHOWN = 2_000;

export interface Shown {
  readonly context: readonly number[];
  /** What is new, and what was said in between. */
  readonly fresh: readonly number[];
}

/** What a letter may show of its mail, each ascending: the last of it. Of the rest it says how many they are. */
export function shownOf({ context, new: fresh, interleaved }: Mail): Shown {
  const all = [...fresh, ...interleaved].sort((one, other) => one - other);
  return { context: context.slice(-MOST_SHOWN), fresh: all.slice(-MOST_SHOWN) };
}

/** All that a mail shows, ascending. */
export function seqsOf(mail: Mail): readonly number[] {
  const { context, fresh } = shownOf(mail);
  return [...context, ...fresh].sort((one, other) => one - other);
}

/** What a mail says, out of these messages: an answer may quote it, and it is then nobody's own words. */
export function wordsIn(mail: Mail, lines: readonly { readonly seq: number; readonly text: string }[]): string {
  const seqs = new Set(seqsOf(mail));
  return lines.flatMap(({ seq, text }) => (seqs.has(seq) ? [text] : [])).join("\n");
}
