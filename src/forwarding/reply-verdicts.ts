/** Why each reply is in no mail, or not yet. decide() speaks of a conversation; whoever asks "why was this not mailed?" means one reply of it. */
import { decide } from "./decide.js";
import type { Rules } from "./rules.js";
import type { Thread } from "./thread.js";
import { leavesReplies, publicLines, unreadReplies } from "./unread.js";
import type { NothingBecause, Verdict, WaitBecause } from "./verdict.js";

/** What is to become of one reply, and why. */
export type ReplyVerdict = { readonly seq: number } & (
  | { readonly do: "nothing"; readonly because: NothingBecause | ReplyBecause }
  | { readonly do: "wait"; readonly until: number; readonly because: WaitBecause }
  | { readonly do: "send"; readonly because: WaitBecause }
);

/** Why this one reply is in no mail, whatever becomes of the others. */
export type ReplyBecause =
  /** In the widget, before any mail claimed it. */
  | "read"
  | "too-old"
  /** Written before the present address was given, which nobody has confirmed. */
  | "withheld";

/** One for each reply there is, ascending, but for those whose last mail says it all: sent, on its way, taken back for good or failed. */
export function replyVerdicts(thread: Thread, rules: Rules, now: number): readonly ReplyVerdict[] {
  const verdict = ofConversation(decide(thread, rules, now));
  const waiting = new Set(unreadReplies(thread, rules, now).map((line) => line.seq));
  const shown = new Set(publicLines(thread).map((line) => line.seq));
  const replies = thread.lines.filter((line) => line.by === "agent" && !line.deleted);
  return replies.flatMap(({ seq, at }): ReplyVerdict[] => {
    const last = thread.deliveries.filter((delivery) => delivery.new.includes(seq)).at(-1);
    if (last !== undefined && !leavesReplies(last)) return [];
    const nothing = (because: ReplyBecause): ReplyVerdict[] => [{ seq, do: "nothing", because }];
    if (seq <= thread.readCursor) return nothing("read");
    if (waiting.has(seq)) return [{ seq, ...verdict }];
    return nothing(now - at > rules.maxAgeMs && shown.has(seq) ? "too-old" : "withheld");
  });
}

/** What holds for the unread ones alike: without the mail, which is the conversation's. */
function ofConversation(verdict: Verdict) {
  return verdict.do === "send" ? { do: verdict.do, because: verdict.because } : verdict;
}
