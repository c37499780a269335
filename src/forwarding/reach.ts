/**
 * How far back the rules look: of a conversation of a hundred thousand messages they need its end. A store that fills a thread may
 * leave out the lines that are not reached; every verdict, mail and cancellation is then the same.
 */
import { addressState } from "./address.js";
import { allowance } from "./content.js";
import { openDelivery } from "./delivery.js";
import { BUDGET_WINDOW_MS } from "./due.js";
import type { Rules } from "./rules.js";
import type { Thread } from "./thread.js";
import { leftOverSeqs, withheldUpTo } from "./unread.js";

export interface Reach {
  /** All lines from here on. */
  readonly from: number;
  /** And so many public ones before them: the context, and one more, so that what is not short does not look short. */
  readonly before: number;
  /** And so many of the agents' own, where an address may be shown those alone. */
  readonly agentsBefore: number;
  /** Public is what comes after this one. */
  readonly after: number;
}

const EVERYTHING: Reach = { from: 0, before: 0, agentsBefore: 0, after: 0 };

/** Nothing goes, whatever was said. */
const NO_LINE: Reach = { from: Number.MAX_SAFE_INTEGER, before: 0, agentsBefore: 0, after: 0 };

/**
 * So many of the last mails: of ours those of all days on which a reply that may still go was written, each day as full as it may be;
 * of theirs, and of ours too, those that the next mail refers to.
 */
export function mailsReached({ threadDailyCount, maxAgeMs, referencesCount }: Rules): { ours: number; theirs: number } {
  const ofThoseDays = threadDailyCount * (Math.ceil(maxAgeMs / BUDGET_WINDOW_MS) + 1);
  return { ours: Math.max(ofThoseDays, referencesCount), theirs: referencesCount };
}

/** A complete transcript is complete, however long it is. */
export function reach(thread: Omit<Thread, "lines">, rules: Rules): Reach {
  const { mode, readCursor, forwardedCursor, deliveries } = thread;
  const state = addressState(thread);
  // Rows 1, 3 and 4; an open mail is given up for them before anything it says is looked at.
  if (mode === "nothing" || state === "none" || state === "suppressed") return NO_LINE;
  if (mode === "transcript") return EVERYTHING;
  const claimed = openDelivery(deliveries)?.new ?? [];
  const leftOver = [...leftOverSeqs(deliveries)].filter((seq) => seq > readCursor);
  const unreported = Math.max(readCursor, forwardedCursor) + 1;
  return {
    // One by one: a flood has more of them than a call takes arguments.
    from: [...claimed, ...leftOver].reduce((first, seq) => Math.min(first, seq), unreported),
    before: Math.max(rules.contextCount, rules.shortCount) + 1,
    agentsBefore: allowance(thread, rules) === "agent" ? rules.contextCount : 0,
    after: withheldUpTo(thread),
  };
}
