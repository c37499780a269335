/** Time that passes when a test says so. Everything due runs in order, and what it sets off gets its turn in between. */
import type { Clock } from "../../../src/client/platform/clock.js";

export interface FakeClock extends Clock {
  advance(ms: number): Promise<void>;
  /** The device sleeps, or somebody sets its clock: another time, but no timer has moved. */
  jump(ms: number): void;
  /** Timers nobody has taken back. */
  readonly pending: number;
}

/** Everything that needs no time has happened: promises settled, their consequences too. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export function fakeClock(start = Date.UTC(2026, 0, 5, 9)): FakeClock {
  let now = start;
  let skew = 0;
  const timers = new Set<{ at: number; then: () => void }>();
  return {
    now: () => now + skew,
    after(ms, then) {
      const timer = { at: now + ms, then };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = now + ms;
      await settled();
      for (;;) {
        const due = [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers.delete(due);
        now = Math.max(now, due.at);
        due.then();
        await settled();
      }
      now = end;
      await settled();
    },
    jump(ms) {
      skew += ms;
    },
    get pending() {
      return timers.size;
    },
  };
}
