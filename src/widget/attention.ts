/**
 * Read means attention, not arrival: a message counts when a person had it before their eyes for a moment. Decides from
 * the surroundings and from what the log says is in view; it never moves the cursor by itself, and never back.
 */
import type { Seq } from "../protocol/index.js";
import type { Surroundings } from "./surroundings.js";

const DWELL_MS = 1_000;
const DWELL_PER_SCREEN_MS = 250;
const LONGEST_DWELL_MS = 3_000;
/** Nobody tells when something of the page comes to lie over the panel, or goes away again: a break must not be missed. */
const LOOK_AGAIN_MS = 250;
/** So much of a message, or of the log where the message is taller, has to be in view. */
const ENOUGH_IN_VIEW = 0.6;

/** Without focus, a hand seen this recently still means a person looks (a page beside an editor). */
const UNFOCUSED_INPUT_MS = 60_000;
/** Longer without any input, nobody may be sitting there. */
const IDLE_MS = 120_000;

/** Somebody is probably looking. */
export function isAttending(seen: Pick<Surroundings, "now" | "isVisible" | "hasFocus" | "lastInputAt">): boolean {
  const idle = seen.now() - seen.lastInputAt();
  return seen.isVisible() && idle < IDLE_MS && (seen.hasFocus() || idle < UNFOCUSED_INPUT_MS);
}

/** A message of several screens takes longer to read than one of a line. */
export function dwellMs(messageHeight: number, viewHeight: number): number {
  const furtherScreens = Math.max(0, Math.ceil(messageHeight / viewHeight) - 1);
  return Math.min(LONGEST_DWELL_MS, DWELL_MS + DWELL_PER_SCREEN_MS * furtherScreens);
}

export function isInView(visibleHeight: number, messageHeight: number, viewHeight: number): boolean {
  const whole = Math.min(messageHeight, viewHeight);
  return whole > 0 && visibleHeight >= whole * ENOUGH_IN_VIEW;
}

/** One message as the log sees it. */
export interface Sight {
  readonly seq: Seq;
  readonly isInView: boolean;
  readonly dwellMs: number;
}

export interface Attention {
  /** What is in view has changed. */
  see(sights: readonly Sight[]): void;
  /** Something else has: the panel was opened or closed, a gesture was made. */
  reconsider(): void;
}

/** `isShown`: the panel is open and nothing lies over it; asked again at the very moment of deciding. */
export function createAttention(
  surroundings: Surroundings,
  isShown: () => boolean,
  onRead: (upTo: Seq) => void,
  signal: AbortSignal,
): Attention {
  const inView = new Map<Seq, { since: number; dwellMs: number }>();
  const outOfMind = new Map<Seq, number>();
  let cancel = () => {};

  function reconsider(): void {
    cancel();
    if (signal.aborted) return;
    const now = surroundings.now();
    const isSomebodyThere = isAttending(surroundings);
    if (!isSomebodyThere || !isShown()) {
      // A break: whatever was being looked at begins again.
      for (const [seq, { dwellMs }] of inView) outOfMind.set(seq, dwellMs);
      inView.clear();
      if (isSomebodyThere && outOfMind.size > 0) cancel = surroundings.after(LOOK_AGAIN_MS, reconsider);
      return;
    }
    for (const [seq, dwellMs] of outOfMind) inView.set(seq, { since: now, dwellMs });
    outOfMind.clear();
    const left = [...inView].map(([seq, { since, dwellMs }]) => ({ seq, ms: since + dwellMs - now }));
    const read = left.filter(({ ms }) => ms <= 0).map(({ seq }) => seq);
    for (const seq of read) inView.delete(seq);
    if (read.length > 0) onRead(Math.max(...read));
    const waiting = left.filter(({ ms }) => ms > 0).map(({ ms }) => ms);
    if (waiting.length > 0) cancel = surroundings.after(Math.min(LOOK_AGAIN_MS, ...waiting), reconsider);
  }

  surroundings.watch(reconsider, signal);
  signal.addEventListener("abort", () => cancel());
  return {
    reconsider,
    see(sights) {
      for (const { seq, isInView, dwellMs } of sights) {
        if (!isInView) {
          inView.delete(seq);
          outOfMind.delete(seq);
        } else if (!inView.has(seq)) outOfMind.set(seq, dwellMs);
      }
      reconsider();
    },
  };
}
