/**
 * The other tabs of this browser, as the client speaks with them. One of them holds the stream and passes on what it hears;
 * each tells what it writes down. All of it saves requests, none of it is needed: what nobody says is found by asking the backend.
 */
import type { Tabs, TurnOptions } from "./platform/tabs.js";
import type { Word } from "./word.js";

export interface Company {
  /** From now on one of the tabs; a second time changes nothing. */
  arrive(): void;
  /** A page on its way out must not keep others waiting, nor itself out of the back/forward cache. */
  leave(): void;
  /** A word; or, by this device's clock, when somebody has signed out: so every tab calls that logout, and knows who has heard of it. */
  say(word: Word | number): void;
  /** As tabs.ts has it; at once for a page that has left. */
  turn(name: string, signal: AbortSignal, how?: TurnOptions): Promise<void>;
}

export function company(
  tabs: Tabs,
  onWord: (said: unknown) => void,
  onReset: (at: number) => void,
  signal: AbortSignal,
): Company {
  let here: AbortController | undefined;
  let post: (word: unknown) => void = () => {};
  const leave = () => {
    here?.abort();
    here = undefined;
  };
  signal.addEventListener("abort", leave);

  return {
    arrive() {
      if (here || signal.aborted) return;
      here = new AbortController();
      post = tabs.join((said) => (typeof said === "number" ? onReset(said) : onWord(said)), here.signal);
    },
    leave,
    say: (word) => post(word),
    async turn(name, wanted, how) {
      if (here === undefined) return;
      const both = new AbortController();
      for (const end of [wanted, here.signal]) end.addEventListener("abort", () => both.abort(), { signal: both.signal });
      await tabs.turn(name, both.signal, how);
    },
  };
}
