/**
 * The person in front of a tab, and this test's own idea of what they have read: kept apart from the code that decides it
 * (widget/attention.ts), so that the two can disagree.
 */
import type { Surroundings } from "../../../../src/widget/surroundings.js";
import type { Time } from "./time.js";

export interface Person {
  readonly surroundings: Pick<Surroundings, "now" | "isVisible" | "hasFocus" | "lastInputAt" | "watch">;
  readonly isPanelOpen: boolean;
  readonly isHidden: boolean;
  /** Something about them changes. */
  change(what: Partial<{ isPanelOpen: boolean; isHidden: boolean; hasFocus: boolean; usesHands: true }>): void;
  /** These messages are in view now, and no others. */
  sees(ids: readonly string[]): void;
  /** Whether they have had it before their eyes long enough, without a break. */
  hasRead(id: string): boolean;
}

/** From the design's words: 1 s in view; 2 min since the last input, or 1 min where the page has no focus. */
const DWELL_MS = 1_000;
const IDLE_MS = 120_000;
const UNFOCUSED_MS = 60_000;

export function person(time: Time): Person {
  const watchers = new Set<() => void>();
  const inView = new Map<string, number>();
  const facts = { isPanelOpen: false, isHidden: false, hasFocus: true, lastInputAt: time.now() };
  let lookingSince: number | undefined;

  function isLooking(): boolean {
    const { isPanelOpen, isHidden, hasFocus, lastInputAt } = facts;
    return isPanelOpen && !isHidden && time.now() - lastInputAt < (hasFocus ? IDLE_MS : UNFOCUSED_MS);
  }

  return {
    surroundings: {
      now: time.now,
      isVisible: () => !facts.isHidden,
      hasFocus: () => facts.hasFocus,
      lastInputAt: () => facts.lastInputAt,
      watch(onChange, signal) {
        watchers.add(onChange);
        signal.addEventListener("abort", () => watchers.delete(onChange));
      },
    },
    get isPanelOpen() {
      return facts.isPanelOpen;
    },
    get isHidden() {
      return facts.isHidden;
    },
    change({ usesHands, ...what }) {
      if (!isLooking()) lookingSince = undefined;
      Object.assign(facts, what, usesHands && { lastInputAt: time.now() });
      if (isLooking()) lookingSince ??= time.now();
      for (const onChange of watchers) onChange();
    },
    sees(ids) {
      for (const id of inView.keys()) if (!ids.includes(id)) inView.delete(id);
      for (const id of ids) if (!inView.has(id)) inView.set(id, time.now());
    },
    hasRead(id) {
      const since = inView.get(id);
      if (since === undefined || lookingSince === undefined || !isLooking()) return false;
      return time.now() - Math.max(since, lookingSince) >= DWELL_MS;
    },
  };
}
