/**
 * The storage of the browser, shared by its tabs, below the real cache (platform/indexed-db-cache.ts): transactions in the
 * order in which they were asked for. What a dead tab had not committed never is; what it had is there, though it never heard.
 *
 * A page hears of its own in that order, too: what writes begins when all before it, reads as well, are finished, and what
 * reads when all before it that write are ("Indexed Database API 3.0", 2.7.2 Transaction scheduling; all of ours have the one
 * store as their scope). Of two reads in a row either may be answered first.
 */
import { IDBKeyRange } from "fake-indexeddb";
import type { UseStore } from "idb-keyval";
import { type Database, NoDatabase } from "../../../../src/client/platform/database.js";
import type { Dice } from "./dice.js";
import type { Life } from "./life.js";
import type { Time } from "./time.js";

/** `full`: reads and removes, but takes nothing new · `hung`: answers nobody, until it works again. */
export type DiskHealth = "works" | "full" | "hung";

export interface Disk {
  readonly records: ReadonlyMap<string, unknown>;
  /** Keys that were on it at some time, whatever became of them. */
  readonly everKept: ReadonlySet<string>;
  health: DiskHealth;
  /** Whether it ever failed to take something, or to tell what it has. */
  readonly hasFailed: boolean;
  /** Whether something this page has asked for is not carried out yet; or is written, and it has not heard so: the rest follows then. */
  isAsked(tab: Life): boolean;
  /** The visitor clears the site's data. */
  clear(): void;
  /** How one tab reaches it. */
  doorsOf(tab: Life): Database;
}

// Node has no IndexedDB; of all of it the cache names only this.
globalThis.IDBKeyRange = IDBKeyRange;

/** What database.ts waits for one that does not answer. */
const PATIENCE_MS = 2_000;

export function disk(time: Time, dice: Dice): Disk {
  const records = new Map<string, unknown>();
  const everKept = new Set<string>();
  let exists = false;
  let hasFailed = false;
  let lastTurn = 0;
  const asking = new Map<Life, number>();

  const self: Disk = {
    records,
    everKept,
    health: "works",
    get hasFailed() {
      return hasFailed;
    },
    isAsked: (tab) => (asking.get(tab) ?? 0) > 0,
    clear() {
      records.clear();
      exists = false;
    },
    doorsOf(tab) {
      /** When this page hears the last answer asked for so far, and the last of one that writes. */
      let lastAnswer = 0;
      let lastWritten = 0;
      const door =
        (mayCreate: boolean): UseStore =>
        (mode, use) =>
          new Promise((resolve, reject) => {
            const refuse = (error: Error, ms: number) => time.after(ms, () => tab.do(() => reject(error)));
            const hang = () => {
              hasFailed = true;
              refuse(new Error("IndexedDB does not answer"), PATIENCE_MS);
            };
            if (self.health === "hung") return hang();
            const count = (more: number) => asking.set(tab, (asking.get(tab) ?? 0) + more);
            count(1);
            lastTurn = Math.max(lastTurn, time.now() + dice.between(0, 8));
            time.after(lastTurn - time.now(), () =>
              tab.do(() => {
                const isWritten = self.health !== "hung" && (exists || mayCreate) && mode === "readwrite";
                if (!isWritten) count(-1);
                if (self.health === "hung") return hang();
                if (!exists && !mayCreate) return refuse(new NoDatabase(), 0);
                exists = true;
                transaction(mode, (store) =>
                  Promise.resolve(use(store))
                    .then(resolve, reject)
                    .finally(() => isWritten && count(-1)),
                );
              }),
            );
          });

      /** All of what `use` asks for happens at this instant, or none of it; it hears of it a moment later. */
      function transaction(mode: IDBTransactionMode, use: (store: IDBObjectStore) => void): void {
        const isFull = self.health === "full";
        const writes: (() => void)[] = [];
        let isTooMuch = false;
        const told: (() => void)[] = [];
        const asked: { onsuccess: () => void }[] = [];
        /** A request, or the transaction itself, as far as idb-keyval's promisifyRequest looks at it. */
        const answer = (result: unknown) => ({ result, error: null as Error | null, onsuccess: () => {}, onerror: () => {} });
        const request = (result: unknown) => {
          const made = answer(result);
          told.push(() => made.onsuccess());
          return made;
        };
        const within = (range: IDBKeyRange) => [...records.keys()].filter((key) => range.includes(key)).sort();
        let isCommitted = false;
        const end = {
          error: null as Error | null,
          oncomplete: () => {},
          onabort: () => {},
          commit: () => {
            isCommitted = true;
          },
        };
        use({
          transaction: end,
          get(key: string) {
            const found = structuredClone(records.get(key));
            if (mode === "readonly") return request(found);
            const made = answer(found);
            asked.push(made);
            return made;
          },
          getAllKeys: (range: IDBKeyRange) => request(within(range)),
          getAll: (range: IDBKeyRange) => request(within(range).map((key) => structuredClone(records.get(key)))),
          put(value: unknown, key: string) {
            if (isCommitted) throw new DOMException("It has been committed", "TransactionInactiveError");
            isTooMuch ||= isFull;
            const copy = structuredClone(value);
            writes.push(() => {
              records.set(key, copy);
              everKept.add(key);
            });
          },
          /** Walks when everything else of this transaction has been asked for. */
          openCursor(range: IDBKeyRange) {
            const made = { result: null as object | null, onsuccess: () => {} };
            writes.push(() => {
              for (const key of within(range)) {
                const remove = () => records.delete(key);
                made.result = { key, value: structuredClone(records.get(key)), delete: remove, continue: () => {} };
                made.onsuccess();
              }
            });
            return made;
          },
          delete(what: string) {
            writes.push(() => records.delete(what));
          },
        } as unknown as IDBObjectStore);
        // What it writes because of what it reads belongs to the same instant.
        for (const made of asked.splice(0)) made.onsuccess();
        hasFailed ||= isTooMuch;
        if (!isTooMuch) for (const write of writes) write();
        const isWriting = mode === "readwrite";
        const at = Math.max(time.now() + dice.between(0, 3), isWriting ? lastAnswer : lastWritten);
        lastAnswer = Math.max(lastAnswer, at);
        if (isWriting) lastWritten = at;
        time.after(at - time.now(), () =>
          tab.do(() => {
            for (const tell of told) tell();
            if (!isTooMuch) return end.oncomplete();
            end.error = new DOMException("No room", "QuotaExceededError");
            end.onabort();
          }),
        );
      }

      return { look: door(false), relaxed: door(true), strict: door(true), close() {} };
    },
  };
  return self;
}
