/** What the console takes from outside: the network, the time, chance, and a drawer for what is written but not yet sent. */
import { newId } from "../client/id.js";

export interface World {
  readonly fetch: typeof globalThis.fetch;
  readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  now(): number;
  random(): number;
  newId(): string;
}

/** This browser. */
export function thisBrowser(): World {
  return {
    fetch: (input, init) => globalThis.fetch(input, init),
    // Each access goes through the getter, which throws where a browser refuses storage: kept.ts is prepared for that.
    storage: {
      getItem: (key) => sessionStorage.getItem(key),
      setItem: (key, value) => sessionStorage.setItem(key, value),
      removeItem: (key) => sessionStorage.removeItem(key),
    },
    now: () => Date.now(),
    random: () => Math.random(),
    newId,
  };
}
