/**
 * Who wants to know when something moved. A notice names what moved and never says what is in it: whoever listens looks it up
 * in the database. So a lost or doubled notice does no harm, and nothing private travels.
 *
 * This hub lives in one process; shared-hub.ts carries the same notices between nodes. Publish only after the commit, else
 * listeners look too early.
 */
import type { Face } from "../protocol/index.js";

export type Notice =
  /** Messages, cursors, presence, contact or deliveries of a conversation. */
  | { readonly about: "conversation"; readonly site: string; readonly id: string }
  /** Typing is the one thing without a row of its own worth reading: the notice carries it. `from` is set for agents. */
  | { readonly about: "typing"; readonly site: string; readonly id: string; readonly on: boolean; readonly from?: Face }
  /** Availability or settings. */
  | { readonly about: "site"; readonly site: string }
  /** A session of this visitor or agent was revoked, or trusted from now on: their streams look whether they may go on. */
  | { readonly about: "sessions"; readonly site: string; readonly id: string };

export interface Hub {
  publish(notice: Notice): void;
  /** From now on: all of a site's notices, or those that one of its conversations needs. Returns what ends it. */
  subscribe(to: { site: string; conversation?: string }, listener: Listener): () => void;
}

type Listener = (notice: Notice) => void;

/** Under this key are those who want everything of their site. */
const EVERYTHING = "";

export function createHub(): Hub {
  /**
   * Site → conversation → listeners: a message wakes the two or three who look at it, not every stream of the site. Lists, because
   * most are of one, and a Set of one is three times as large.
   */
  const sites = new Map<string, Map<string, readonly Listener[]>>();
  return {
    publish(notice) {
      const conversations = sites.get(notice.site);
      if (conversations === undefined) return;
      const tell = (key: string) => {
        for (const listener of conversations.get(key) ?? []) listener(notice);
      };
      if ("id" in notice) for (const key of [EVERYTHING, notice.id]) tell(key);
      else for (const key of [...conversations.keys()]) tell(key);
    },
    subscribe({ site, conversation = EVERYTHING }, listener) {
      const conversations = sites.get(site) ?? new Map<string, readonly Listener[]>();
      sites.set(site, conversations.set(conversation, (conversations.get(conversation) ?? []).concat(listener)));
      return () => {
        const others = (conversations.get(conversation) ?? []).filter((other) => other !== listener);
        if (others.length > 0) conversations.set(conversation, others);
        else conversations.delete(conversation);
        if (conversations.size === 0 && sites.get(site) === conversations) sites.delete(site);
      };
    },
  };
}
