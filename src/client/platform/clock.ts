/** Time as the client knows it. Handed in, so that tests (and nobody else) can make an hour pass at once. */

export interface Clock {
  /** Milliseconds since 1970 by this device: good for waiting, never for ordering messages. */
  now(): number;
  /** Calls back once after `ms`; the function returned takes that back. */
  after(ms: number, then: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};
