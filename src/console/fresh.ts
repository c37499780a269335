/**
 * Keeps one answer of the server fresh. `ask()` fetches it; asking during a fetch fetches once more afterwards; a failure
 * that waiting may cure is retried by itself. When to ask is for others to know (live events, a click, a clock).
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import { backoff } from "../client/backoff.js";
import type { ChatError } from "../client/errors.js";
import { readable } from "./calls.js";
import { pause } from "./pause.js";

export type Shown<T> =
  | { readonly at: "loading" }
  | { readonly at: "here"; readonly value: T }
  /** Nothing to show and no use in asking again by itself. */
  | { readonly at: "failed"; readonly error: ChatError };

export interface Fresh<T> {
  readonly shown: ReadonlySignal<Shown<T>>;
  ask(): void;
  /** Changes what is here by something known better than by the server's last answer; then asks. Nothing here, nothing done. */
  change(step: (value: T) => T): void;
}

/** Hears how things fare, each under a key of its own: the banner and the sign-in page live on it. */
export interface Fate {
  fine(of: object): void;
  failing(of: object, error: ChatError): void;
}

export function keepFresh<T>(
  load: (signal: AbortSignal) => Promise<T>,
  { fate, random, until }: { fate: Fate; random: () => number; until: AbortSignal },
): Fresh<T> {
  const shown = signal<Shown<T>>({ at: "loading" });
  let wanted = false;
  let changes = 0;
  let running = false;

  until.addEventListener("abort", () => fate.fine(shown));

  const run = async () => {
    let failures = 0;
    running = true;
    while (wanted && !until.aborted) {
      wanted = false;
      const before = changes;
      try {
        const value = await load(until);
        failures = 0;
        fate.fine(shown);
        // A change made meanwhile is newer than this answer, and has asked for the next one.
        if (before === changes && !until.aborted) shown.value = { at: "here", value };
      } catch (cause) {
        const error = readable(cause);
        if (until.aborted) break;
        fate.failing(shown, error);
        if (error.isTransient) {
          wanted = true;
          await pause(backoff(failures++, random, error.retryAfterMs), until);
        } else if (error.code !== "unauthorized") {
          shown.value = { at: "failed", error };
        }
      }
    }
    // In the same step as the last look at `wanted`: no ask can fall between the two.
    running = false;
  };

  const ask = () => {
    wanted = true;
    if (!running) void run();
  };

  return {
    shown,
    ask,
    change(step) {
      const now = shown.peek();
      if (now.at !== "here") return;
      changes += 1;
      shown.value = { at: "here", value: step(now.value) };
      ask();
    },
  };
}
