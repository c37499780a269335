/**
 * Which reply goes out, when, as what. Pure and total: any thread, any rules, any moment has an answer, and the answer has a reason.
 * The row numbers are those of the definition; the first row that holds decides, rows 10–13 move the due time.
 */
import { addressState } from "./address.js";
import { allowance, mailOfReplies, mailOfTranscript } from "./content.js";
import { openDelivery } from "./delivery.js";
import { afterGap, dueOfReplies, dueOfTranscript, withinBudget, withinDailyLimits } from "./due.js";
import type { Rules } from "./rules.js";
import type { Thread } from "./thread.js";
import { unreadReplies } from "./unread.js";
import type { NothingBecause, Verdict } from "./verdict.js";

/** What is to be done with the unread replies of a conversation at this moment: nothing, wait, or send. Pure. */
export function decide(thread: Thread, rules: Rules, now: number): Verdict {
  const state = addressState(thread);
  if (thread.mode === "nothing") return nothing("mode-nothing"); // row 1
  if (thread.channel !== "widget" && thread.channel !== "email") return nothing("other-channel"); // row 2
  if (state === "none") return nothing("no-address"); // row 3
  if (state === "suppressed") return nothing("address-suppressed"); // row 4
  const open = openDelivery(thread.deliveries);
  if (open !== undefined) return { do: "wait", until: open.nextAttemptAt, because: "open-delivery" }; // row 5

  const unread = unreadReplies(thread, rules, now);
  const [first, last] = [unread[0], unread.at(-1)];
  const ofReplies = first === undefined || last === undefined ? undefined : dueOfReplies(thread, first, last, rules); // rows 7–11
  const ofTranscript = dueOfTranscript(thread, allowance(thread, rules) === "all", rules); // row 14

  // Compared before the gap and the budget, which bind both alike; at a tie the replies' own mail goes.
  const asTranscript = ofTranscript !== undefined && (ofReplies === undefined || ofTranscript.at < ofReplies.at);
  const base = asTranscript ? ofTranscript : ofReplies;
  if (base === undefined) return nothing("nothing-unread"); // row 6

  const spaced = afterGap(base, thread, thread.inMailThread && !asTranscript, rules); // row 12
  const affordable = state === "typed" ? withinBudget(spaced, thread, rules, now) : spaced; // row 13
  if (affordable === "never") return nothing("no-budget");
  const due = withinDailyLimits(affordable, thread, rules, now);
  if (due.at > now) return { do: "wait", until: due.at, because: due.because };
  return {
    do: "send",
    mail: asTranscript ? mailOfTranscript(thread, unread) : mailOfReplies(thread, unread, rules),
    because: due.because,
  };
}

function nothing(because: NothingBecause): Verdict {
  return { do: "nothing", because };
}
