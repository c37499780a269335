/** The server's time, second by second: what the desk shows as "in 8 s" must end when the server's does, not this computer's. */
import { type ReadonlySignal, signal } from "@preact/signals";

export interface Clock {
  readonly now: ReadonlySignal<number>;
  /** Every answer that carries the server's time sets the difference anew. */
  learn(serverNow: number): void;
}

const TICK_MS = 1_000;

export function makeClock(read: () => number, until: AbortSignal): Clock {
  let ahead = 0;
  const now = signal(read());
  const tick = () => {
    now.value = read() + ahead;
  };
  const timer = setInterval(tick, TICK_MS);
  until.addEventListener("abort", () => clearInterval(timer));
  return {
    now,
    learn(serverNow) {
      ahead = serverNow - read();
      tick();
    },
  };
}
