/**
 * The port in memory: the reference reading of store.ts, good for tests and for trying things out. Events go in by `happen`, which
 * runs the same apply() that tells a database what to do. Nothing survives the process.
 */
import { sameMailbox } from "./address.js";
import { apply } from "./apply.js";
import type { Delivery } from "./delivery.js";
import { BUDGET_WINDOW_MS } from "./due.js";
import type { Event } from "./event.js";
import type { LetterParts } from "./letter/parts.js";
import { desk, type Kept } from "./memory-desk.js";
import { RULES, type Rules } from "./rules.js";
import type { ForwardingStore } from "./store.js";
import { thread as newThread, type Thread } from "./thread.js";

export interface MemoryStoreOptions {
  /** The words and addresses of a letter: the memory store keeps no texts. */
  readonly letter: (conversationId: string, seqs: readonly number[]) => LetterParts;
  readonly rules?: Rules;
}

/** A store one can look into, and make things happen in. */
export interface MemoryStore extends ForwardingStore {
  /** A conversation as it is before anything happened in it, or with what is already known of it. */
  open(conversationId: string, start?: Partial<Thread>): void;
  /** Applies the event and makes the conversation due at its time. Waits while a step holds the conversation. */
  happen(conversationId: string, event: Event): Promise<void>;
  /** Everything kept about the conversation: thread, due time, verdicts, frozen letters. */
  kept(conversationId: string): Kept;
}

/** A store in memory, which promises what a database promises. */
export function memoryStore({ letter, rules = RULES }: MemoryStoreOptions): MemoryStore {
  const conversations = new Map<string, Kept>();
  const holders = new Map<string, Promise<unknown>>();
  /** Of the whole site: whoever unsubscribes in one conversation is not mailed from another. */
  let suppressed: readonly string[] = [];

  /** What a database would join in: the site's suppressions and the budget over all conversations. */
  function shown(thread: Thread, now: number): Thread {
    const to = thread.address?.email;
    const within = (one: Delivery) => (one.state === "sent" && one.acceptedAt > now - BUDGET_WINDOW_MS ? [one.acceptedAt] : []);
    const all = [...conversations.values()].flatMap((kept) => kept.thread.deliveries.map((one) => ({ ...one, of: kept.thread })));
    const forAddress = all.filter((one) => to !== undefined && sameMailbox(one.to, to));
    const siteFullSince = all.flatMap(within).sort((a, b) => b - a)[rules.siteDailyCount - 1];
    return {
      ...thread,
      suppressed,
      acceptedForAddress: forAddress.flatMap(within),
      openForAddress: forAddress.filter((one) => one.state === "claimed" && one.of.conversationId !== thread.conversationId)
        .length,
      ...(siteFullSince !== undefined && { siteFullSince }),
    };
  }

  function found(conversationId: string): Kept {
    const kept = conversations.get(conversationId);
    if (kept === undefined) throw new Error(`No conversation ${conversationId} was opened in this store`);
    return kept;
  }

  /** One at a time and in order for each conversation, like a row lock. */
  function hold<T>(conversationId: string, work: () => Promise<T>): Promise<T> {
    const mine = (holders.get(conversationId) ?? Promise.resolve()).then(work, work);
    const settled = mine.then(release, release);
    holders.set(conversationId, settled);
    function release() {
      if (holders.get(conversationId) === settled) holders.delete(conversationId);
    }
    return mine;
  }

  return {
    open(conversationId, start) {
      const thread = newThread(conversationId, start);
      suppressed = [...suppressed, ...thread.suppressed];
      conversations.set(conversationId, { thread, due: undefined, verdicts: [], letters: new Map() });
    },
    happen: (conversationId, event) =>
      hold(conversationId, async () => {
        const kept = found(conversationId);
        const thread = apply(shown(kept.thread, event.at), event, rules);
        suppressed = thread.suppressed;
        conversations.set(conversationId, { ...kept, thread, due: Math.min(event.at, kept.due ?? event.at) });
      }),
    kept: (conversationId) => ({
      ...found(conversationId),
      thread: shown(found(conversationId).thread, Number.POSITIVE_INFINITY),
    }),
    async due(now, limit) {
      const due = [...conversations].flatMap(([id, { due }]) => (due !== undefined && due <= now ? [{ id, due }] : []));
      return due
        .sort((a, b) => a.due - b.due)
        .slice(0, limit)
        .map(({ id }) => id);
    },
    async nextDue() {
      const all = [...conversations.values()].flatMap(({ due }) => (due === undefined ? [] : [due]));
      return all.length === 0 ? undefined : Math.min(...all);
    },
    async locked(conversationId, now, patience, work) {
      if (!conversations.has(conversationId) || (patience === "skip" && holders.has(conversationId))) return undefined;
      return hold(conversationId, async () => {
        const kept = found(conversationId);
        const before = { ...kept, thread: shown(kept.thread, now) };
        const draft = desk(before, rules, (seqs) => letter(conversationId, seqs));
        const result = await work(draft.desk);
        // Only now, and all of it: work that threw has left nothing behind.
        conversations.set(conversationId, draft.kept());
        suppressed = [
          ...suppressed,
          ...draft.kept().thread.suppressed.filter((email) => !before.thread.suppressed.includes(email)),
        ];
        return result;
      });
    },
  };
}
