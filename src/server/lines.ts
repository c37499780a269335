/**
 * The streams a node holds, and their end when it is to go: not all at once, else all of their readers are at the next node's door in
 * the same second. Until its turn each goes on as before, and whose turn comes finds another node, or the next process on this port.
 */
import { type Clock, systemClock } from "../forwarding/clock.js";

/** A line that begins asks the database for about six things: three hundred a second are no load to it. */
const EACH_MS = 3.2;
const TICK_MS = 50;
const NEVER = new AbortController().signal;

interface Held {
  end(): void;
}
export interface Lines {
  /** It is ended when its turn comes; at once, when the node is going already. Returns what to call when it has ended by itself. */
  hold(line: Held): () => void;
  /** Resolves when the last one has been ended. */
  end(): Promise<void>;
}

export function createLines(
  clock: Pick<Clock, "now" | "sleep"> = { now: performance.now.bind(performance), sleep: systemClock.sleep },
): Lines {
  const held = new Set<Held>();
  let isGoing = false;
  return {
    hold(line) {
      if (isGoing) line.end();
      else held.add(line);
      return () => held.delete(line);
    },
    async end() {
      isGoing = true;
      const since = clock.now();
      // In their order: whoever came first has had the longest time without a new hello.
      for (let ended = 0; held.size > 0; await clock.sleep(TICK_MS, NEVER)) {
        const due = (clock.now() - since + TICK_MS) / EACH_MS;
        for (const line of held) {
          if (ended >= due) break;
          held.delete(line);
          line.end();
          ended += 1;
        }
      }
    },
  };
}
