/** The list of addresses that get no mail: fetched once somebody looks at it, changed one address at a time. */
import type { Suppression } from "../protocol/index.js";
import { type Call, readable } from "./calls.js";
import { type Fate, type Fresh, keepFresh } from "./fresh.js";

export interface Suppressions {
  readonly shown: Fresh<readonly Suppression[]>["shown"];
  ask(): void;
  /** Both reject with a ChatError. */
  add(email: string): Promise<void>;
  /** `asked`: its reader asked for mail again. What agents have added goes without. */
  lift(email: string, asked: boolean): Promise<void>;
}

export interface SuppressionsNeeds {
  call: Call;
  fate: Fate;
  random: () => number;
  until: AbortSignal;
}

export function keepSuppressions({ call, fate, random, until }: SuppressionsNeeds): Suppressions {
  const list = keepFresh(async (signal) => (await call("suppressions", {}, signal)).suppressions, { fate, random, until });
  const change = async (work: Promise<unknown>) => {
    try {
      await work;
      list.ask();
    } catch (cause) {
      const error = readable(cause);
      if (error.code === "unauthorized") fate.failing(list, error);
      throw error;
    }
  };
  return {
    shown: list.shown,
    ask: list.ask,
    add: (email) => change(call("suppress", { body: { email } }, until)),
    lift: (email, asked) => change(call("resubscribe", { body: { email, asked } }, until)),
  };
}
