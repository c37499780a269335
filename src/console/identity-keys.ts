/** The keys that the host's server signs its users' tokens with: fetched once somebody looks at them, changed at once. */
import type { IdentityKeys } from "../protocol/index.js";
import { type Call, readable } from "./calls.js";
import { type Fate, type Fresh, keepFresh } from "./fresh.js";

export interface KeptIdentityKeys {
  readonly shown: Fresh<IdentityKeys>["shown"];
  ask(): void;
  /** Both reject with a ChatError. */
  renew(): Promise<void>;
  endOld(): Promise<void>;
}

export interface IdentityKeysNeeds {
  call: Call;
  fate: Fate;
  random: () => number;
  until: AbortSignal;
}

export function keepIdentityKeys({ call, fate, random, until }: IdentityKeysNeeds): KeptIdentityKeys {
  const keys = keepFresh((signal) => call("identityKeys", {}, signal), { fate, random, until });
  const change = async (route: "newIdentityKey" | "endOldIdentityKeys") => {
    try {
      const now = await call(route, {}, until);
      keys.change(() => now);
    } catch (cause) {
      const error = readable(cause);
      if (error.code === "unauthorized") fate.failing(keys, error);
      throw error;
    }
  };
  return {
    shown: keys.shown,
    ask: keys.ask,
    renew: () => change("newIdentityKey"),
    endOld: () => change("endOldIdentityKeys"),
  };
}
