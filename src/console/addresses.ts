/** What the site has about an address, for the owner who is asked for it: found, taken along as a file, deleted. Nothing of it is kept here. */
import type { AddressedConversation, DossierFormat } from "../protocol/index.js";
import { type Call, readable } from "./calls.js";
import type { Fate } from "./fresh.js";

/** All reject with a ChatError. */
export interface Addresses {
  find(email: string): Promise<readonly AddressedConversation[]>;
  dossier(email: string, as: DossierFormat): Promise<string>;
  /** Resolves with how many went. */
  erase(email: string, conversations: readonly string[]): Promise<number>;
}

export function makeAddresses({ call, fate, until }: { call: Call; fate: Fate; until: AbortSignal }): Addresses {
  const who = {};
  const answer = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (cause) {
      const error = readable(cause);
      if (error.code === "unauthorized") fate.failing(who, error);
      throw error;
    }
  };
  return {
    find: async (email) => (await answer(call("findAddress", { body: { email } }, until))).conversations,
    dossier: async (email, as) => (await answer(call("addressDossier", { body: { email, as } }, until))).content,
    erase: async (email, conversations) =>
      (await answer(call("eraseAddress", { body: { email, conversations: [...conversations] } }, until))).erased,
  };
}
