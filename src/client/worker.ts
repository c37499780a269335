/**
 * Something that has to be done until nothing is left, never twice at once, waiting longer after each failure in a row.
 * Sending, pulling, reporting and listening are four of them; what they do is in their own files.
 */
import { asChatError } from "./ask.js";
import { backoff } from "./backoff.js";
import type { ChatError } from "./errors.js";
import type { Life } from "./life.js";

/** One step. `more`: call again · `rest`: nothing to do until woken. A transient rejection waits, any other one rests. */
export type Work = () => Promise<"more" | "rest">;

/** Wakes the worker; `hurry` also cuts a wait short, but never one that the server has asked for. */
export type Wake = (hurry?: "hurry") => void;

/** Nobody is silenced for longer by an answer that may be anybody's, on the way there. */
const LONGEST_QUIET_MS = 3_600_000;

/** `onTrouble`: something went wrong; waiting goes on by itself. */
export function worker({ clock, chance, signal, state }: Life, work: Work, onTrouble?: (error: ChatError) => void): Wake {
  let isAtWork = false;
  let isWokenMeanwhile = false;
  let failures = 0;
  let cutShort = () => {};
  // Asked of an earlier page view: that is, of this one, too.
  let [since = 0, quiet = 0] = state.quiet.peek() ?? [];

  /** What is left of it; a clock that was set since makes it no longer. */
  const quietMs = () => {
    const left = quiet - Math.abs(clock.now() - since);
    // Nor does it begin again when a clock that was set back comes to that time once more.
    if (left > 0) return left;
    if (state.quiet.peek()?.[0] === since) state.quiet.value = undefined;
    quiet = 0;
    return 0;
  };

  async function run(): Promise<void> {
    isAtWork = true;
    failures = 0;
    let wait = quietMs();
    while (!signal.aborted) {
      if (wait > 0) {
        const slept = new Promise<void>((resolve) => {
          cutShort = resolve;
        });
        const cancel = clock.after(wait, cutShort);
        signal.addEventListener("abort", cutShort);
        await slept;
        cancel();
        signal.removeEventListener("abort", cutShort);
        wait = 0;
        continue;
      }
      isWokenMeanwhile = false;
      try {
        const left = await work();
        failures = 0;
        if (left === "rest" && !isWokenMeanwhile) break;
      } catch (caught) {
        if (signal.aborted) break;
        const error = asChatError(caught);
        onTrouble?.(error);
        if (!error.isTransient) break;
        since = clock.now();
        quiet = Math.min(error.retryAfterMs ?? 0, LONGEST_QUIET_MS);
        if (quiet > 0) state.quiet.value = [since, quiet];
        wait = backoff(failures++, chance.random, quiet);
      }
    }
    isAtWork = false;
  }

  return (hurry) => {
    isWokenMeanwhile = true;
    if (signal.aborted) return;
    if (!isAtWork) void run();
    else if (hurry) {
      // Somebody looks, or the network is another one: patience begins anew, also for what is under way.
      failures = 0;
      if (quietMs() === 0) cutShort();
    }
  };
}
