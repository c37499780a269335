/**
 * The cache on the visitor's disk. A device that refuses (private window, sandbox, full disk, hanging database) costs
 * nobody a message: what it does not take waits in memory, is said to, and goes along with the next write it takes.
 *
 *     put, remove, wipe ──▶ unsaved ──(all of it, but the contents of files, in one transaction)──▶ disk
 *                              │                                                                  ▲
 *                              └──(what has files, whole, in a second one right behind it)────────┘
 *     get, list ◀── unsaved, and below it the disk
 */
import { getMany, promisifyRequest } from "idb-keyval";
import { always, type Cache, type CacheRecord, type Kept, type MayReplace } from "../cache.js";
import { type Clock, systemClock } from "./clock.js";
import { type Database, database, NoDatabase } from "./database.js";

export interface IndexedDbCache extends Cache {
  /** For good, once everything asked for is written: a connection that nobody closes stays open for as long as the page. */
  close(): void;
}

/** `doors`: where the database is; a simulated one, in tests. */
export function indexedDbCache(clock: Clock = systemClock, doors: Database = database(clock)): IndexedDbCache {
  const { look, relaxed, strict, close } = doors;
  /** Not on the disk yet: the last word on each key, undefined for "removed". */
  const unsaved = new Map<string, Change>();
  /** What is to be wiped before that. */
  let wiped: readonly Wipe[] = [];
  let isUrgent = false;
  /** What was asked for in one breath is one transaction. */
  let soon: Promise<Kept> | undefined;
  /**
   * A wipe is waited for: on its way, it may have to be carried out once more, and another tab may have written since. So is a
   * message: were it refused, the next one would be there without it.
   */
  let waited: Promise<unknown> = Promise.resolve();
  /** What is on its way is not written once more: another tab may have wiped it meanwhile. */
  const underWay = new Map<Change, Promise<void>>();

  /** Nobody waits for the rest to be there: the disk keeps the order in which it is asked. */
  async function flush(): Promise<Kept> {
    const [asked, wipes] = [new Map(unsaved), wiped];
    const changes = new Map([...asked].filter(([, change]) => !underWay.has(change)));
    const carried = carry(changes, wipes);
    for (const change of changes.values()) underWay.set(change, carried);
    await Promise.all([carried, ...underWay.values()]);
    const isLeft = ([key, change]: [string, Change]) => unsaved.get(key) === change;
    return [...asked].some(isLeft) || wipes.some((wipe) => wiped.includes(wipe)) ? "memory" : "kept";
  }

  async function carry(changes: ReadonlyMap<string, Change>, wipes: readonly Wipe[]): Promise<void> {
    if (changes.size + wipes.length === 0) return;
    const isAddition = [...changes.values()].some(({ value }) => value !== undefined);
    // Through the door that only looks: to remove from nowhere must not create a database.
    const door = isAddition ? (isUrgent ? strict : relaxed) : look;
    const whole = new Map([...changes].filter(([, { value }]) => hasContent(value)));
    const light = new Map([...changes].map(([key, change]) => [key, whole.has(key) ? withoutContent(change) : change]));
    // What has to be tried again overtakes nothing: it is left out where there is another word by then.
    const still = (some: ReadonlyMap<string, Change>) =>
      new Map([...some].filter(([key]) => unsaved.get(key) === changes.get(key)));
    // Both are asked for at once: the page may be reloaded in the very next moment.
    const [words, files] = await Promise.allSettled([
      door("readwrite", (store) => write(store, still(light), wipes)),
      // By itself. Safari's private windows refuse files, and there a transaction that holds anything beside what is refused may
      // never end, nor whatever comes behind it.
      whole.size > 0 && door("readwrite", (store) => write(store, still(whole))),
    ]);
    for (const change of changes.values()) underWay.delete(change);
    if (words.status === "rejected" && !(words.reason instanceof NoDatabase)) return;
    // There may be no room for files: everything else is kept without them, and they are tried again.
    const kept = files.status === "rejected" ? light : changes;
    // What was changed again meanwhile is left for the next one.
    wiped = wiped.filter((wipe) => !wipes.includes(wipe));
    for (const [key, change] of kept) if (unsaved.get(key) === change) unsaved.delete(key);
    isUrgent &&= unsaved.size > 0;
  }

  function save(): Promise<Kept> {
    soon ??= waited.then(() => {
      soon = undefined;
      const done = flush();
      if (wiped.length > 0 || isUrgent) waited = done;
      return done;
    });
    return soon;
  }

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
      for (const [key, value] of structuredClone(records)) {
        const change = { value, mayReplace };
        // Another tab may have read it in the moment before its files were there.
        unsaved.set(key, Object(value).files && !hasContent(value) ? withoutContent(change) : change);
      }
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
    close: () => void save().then(close),
  };
}

interface Change {
  readonly value: unknown;
  readonly mayReplace: MayReplace;
}

function hasContent(value: unknown): boolean {
  return Object(value).files?.some(({ content }: { content?: unknown }) => content) ?? false;
}

/** Never in the place of the same with it. */
function withoutContent({ value, mayReplace }: Change): Change {
  const record = Object(value);
  return {
    value: { ...record, files: record.files.map((file: object) => ({ ...file, content: undefined })) },
    mayReplace: (before) => !hasContent(before) && mayReplace(before),
  };
}

/** Resolves when it is done. */
function write(store: IDBObjectStore, changes: ReadonlyMap<string, Change>, wipes: readonly Wipe[] = []): Promise<unknown> {
  let asked = wipes.length;
  // Nothing hangs on an answer any more: the browser need not wait for the page, which may be gone by then.
  const answered = () => asked-- || store.transaction.commit();
  // A cursor still walks when the changes below are written: they have the last word.
  for (const wipe of wipes) carryOut(wipe, store, (key) => changes.has(key));
  for (const [key, { value, mayReplace }] of changes) {
    const put = () => (value === undefined ? store.delete(key) : store.put(value, key));
    if (mayReplace === always) put();
    else {
      asked++;
      const before = store.get(key);
      before.onsuccess = () => {
        if (mayReplace(left(wipes, key, before.result))) put();
        answered();
      };
    }
  }
  answered();
  return promisifyRequest(store.transaction);
}

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
