/**
 * How many lines one token holds at a time, streams and polls together. Whoever has more than any browser with all its tabs ends the
 * oldest, which is the likeliest to be one that died unheard with its network: nobody is kept out by their own dead lines.
 */
import type { Line } from "../http/stream.js";

/** Each node counts for itself. */
export const MOST_LINES = 32;

export interface Seats {
  /** Until the line ends. `token`: its hash. */
  take(token: string, line: Pick<Line, "signal" | "end">): void;
}

export function createSeats(): Seats {
  const held = new Map<string, Set<() => void>>();
  return {
    take(token, { signal, end }) {
      if (signal.aborted) return;
      const lines = held.get(token) ?? new Set();
      held.set(token, lines.add(end));
      signal.addEventListener("abort", () => {
        lines.delete(end);
        if (lines.size === 0) held.delete(token);
      });
      const [oldest] = lines;
      if (lines.size > MOST_LINES) oldest?.();
    },
  };
}
