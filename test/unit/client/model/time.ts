/**
 * Time in the simulated world. Everything due runs in order, and what it sets off gets its turn in between. Nothing in this
 * world needs a real timer or disk, so one macrotask later all promises have settled: an hour passes in a millisecond.
 */

export interface Time {
  /** Milliseconds; the time that servers, timers and this test agree on. A visitor's clock may say something else. */
  now(): number;
  after(ms: number, then: () => void): () => void;
  advance(ms: number): Promise<void>;
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

export function time(start: number): Time {
  let now = start;
  /** In the order in which they are due, and of two at once the one that was asked for first. */
  const timers: { at: number; then: () => void }[] = [];
  return {
    now: () => now,
    after(ms, then) {
      const timer = { at: now + Math.max(0, ms), then };
      let place = timers.length;
      while (place > 0 && (timers[place - 1]?.at ?? 0) > timer.at) place -= 1;
      timers.splice(place, 0, timer);
      return () => {
        const found = timers.indexOf(timer);
        if (found >= 0) timers.splice(found, 1);
      };
    },
    async advance(ms) {
      const end = now + ms;
      await settled();
      while (timers[0] !== undefined && timers[0].at <= end) {
        const due = timers.shift();
        now = due?.at ?? now;
        due?.then();
        await settled();
      }
      now = end;
    },
  };
}
