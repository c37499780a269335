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

/** `onTrouble`: something went wrong; waiting goes on by itself. */
export function worker({ clock, chance, signal }: Life, work: Work, onTrouble?: (error: ChatError) => void): Wake {
  let isAtWork = false;
  let isWokenMeanwhile = false;
  let quietUntil = 0;
  let cutShort = () => {};

  async function run(): Promise<void> {
    let failures = 0;
    isAtWork = true;
    while (!signal.aborted) {
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
        quietUntil = clock.now() + (error.retryAfterMs ?? 0);
        const wait = backoff(failures++, chance.random, error.retryAfterMs);
        let cancel = () => {};
        await new Promise<void>((resolve) => {
          cutShort = resolve;
          cancel = clock.after(wait, resolve);
          signal.addEventListener("abort", cutShort);
        });
        cancel();
        signal.removeEventListener("abort", cutShort);
      }
    }
    isAtWork = false;
  }

  return (hurry) => {
    isWokenMeanwhile = true;
    if (signal.aborted) return;
    if (!isAtWork) void run();
    else if (hurry && clock.now() >= quietUntil) cutShort();
  };
}
