/** When a mail is due: rows 7–14 of the rules, each returning the time and the rule that set it. decide.ts puts them in order. */
import type { Rules } from "./rules.js";
import type { Line, Thread } from "./thread.js";
import { publicLines } from "./unread.js";
import type { WaitBecause } from "./verdict.js";

export interface Due {
  readonly at: number;
  readonly because: WaitBecause;
}

/** Budgets count what was accepted within this long before a mail is due. */
export const BUDGET_WINDOW_MS = 86_400_000;
/** Until a mail that may take the last room is looked at again. */
const OPEN_PAUSE_MS = 5_000;

/** Rows 7–11 for the mail of the unread replies, of which `first` and `last` are the first and the last. */
export function dueOfReplies(thread: Thread, first: Line, last: Line, rules: Rules): Due {
  const { due, cap } = delay(thread, first, last, rules);
  return held(closedEarlier(due, thread, rules), thread, last, cap, rules);
}

/** Rows 7–9: how long to wait for the visitor, and the moment no further reply can push it past. */
function delay(thread: Thread, first: Line, last: Line, rules: Rules): { due: Due; cap: number } {
  if (thread.inMailThread) return capped(last.at + rules.mailThreadDelayMs, first.at + rules.awayCapMs, "mail-thread");
  if (thread.presence.state === "present") {
    return capped(last.at + rules.presentDelayMs, first.at + rules.presentCapMs, "present");
  }
  const graceEnds = thread.presence.since + rules.awayGraceMs;
  return capped(Math.max(last.at + rules.awayDelayMs, graceEnds), Math.max(first.at + rules.awayCapMs, graceEnds), "away");
}

function capped(at: number, cap: number, because: WaitBecause): { due: Due; cap: number } {
  return { due: { at: Math.min(at, cap), because }, cap };
}

/** Row 10. An agent's message clears `closed`, so while it is set the closing came after the last reply. */
function closedEarlier(due: Due, thread: Thread, rules: Rules): Due {
  if (thread.closed === undefined) return due;
  const away = thread.presence.state === "away" ? thread.presence : undefined;
  const quick = away !== undefined || thread.inMailThread;
  const afterClosing = thread.closed.at + (quick ? rules.closeDelayMs : rules.closeDelayPresentMs);
  // Closed while present, gone later: the mail cannot have been due before they left.
  const at = Math.max(Math.min(due.at, afterClosing), away?.since ?? Number.NEGATIVE_INFINITY);
  return at < due.at ? { at, because: "closed" } : { ...due, at };
}

/** Row 11: somebody is still writing to them, so one mail instead of two; but typing that never becomes a message holds nothing beyond the cap. */
function held(due: Due, thread: Thread, last: Line, cap: number, rules: Rules): Due {
  if (thread.typingUntil === undefined || thread.typingUntil <= last.at) return due;
  const at = Math.min(Math.max(due.at, thread.typingUntil + rules.typingGraceMs), Math.max(cap, due.at));
  return at > due.at ? { at, because: "typing" } : due;
}

/** Row 14: when a complete transcript is owed, or undefined when none is. Replies of any age owe one. */
export function dueOfTranscript(thread: Thread, mayShowAll: boolean, rules: Rules): Due | undefined {
  if (thread.mode !== "transcript" || !mayShowAll) return undefined;
  const lines = publicLines(thread);
  const last = lines.at(-1);
  if (last === undefined || !lines.some((line) => line.by === "agent" && line.seq > thread.transcriptCursor)) return undefined;
  // By seq and not by time: a bot's goodbye in the very millisecond of the closing still came after it.
  const closedLast = thread.closed !== undefined && thread.closed.lastSeq >= last.seq ? thread.closed : undefined;
  const at = closedLast === undefined ? last.at + rules.transcriptQuietMs : closedLast.at + rules.transcriptCloseDelayMs;
  return { at, because: "transcript" };
}

/** Row 12: two mails of one conversation keep apart. `exempt` is a mail inside an e-mail thread, where people expect quick answers. */
export function afterGap(due: Due, thread: Thread, exempt: boolean, rules: Rules): Due {
  if (exempt) return due;
  const accepted = thread.deliveries.map((delivery) =>
    delivery.state === "sent" ? delivery.acceptedAt : Number.NEGATIVE_INFINITY,
  );
  const at = Math.max(...accepted, Number.NEGATIVE_INFINITY) + rules.gapMs;
  return at > due.at ? { at, because: "gap" } : due;
}

/** Row 13, for an unconfirmed address: `never` when the site gives those no mail at all. */
export function withinBudget(due: Due, thread: Thread, rules: Rules, now: number): Due | "never" {
  if (rules.unverifiedDailyCount === 0) return "never";
  return withRoom(
    due,
    thread.acceptedForAddress,
    { most: rules.unverifiedDailyCount, open: thread.openForAddress },
    now,
    "budget",
  );
}

/**
 * For everybody, so that nothing is mailed without end: not by two machines that answer each other through us, nor by a flood of
 * messages. What waits goes together, in one mail a conversation.
 */
export function withinDailyLimits(due: Due, thread: Thread, rules: Rules, now: number): Due {
  const ofThread = thread.deliveries.flatMap((delivery) => (delivery.state === "sent" ? [delivery.acceptedAt] : []));
  const ofAddress = { most: rules.addressDailyCount, open: thread.openForAddress };
  const ofSite = thread.siteFullSince === undefined ? [] : [thread.siteFullSince];
  return [
    withRoom(due, ofThread, { most: rules.threadDailyCount, open: 0 }, now, "daily-limit"),
    withRoom(due, thread.acceptedForAddress, ofAddress, now, "daily-limit"),
    withRoom(due, ofSite, { most: 1, open: 0 }, now, "daily-limit"),
  ].reduce((latest, one) => (one.at > latest.at ? one : latest), due);
}

/** `open` ones are neither accepted nor given up: they are waited for a little, so that many at once do not get past the limit together. */
function withRoom(
  due: Due,
  accepted: readonly number[],
  { most, open }: { readonly most: number; readonly open: number },
  now: number,
  because: WaitBecause,
): Due {
  const windowStarts = Math.max(due.at, now) - BUDGET_WINDOW_MS;
  const latestFirst = accepted.filter((at) => at > windowStarts).sort((a, b) => b - a);
  // Room comes back when the oldest of the last n leaves the window, however many more there were before it.
  const oldestThatCounts = latestFirst[most - 1];
  if (oldestThatCounts !== undefined) return { at: oldestThatCounts + BUDGET_WINDOW_MS, because };
  return latestFirst.length + open < most ? due : { at: Math.max(due.at, now + OPEN_PAUSE_MS), because };
}
