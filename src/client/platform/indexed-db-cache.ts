/**
 * The cache on the visitor's disk. A device that refuses (private window, sandbox, full disk, hanging database) costs
 * nobody a message: what it does not take stays in memory, is said to, and goes along with the next write that succeeds.
 */
import { delMany, getMany, promisifyRequest, setMany, type UseStore } from "idb-keyval";
import { type Cache, type CacheRecord, memoryCache } from "../cache.js";
import { type Clock, systemClock } from "./clock.js";
import { database } from "./database.js";

/**
 * An opening or a transaction that hangs is given up after this long; the whole database with it, for this page view. Safari
 * has been seen to leave an opening unanswered for ever (webkit 226547).
 */
const ANSWER_MS = 2_000;

export function indexedDbCache(clock: Clock = systemClock): Cache {
  const { look, relaxed, strict } = database();
  const spare = memoryCache();
  let isBroken = false;

  /** What the database says, or `otherwise` when it refuses. */
  async function tried<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    if (isBroken) return otherwise;
    return new Promise((resolve) => {
      const giveUp = (error?: unknown) => {
        isBroken ||= !isPassing(error);
        resolve(otherwise);
      };
      work().then(resolve, giveUp).finally(clock.after(ANSWER_MS, giveUp));
    });
  }

  return {
    async get(keys) {
      const inMemory = await spare.get(keys);
      const onDisk: readonly unknown[] = await tried(() => getMany([...keys], look), []);
      return keys.map((_, index) => inMemory[index] ?? onDisk[index]);
    },
    async list(prefix) {
      const onDisk = await tried(() => listFrom(look, prefix), []);
      const all = new Map([...onDisk, ...(await spare.list(prefix))]);
      return [...all].sort(([one], [other]) => (one < other ? -1 : 1));
    },
    async put(records, durability) {
      const left = await spare.list("");
      const all: [string, unknown][] = [...left, ...records].map(([key, value]) => [key, value]);
      const isKept = await tried(() => setMany(all, durability === "strict" ? strict : relaxed).then(() => true), false);
      if (!isKept) return spare.put(records, durability);
      await spare.remove(left.map(([key]) => key));
      return "kept";
    },
    async remove(keys) {
      await spare.remove(keys);
      // Through the door that only looks: to remove from nowhere must not create a database.
      await tried(() => delMany([...keys], look), undefined);
    },
    async wipe(prefix) {
      await spare.wipe(prefix);
      await tried(
        () =>
          look("readwrite", (store) => {
            store.delete(from(prefix));
            return promisifyRequest(store.transaction);
          }),
        undefined,
      );
    },
  };
}

/** A refused write (a full disk) says nothing about the next one; an opening that failed is not repeated with every keystroke. */
function isPassing(error: unknown): boolean {
  return error instanceof Error && ["NoDatabase", "QuotaExceededError", "AbortError", "DataCloneError"].includes(error.name);
}

function listFrom(door: UseStore, prefix: string): Promise<CacheRecord[]> {
  return door("readonly", async (store) => {
    const [keys, values] = await Promise.all([
      promisifyRequest(store.getAllKeys(from(prefix))),
      promisifyRequest<unknown[]>(store.getAll(from(prefix))),
    ]);
    return keys.flatMap((key, index): CacheRecord[] => (typeof key === "string" ? [[key, values[index]]] : []));
  });
}

function from(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}
