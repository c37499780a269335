/** A mailer that delivers to an array. Scripted, it plays every trouble a real one can have, dying in the middle of it included. */
import type { Mailer } from "../mailer.js";
import type { Outcome } from "../outcome.js";
import type { CarriedLetter } from "../store.js";

/** `crash`: the process dies before DATA. `lost`: it dies after the other side has taken the letter, before anybody wrote it down. */
export type Scripted = Outcome | "crash" | "lost";

/** Thrown where a real process would be gone. */
export class ScriptedCrash extends Error {
  override readonly name = "ScriptedCrash";
}

/** A mailer one can look into, and tell how to fail. */
export interface MemoryMailer extends Mailer {
  /** What the other side has taken, in order, repeats included. */
  readonly taken: readonly CarriedLetter[];
  /** The outcomes of the next attempts; accepted when the list is used up. Replaces a list not used up. */
  script(outcomes: readonly Scripted[]): void;
}

/** A mailer that keeps what it is given. `onTaken` is told of each letter. */
export function memoryMailer(onTaken: (letter: CarriedLetter) => void = () => {}): MemoryMailer {
  const taken: CarriedLetter[] = [];
  let rest: readonly Scripted[] = [];
  const take = (letter: CarriedLetter) => {
    taken.push(letter);
    onTaken(letter);
  };
  return {
    taken,
    script(outcomes) {
      rest = outcomes;
    },
    async send(letter, signal) {
      signal.throwIfAborted();
      const [next = { was: "accepted", response: "250 2.0.0 kept in memory" } as const, ...later] = rest;
      rest = later;
      if (next === "crash") throw new ScriptedCrash("Died before DATA");
      if (next === "lost") {
        take(letter);
        throw new ScriptedCrash("Died after the letter was taken");
      }
      if (next.was === "accepted") take(letter);
      return next;
    },
    close() {},
  };
}
