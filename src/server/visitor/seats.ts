/**
 * How many lines one token holds at a time, streams and polls together. Whoever has more than any browser with all its tabs ends the
 * oldest, which is the likeliest to be one that died unheard with its network: nobody is kept out by their own dead lines.
 */
import type { Line } from "../http/stream.js";

/** Each node counts for itself. */
export const MOST_LINES = 32;

export interface Seats {
  /** Until the line ends. `token`: its hash. */
  take(token: string, line: Pick<Line, "onEnd" | "end">): void;
}

export function createSeats(): Seats {
  const held = new Map<string, readonly Pick<Line, "end">[]>();
  return {
    take(token, line) {
      const lines = (held.get(token) ?? []).concat(line);
      held.set(token, lines);
      line.onEnd(() => {
        const others = (held.get(token) ?? []).filter((other) => other !== line);
        if (others.length > 0) held.set(token, others);
        else held.delete(token);
      });
      const [oldest] = lines;
      if (lines.length > MOST_LINES) oldest?.end();
    },
  };
}
