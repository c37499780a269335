/**
 * Something that has to be done until nothing is left, never twice at once, waiting longer after each failure in a row.
 * Sending, pulling, reporting and listening are four of them; what they do is in their own files.
 */
import { asChatError } from "./ask.js";
import { backoff } from "./backoff.js";
import type { ChatError } from "./errors.js";
import type { Chance } from "./platform/chance.js";
import type { Clock } from "./platform/clock.js";

/** One step. `more`: call again · `rest`: nothing to do until woken. A transient rejection waits, any other one rests. */
export type Work = (signal: AbortSignal) => Promise<"more" | "rest">;

/** Wakes the worker; `hurry` also cuts a wait short, but never one that the server has asked for. */
export type Wake = (hurry?: "hurry") => void;

export interface WorkerPorts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly signal: AbortSignal;
  /** Something went wrong; waiting goes on by itself. */
  readonly onTrouble: (error: ChatError) => void;
}

export function worker(work: Work, { clock, chance, signal, onTrouble }: WorkerPorts): Wake {
  let isAtWork = false;
  let isWokenMeanwhile = false;
  let quietUntil = 0;
  let cutShort = () => {};

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        cancel();
        signal.removeEventListener("abort", done);
        cutShort = () => {};
        resolve();
      };
      const cancel = clock.after(ms, done);
      signal.addEventListener("abort", done);
      cutShort = done;
    });
  }

  async function run(): Promise<void> {
    let failures = 0;
    isAtWork = true;
    while (!signal.aborted) {
      isWokenMeanwhile = false;
      try {
        const left = await work(signal);
        failures = 0;
        if (left === "rest" && !isWokenMeanwhile) break;
      } catch (caught) {
        if (signal.aborted) break;
        const error = asChatError(caught);
        onTrouble(error);
        if (!error.isTransient) break;
        quietUntil = clock.now() + (error.retryAfterMs ?? 0);
        await pause(backoff(failures, chance.random, error.retryAfterMs));
        failures += 1;
      }
    }
    isAtWork = false;
  }

  return (hurry) => {
    isWokenMeanwhile = true;
    if (signal.aborted) return;
    if (!isAtWork) void run();
    else if (hurry !== undefined && clock.now() >= quietUntil) cutShort();
  };
}
