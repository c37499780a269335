/**
 * The cache on the visitor's disk. A device that refuses (private window, sandbox, full disk, hanging database) costs
 * nobody a message: what it does not take waits in memory, is said to, and goes along with the next write it takes.
 *
 *     put, remove, wipe ──▶ unsaved ──(all of it, in one transaction)──▶ disk
 *     get, list ◀── unsaved, and below it the disk
 */
import { getMany, promisifyRequest } from "idb-keyval";
import { always, type Cache, type CacheRecord, type Kept, type MayReplace } from "../cache.js";
import { turns } from "../turns.js";
import { type Clock, systemClock } from "./clock.js";
import { type Database, database, NoDatabase } from "./database.js";

export interface IndexedDbCache extends Cache {
  /** For good, once everything asked for is written: a connection that nobody closes stays open for as long as the page. */
  close(): void;
}

/** `doors`: where the database is; a simulated one, in tests. */
export function indexedDbCache(clock: Clock = systemClock, doors: Database = database(clock)): IndexedDbCache {
  const { look, relaxed, strict, close } = doors;
  /** One transaction after another: one that has to be tried again must not be overtaken. */
  const inTurn = turns();
  /** Not on the disk yet: the last word on each key, undefined for "removed". */
  const unsaved = new Map<string, Change>();
  /** What is to be wiped before that. */
  let wiped: readonly Wipe[] = [];
  let isUrgent = false;
  /** Asked before the first, and again as long as it does not. */
  let takesFiles = false;

  async function flush(changes = new Map(unsaved), wipes = wiped): Promise<Kept> {
    if (changes.size + wipes.length === 0) return "kept";
    const isAddition = [...changes.values()].some(({ value }) => value !== undefined);
    // Through the door that only looks: to remove from nowhere must not create a database.
    const door = isAddition ? (isUrgent ? strict : relaxed) : look;
    const light = new Map([...changes].map(([key, change]) => [key, withoutFiles(change)]));
    const hasFiles = [...changes].some(([key, change]) => light.get(key) !== change);
    try {
      if (hasFiles) takesFiles ||= await relaxed("readwrite", isTaken);
      if (hasFiles && !takesFiles) throw new Error("No files are taken");
      await door("readwrite", (store) => {
        // A cursor still walks when the changes below are written: they have the last word.
        for (const wipe of wipes) carryOut(wipe, store, (key) => changes.has(key));
        for (const [key, { value, mayReplace }] of changes) {
          const write = () => (value === undefined ? store.delete(key) : store.put(value, key));
          if (mayReplace === always) write();
          else {
            const before = store.get(key);
            before.onsuccess = () => mayReplace(left(wipes, key, before.result)) && write();
          }
        }
        return promisifyRequest(store.transaction);
      });
    } catch (error) {
      if (!(error instanceof NoDatabase)) {
        // There may be no room for files: everything else is kept without them, and they are tried again.
        if (hasFiles) await flush(light, wipes);
        return "memory";
      }
    }
    // What was changed again meanwhile is left for the next one.
    wiped = wiped.slice(wipes.length);
    for (const [key, change] of changes) if (unsaved.get(key) === change) unsaved.delete(key);
    isUrgent &&= unsaved.size > 0;
    return "kept";
  }

  const save = () => inTurn(() => flush());

  /** What there is under this key, given what the disk has. */
  function current(key: string, onDisk: unknown): unknown {
    const below = left(wiped, key, onDisk);
    const change = unsaved.get(key);
    return change?.mayReplace(below) ? structuredClone(change.value) : below;
  }

  return {
    async get(keys) {
      const onDisk = await getMany<unknown>([...keys], look).catch(nothing);
      return keys.map((key, index) => current(key, onDisk[index]));
    },
    async list(prefix) {
      const onDisk = new Map(await look("readonly", (store) => recordsIn(store, from(prefix))).catch(nothing));
      const keys = [...onDisk.keys(), ...[...unsaved.keys()].filter((key) => key.startsWith(prefix))];
      return [...new Set(keys)].sort().flatMap((key): CacheRecord[] => {
        const value = current(key, onDisk.get(key));
        return value === undefined ? [] : [[key, value]];
      });
    },
    async put(records, durability, mayReplace = always) {
      // Cloned before the first is noted: one that cannot be cloned must not leave half of the others behind.
      for (const [key, value] of structuredClone(records)) unsaved.set(key, { value, mayReplace });
      isUrgent ||= durability === "strict";
      return save();
    },
    async remove(keys) {
      for (const key of keys) unsaved.set(key, { value: undefined, mayReplace: always });
      await save();
    },
    async wipe(prefix, isOut = always) {
      const wipe = { prefix, isOut };
      for (const [key, { value }] of unsaved) if (isWiped(wipe, key, value)) unsaved.delete(key);
      wiped = [...wiped, wipe];
      await save();
    },
    close: () => void inTurn(async () => close()),
  };
}

interface Change {
  readonly value: unknown;
  readonly mayReplace: MayReplace;
}

/** The same where there are none. */
function withoutFiles(change: Change): Change {
  const value = Object(change.value);
  const hasContent = value.files?.some(({ content }: { content?: unknown }) => content);
  return hasContent
    ? { ...change, value: { ...value, files: value.files.map((file: object) => ({ ...file, content: undefined })) } }
    : change;
}

/**
 * Whether a file would be, with nothing else at stake. Safari's private windows refuse them, and there a transaction that holds
 * more than what is refused may never end, nor whatever comes behind it. Nothing is written.
 */
const isTaken = (store: IDBObjectStore): Promise<boolean> =>
  new Promise((resolve) => {
    store.put(new Blob(), "file").onsuccess = () => {
      resolve(true);
      store.transaction.abort();
    };
    store.transaction.onabort = () => resolve(false);
  });

interface Wipe {
  readonly prefix: string;
  readonly isOut: (value: unknown) => boolean;
}

function isWiped({ prefix, isOut }: Wipe, key: string, value: unknown): boolean {
  return key.startsWith(prefix) && isOut(value);
}

/** What the wipes leave of what the disk has under a key. */
function left(wipes: readonly Wipe[], key: string, onDisk: unknown): unknown {
  return wipes.some((wipe) => isWiped(wipe, key, onDisk)) ? undefined : onDisk;
}

/** Within one transaction: what another tab writes meanwhile is looked at, too, or comes after. */
function carryOut({ prefix, isOut }: Wipe, store: IDBObjectStore, stays: (key: string) => boolean): void {
  const request = store.openCursor(from(prefix));
  request.onsuccess = () => {
    const cursor = request.result;
    if (!cursor) return;
    if (isOut(cursor.value) && !stays(String(cursor.key))) cursor.delete();
    cursor.continue();
  };
}

async function recordsIn(store: IDBObjectStore, range: IDBKeyRange): Promise<CacheRecord[]> {
  const [keys, values] = await Promise.all([
    promisifyRequest(store.getAllKeys(range)),
    promisifyRequest<unknown[]>(store.getAll(range)),
  ]);
  return keys.map((key, index) => [String(key), values[index]]);
}

/** No database is an answer; everything else is a device that does not tell what it has. */
function nothing(error: unknown): [] {
  if (error instanceof NoDatabase) return [];
  throw error;
}

function from(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}
