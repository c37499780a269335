/**
 * Waits for a sign of life. Timers stand still while a page is frozen or a laptop sleeps, and ring afterwards as if nothing had
 * happened: one that rings late proves a sleep, not a silence, so the other side is given time to speak before it is given up.
 */
import type { Clock } from "./platform/clock.js";

/** A busy page rings late, too; a second or two are no sleep. */
const LATE_MS = 2_000;

export interface Watchdog {
  /** The next sign is due within this time from now. */
  expect(ms: number): void;
  /** The page is back, or on another network: whatever was due, a sign that is to come comes within this time. */
  wake(ms: number): void;
  stop(): void;
}

/** `onSlept`: time has passed unnoticed; expect anew. */
export function watchdog(clock: Clock, onSilence: () => void, onSlept: () => void): Watchdog {
  let due = 0;
  let cancel = () => {};
  const expect = (ms: number) => {
    cancel();
    due = clock.now() + ms;
    // A clock that was set back makes nothing early: what rings has waited.
    cancel = clock.after(ms, () => (clock.now() > due + LATE_MS ? onSlept() : onSilence()));
  };
  return {
    expect,
    wake(ms) {
      const left = due - clock.now();
      if (left <= 0 || left > ms) expect(ms);
    },
    stop: () => cancel(),
  };
}
