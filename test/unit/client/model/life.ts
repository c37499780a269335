/**
 * Whether a tab's code runs at all. Everything that reaches a tab from outside (a timer, an answer, an event, a record) comes
 * through here: a frozen page gets it when it thaws, a dead one never, and nobody tells its promises.
 */

import type { Time } from "./time.js";

export interface Life {
  readonly state: "awake" | "frozen" | "dead";
  /** It has just woken up, and looks at the device before it hears the answers that its adapter has. */
  readonly isWaking: boolean;
  /** Runs the step now, later or never. */
  do(step: () => void): void;
  freeze(): void;
  thaw(): void;
  /** As by kill -9: no handler runs, no signal is aborted. */
  die(): void;
  onDeath(then: () => void): void;
}

/** Longer than a page waits for the device. */
const DEVICE_MS = 3_000;

export function life(time: Time): Life {
  let state: Life["state"] = "awake";
  let thawedAt = Number.NEGATIVE_INFINITY;
  let waiting: (() => void)[] = [];
  const atDeath: (() => void)[] = [];
  const self: Life = {
    get state() {
      return state;
    },
    get isWaking() {
      return time.now() - thawedAt < DEVICE_MS;
    },
    do(step) {
      if (state === "awake") step();
      else if (state === "frozen") waiting.push(step);
    },
    freeze() {
      if (state === "awake") state = "frozen";
    },
    thaw() {
      if (state !== "frozen") return;
      state = "awake";
      thawedAt = time.now();
      // As an event loop does: one task after the other, each with what its promises set off.
      for (const task of waiting) time.after(0, () => self.do(task));
      waiting = [];
    },
    die() {
      state = "dead";
      waiting = [];
      for (const then of atDeath) then();
    },
    onDeath: (then) => atDeath.push(then),
  };
  return self;
}
