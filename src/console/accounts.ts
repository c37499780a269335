/** The accounts elsewhere, as far as the desk may know them: fetched once somebody looks at them, changed at once. */
import type { AccountName, AccountWish, ConnectedAccounts } from "../protocol/index.js";
import { type Call, readable } from "./calls.js";
import { type Fate, type Fresh, keepFresh } from "./fresh.js";

export interface KeptAccounts {
  readonly shown: Fresh<ConnectedAccounts>["shown"];
  ask(): void;
  /** Something has happened that may concern them: asks, if anybody has looked at them. */
  stir(): void;
  /** Both reject with a ChatError. */
  connect(wish: AccountWish): Promise<void>;
  disconnect(name: AccountName): Promise<void>;
}

export interface AccountsNeeds {
  call: Call;
  fate: Fate;
  random: () => number;
  until: AbortSignal;
}

export function keepAccounts({ call, fate, random, until }: AccountsNeeds): KeptAccounts {
  const accounts = keepFresh((signal) => call("accounts", {}, signal), { fate, random, until });
  const change = async (work: Promise<ConnectedAccounts>) => {
    try {
      const now = await work;
      accounts.change(() => now);
    } catch (cause) {
      const error = readable(cause);
      if (error.code === "unauthorized") fate.failing(accounts, error);
      throw error;
    }
  };
  return {
    shown: accounts.shown,
    ask: accounts.ask,
    stir() {
      if (accounts.shown.peek().at !== "loading") accounts.ask();
    },
    connect: (body) => change(call("connectAccount", { body }, until)),
    disconnect: ({ kind, account }) => change(call("disconnectAccount", { body: { kind, account } }, until)),
  };
}
