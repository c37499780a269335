/** Time and waiting, as the worker gets them. Tests bring their own. */
export interface Clock {
  now(): number;
  /** Resolves after `ms`, or earlier when the signal aborts: never rejects, so that a loop only has to look at its signal. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** setTimeout takes 31 bits; a longer wait would end at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: Date.now,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const timer = setTimeout(done, Math.min(ms, LONGEST_TIMER_MS));
      signal.addEventListener("abort", done);
      function done() {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      }
    }),
};
