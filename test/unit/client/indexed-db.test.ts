/** The cache on IndexedDB, on a database that lives in memory: the kit, and a device that refuses. A real one is in test/browser. */
import "fake-indexeddb/auto";
import { IDBObjectStore, IDBOpenDBRequest } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Cache, indexedDbCache } from "../../../src/client/index.js";
import { systemClock } from "../../../src/client/platform/clock.js";
import { database, NoDatabase } from "../../../src/client/platform/database.js";
import { DB } from "../../../src/client/platform/names.js";
import { cacheKit } from "../../../src/conformance/index.js";
import { deleted, forbidden, full, hanging, newDisk, openings, written } from "./disk.js";
import { fakeClock } from "./fake-clock.js";

beforeEach(newDisk);
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const names = async () => (await indexedDB.databases()).map(({ name }) => name);

describe("the IndexedDB cache", () => {
  test.each(cacheKit)("$name", ({ run }) => run({ pageView: () => indexedDbCache() }));
});

test("looking, removing and wiping create no database", async () => {
  const cache = indexedDbCache();
  expect(await cache.get(["shop:head"])).toEqual([undefined]);
  expect(await cache.list("shop:")).toEqual([]);
  await cache.remove(["shop:head"]);
  await cache.wipe("shop:");
  expect(await names()).toEqual([]);
  expect(await cache.put([["shop:head", 1]], "relaxed")).toBe("kept");
  expect(await names()).toEqual([DB]);
});

test("what may not take the place of what is there is not found before that is known either", async () => {
  const [cache, other] = [indexedDbCache(), indexedDbCache()];
  await other.put([["shop:a", 1]], "strict");
  const kept = cache.put([["shop:a", 2]], "strict", (before) => before === undefined);
  expect(await cache.get(["shop:a"])).toEqual([1]);
  await kept;
  expect(await cache.get(["shop:a"])).toEqual([1]);
});

test("who looks and who writes at the same moment do not stand in each other's way", async () => {
  const cache = indexedDbCache();
  const looks = [cache.get(["shop:a"]), cache.list("shop:")];
  const kept = [cache.put([["shop:a", 1]], "strict"), cache.put([["shop:b", 2]], "relaxed")];
  await Promise.all(looks);
  expect(await Promise.all(kept)).toEqual(["kept", "kept"]);
  expect(await indexedDbCache().list("shop:")).toEqual([
    ["shop:a", 1],
    ["shop:b", 2],
  ]);
});

test("a connection that closes under us is opened again, once", async () => {
  const { relaxed } = database(systemClock);
  const open = vi.spyOn(indexedDB, "open");
  await relaxed("readwrite", (store) => void store.put(1, "a"));
  let connection: IDBDatabase | undefined;
  await relaxed("readonly", (store) => {
    connection = store.transaction.db;
  });
  connection?.close();
  await relaxed("readwrite", (store) => void store.put(2, "a"));
  expect(open).toHaveBeenCalledTimes(2);
});

test("a database that somebody wants to delete is let go", async () => {
  const cache = indexedDbCache();
  await cache.put([["shop:a", 1]], "strict");
  await deleted();
  expect(await cache.get(["shop:a"])).toEqual([undefined]);
  expect(await cache.put([["shop:a", 2]], "strict")).toBe("kept");
  expect(await cache.get(["shop:a"])).toEqual([2]);
});

test("where there is no database a mere look says so", async () => {
  await expect(database(systemClock).look("readonly", () => undefined)).rejects.toBeInstanceOf(NoDatabase);
});

test.each([
  ["without IndexedDB", () => vi.stubGlobal("indexedDB", undefined)],
  ["that forbids naming it", () => vi.spyOn(globalThis, "indexedDB", "get").mockImplementation(forbidden)],
])("a device %s takes everything into memory, and does not claim that there is nothing on its disk", async (_, refuses) => {
  refuses();
  const cache = indexedDbCache();
  expect(await cache.put([["shop:a", 1]], "strict")).toBe("memory");
  await expect(cache.get(["shop:a"])).rejects.toThrow();
  await expect(cache.list("shop:")).rejects.toThrow();
  await cache.remove(["shop:a"]);
  await cache.wipe("shop:");
  expect(await cache.put([], "strict")).toBe("memory");
});

test("an opening that fails once costs nobody anything: the next write takes everything along", async () => {
  const cache = indexedDbCache();
  const { end } = openings(forbidden);
  expect(await cache.put([["shop:a", 1]], "strict")).toBe("memory");
  end();
  expect(await cache.put([["shop:b", 2]], "strict")).toBe("kept");
  expect(await indexedDbCache().get(["shop:a", "shop:b"])).toEqual([1, 2]);
});

test("three failed openings within a minute are enough: then the disk is left alone, and tried again later", async () => {
  const clock = fakeClock();
  const cache = indexedDbCache(clock);
  const { count, end } = openings(forbidden);
  for (let number = 0; number < 10; number++) expect(await cache.put([["shop:a", number]], "strict")).toBe("memory");
  expect(count()).toBe(3);
  await clock.advance(59_000);
  expect(await cache.put([], "strict")).toBe("memory");
  expect(count()).toBe(3);
  end();
  await clock.advance(2_000);
  expect(await cache.put([], "strict")).toBe("kept");
  expect(await indexedDbCache().get(["shop:a"])).toEqual([9]);
});

test("a database that never opens costs two seconds, and then a minute nothing", async () => {
  const clock = fakeClock();
  const { count } = openings(hanging);
  const cache = indexedDbCache(clock);
  const kept = cache.put([["shop:a", 1]], "strict");
  await clock.advance(1_900);
  expect(await Promise.race([kept, "waiting"])).toBe("waiting");
  await clock.advance(200);
  expect(await kept).toBe("memory");
  expect(await cache.put([["shop:b", 2]], "strict")).toBe("memory");
  expect(count()).toBe(1);
});

test("a database that opens late is used as soon as it has, with everything that happened meanwhile in its order", async () => {
  const clock = fakeClock();
  const before = indexedDbCache();
  await before.put(
    [
      ["shop:old", 1],
      ["shop:draft:1", "sent meanwhile"],
      ["other:a", 1],
    ],
    "strict",
  );
  const open = indexedDB.open.bind(indexedDB);
  const late = new IDBOpenDBRequest();
  const { end } = openings(() => late);
  const cache = indexedDbCache(clock);
  const first = cache.put([["shop:a", "first"]], "strict");
  await clock.advance(2_100);
  expect(await first).toBe("memory");
  await cache.wipe("shop:draft:");
  await cache.put([["shop:draft:2", "written"]], "strict");
  await cache.put([["shop:a", "second"]], "relaxed");
  await cache.put([["shop:b", "gone again"]], "relaxed");
  await cache.remove(["shop:old", "shop:b"]);
  end();
  // The answer to the opening of two seconds ago arrives at last.
  const real = open(DB);
  real.onsuccess = (event) => {
    Object.defineProperty(late, "result", { value: real.result });
    late.onsuccess?.(event);
  };
  await vi.waitFor(async () => expect(await cache.put([], "relaxed")).toBe("kept"), 20_000);
  expect(await indexedDbCache().list("")).toEqual([
    ["other:a", 1],
    ["shop:a", "second"],
    ["shop:draft:2", "written"],
  ]);
});

test("an opening given up long ago that answers after all writes nothing that has been overtaken, and wipes nothing once more", async () => {
  const clock = fakeClock();
  const other = indexedDbCache();
  await other.put([["shop:a", 0]], "strict");
  const open = indexedDB.open.bind(indexedDB);
  const late = new IDBOpenDBRequest();
  const { end } = openings(() => late);
  const cache = indexedDbCache(clock);
  const first = Promise.all([cache.put([["shop:a", 1]], "strict"), cache.wipe("shop:draft:")]);
  await clock.advance(2_100);
  await first;
  end();
  await clock.advance(60_000);
  expect(await cache.put([["shop:a", 2]], "strict")).toBe("kept");
  await other.put([["shop:draft:1", "written after the wipe"]], "strict");
  const real = open(DB);
  await new Promise<void>((resolve) => {
    real.onsuccess = (event) => {
      Object.defineProperty(late, "result", { value: real.result });
      late.onsuccess?.(event);
      resolve();
    };
  });
  expect(await cache.put([["shop:b", 1]], "strict")).toBe("kept");
  expect(await indexedDbCache().get(["shop:a", "shop:draft:1"])).toEqual([2, "written after the wipe"]);
});

test("whenever in the middle of a write one writes or looks again, the last word counts", async () => {
  const ticks = async (count: number) => {
    for (let tick = 0; tick < count; tick++) await new Promise(setImmediate);
  };
  for (let apart = 0; apart < 12; apart++) {
    const cache = indexedDbCache();
    void cache.put([["shop:a", `first, ${apart} before`]], "relaxed");
    await ticks(apart);
    const second = cache.put([["shop:a", `second, ${apart} later`]], "relaxed");
    await ticks(apart % 3);
    expect(await cache.get(["shop:a"])).toEqual([`second, ${apart} later`]);
    expect(await second).toBe("kept");
    expect(await indexedDbCache().get(["shop:a"])).toEqual([`second, ${apart} later`]);
  }
});

test("what must survive a power cut is written so that it does, also in company of what need not", async () => {
  const transactions = vi.spyOn(IDBDatabase.prototype, "transaction");
  const asked = () =>
    transactions.mock.calls.splice(0).flatMap(([, mode, how]) => (mode === "readwrite" ? [how?.durability] : []));
  const cache = indexedDbCache();
  await cache.put([["shop:a", 1]], "relaxed");
  expect(asked()).toEqual(["relaxed"]);
  await Promise.all([cache.put([["shop:a", 1]], "relaxed"), cache.put([["shop:b", 2]], "strict")]);
  expect(asked()).toEqual(["strict"]);
  await cache.put([["shop:a", 2]], "relaxed");
  expect(asked()).toEqual(["relaxed"]);
});

test("a transaction that hangs is given up, and what it was to write is neither lost nor written twice over", async () => {
  const clock = fakeClock();
  const cache = indexedDbCache(clock);
  await cache.put([["shop:a", 1]], "strict");
  const { transaction } = IDBDatabase.prototype;
  const hangs = vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (this: IDBDatabase, ...args) {
    const made = transaction.apply(this, args);
    // Nothing is ever heard of it.
    Object.defineProperty(made, "oncomplete", { set: () => {} });
    return made;
  });
  const kept = cache.put([["shop:a", 2]], "strict");
  await clock.advance(2_100);
  expect(await kept).toBe("memory");
  await cache.put([["shop:a", 3]], "strict");
  hangs.mockRestore();
  await clock.advance(60_000);
  expect(await cache.put([], "strict")).toBe("kept");
  expect(await indexedDbCache().get(["shop:a"])).toEqual([3]);
});

test("a database out of which a newer release took our place is given it back, and what the newer one keeps stays", async () => {
  const newer = indexedDB.open(DB, 7);
  newer.onupgradeneeded = () => newer.result.createObjectStore("future").put("theirs", "key");
  await new Promise((resolve) => {
    newer.onsuccess = resolve;
  });
  newer.result.close();
  const cache = indexedDbCache();
  expect(await cache.get(["shop:a"])).toEqual([undefined]);
  expect(await cache.put([["shop:a", 1]], "strict")).toBe("kept");
  expect(await indexedDbCache().get(["shop:a"])).toEqual([1]);
  const again = indexedDB.open(DB);
  await new Promise((resolve) => {
    again.onsuccess = resolve;
  });
  expect([...again.result.objectStoreNames]).toEqual(["future", "kept"]);
  again.result.close();
});

test("a full disk is said so, and what it did not take goes along with the next write it takes", async () => {
  const cache = indexedDbCache();
  await cache.put([["shop:a", 1]], "strict");
  const end = full();
  expect(await cache.put([["shop:b", 2]], "strict")).toBe("memory");
  expect(await cache.get(["shop:a", "shop:b"])).toEqual([1, 2]);
  expect(await cache.list("shop:")).toEqual([
    ["shop:a", 1],
    ["shop:b", 2],
  ]);
  end();
  expect(await cache.put([["shop:c", 3]], "strict")).toBe("kept");
  expect(await indexedDbCache().list("shop:")).toEqual([
    ["shop:a", 1],
    ["shop:b", 2],
    ["shop:c", 3],
  ]);
});

test("what a full disk did not take and is removed or wiped before it does is not on it afterwards", async () => {
  const cache: Cache = indexedDbCache();
  await cache.put([["shop:a", 1]], "strict");
  const end = full();
  await cache.put([["shop:b", 2]], "strict");
  await cache.put([["shop:page:1", 3]], "relaxed");
  await cache.remove(["shop:b"]);
  await cache.wipe("shop:page:");
  expect(await cache.list("")).toEqual([["shop:a", 1]]);
  end();
  expect(await cache.put([], "relaxed")).toBe("kept");
  expect(await indexedDbCache().list("")).toEqual([["shop:a", 1]]);
});

test("a disk without room for a file takes everything else, and the file as soon as there is room", async () => {
  const cache = indexedDbCache();
  const record = { text: "look", files: [{ name: "film.mp4", content: new Blob(["film"]) }] };
  const { put } = IDBObjectStore.prototype;
  const narrow = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, value, key) {
    if (value?.files?.[0].content === undefined) return put.call(this, value, key);
    this.transaction.abort();
    throw new DOMException("No room", "QuotaExceededError");
  });
  expect(await cache.put([["shop:a", record]], "strict")).toBe("memory");
  expect(await cache.put([["shop:b", 2]], "strict")).toBe("memory");
  expect(await cache.get(["shop:a"])).toMatchObject([{ files: [{ content: expect.any(Blob) }] }]);
  expect(await indexedDbCache().list("shop:")).toEqual([
    ["shop:a", { text: "look", files: [{ name: "film.mp4" }] }],
    ["shop:b", 2],
  ]);
  narrow.mockRestore();
  expect(await cache.put([], "strict")).toBe("kept");
  expect(await indexedDbCache().get(["shop:a"])).toMatchObject([{ files: [{ content: expect.any(Blob) }] }]);
});

test("where no files are taken, none is written beside anything else: in Safari's private windows that would hang for good", async () => {
  const cache = indexedDbCache();
  await cache.put([["shop:a", 1]], "strict");
  const asked = new Map<IDBTransaction, boolean[]>();
  const { put } = IDBObjectStore.prototype;
  const refuses = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, value, key) {
    const isRefused = value?.files?.[0].content !== undefined;
    asked.set(this.transaction, [...(asked.get(this.transaction) ?? []), isRefused]);
    // As there, it is the request that fails, and not the call.
    return isRefused ? this.add(1, "shop:a") : put.call(this, value, key);
  });
  const record = { text: "look", files: [{ name: "film.mp4", content: new Blob(["film"]) }] };
  const kept = [cache.put([["shop:b", record]], "strict"), cache.put([["shop:c", 3]], "strict")];
  expect(await Promise.all(kept)).toEqual(["memory", "memory"]);
  expect([...asked.values()].map((refused) => new Set(refused).size)).toEqual([1, 1]);
  expect(await indexedDbCache().list("shop:")).toEqual([
    ["shop:a", 1],
    ["shop:b", { text: "look", files: [{ name: "film.mp4" }] }],
    ["shop:c", 3],
  ]);
  refuses.mockRestore();
  expect(await cache.put([], "strict")).toBe("kept");
});

/** Nothing that hangs on an event of the disk has happened by then. */
const thisTask = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

test("a page that is gone right behind the asking has its words on the disk, and their files, whatever was being written", async () => {
  const cache = indexedDbCache();
  await cache.put([["shop:a", 1]], "strict");
  void cache.put([["shop:a", 2]], "relaxed");
  await thisTask();
  void cache.put([["shop:b", { text: "look", files: [{ name: "film.mp4", content: new Blob(["film"]) }] }]], "strict");
  await thisTask();
  const over = (): never => {
    throw new DOMException("The page is gone", "InvalidStateError");
  };
  const gone = [
    vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(over),
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(over),
  ];
  await written();
  for (const spy of gone) spy.mockRestore();
  const whole = { text: "look", files: [{ content: expect.any(Blob) }] };
  expect(await indexedDbCache().get(["shop:a", "shop:b"])).toMatchObject([2, whole]);
});

test("what has to be written again overtakes nothing that was written behind it", async () => {
  const cache = indexedDbCache();
  await cache.put([["shop:a", 1]], "strict");
  const { transaction } = IDBDatabase.prototype;
  let lose = () => {};
  vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementationOnce(function (this: IDBDatabase, ...args) {
    const made = transaction.apply(this, args);
    const error = new DOMException("Connection to Indexed Database server lost", "UnknownError");
    Object.defineProperties(made, { error: { value: error }, commit: { value: () => {} } });
    lose = () => made.abort();
    return made;
  });
  const first = cache.put([["shop:a", 2]], "relaxed");
  await thisTask();
  const second = cache.put([["shop:a", 3]], "strict");
  await thisTask();
  lose();
  expect(await Promise.all([first, second])).toEqual(["kept", "kept"]);
  expect(await indexedDbCache().get(["shop:a"])).toEqual([3]);
});

test("a message that is refused is not overtaken by the next one", async () => {
  const cache = indexedDbCache();
  await cache.put([["shop:a", 1]], "strict");
  const { transaction } = IDBDatabase.prototype;
  let refuse = () => {};
  vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementationOnce(function (this: IDBDatabase, ...args) {
    const made = transaction.apply(this, args);
    Object.defineProperty(made, "commit", { value: () => {} });
    refuse = () => made.abort();
    return made;
  });
  void cache.put([["shop:draft:1", "first"]], "strict");
  await thisTask();
  const second = cache.put([["shop:draft:2", "second"]], "strict");
  await thisTask();
  refuse();
  expect(await second).toBe("kept");
  expect(await indexedDbCache().list("shop:draft:")).toEqual([
    ["shop:draft:1", "first"],
    ["shop:draft:2", "second"],
  ]);
});

test("a wipe is carried out once, and takes nothing along that another tab has written behind it", async () => {
  const [cache, other] = [indexedDbCache(), indexedDbCache()];
  await cache.put([["shop:a", 1]], "strict");
  await other.get(["shop:a"]);
  void cache.wipe("shop:");
  await thisTask();
  const kept = [other.put([["shop:b", "theirs"]], "strict")];
  await thisTask();
  kept.push(cache.put([["shop:c", "ours"]], "strict"));
  expect(await Promise.all(kept)).toEqual(["kept", "kept"]);
  expect(await indexedDbCache().list("shop:")).toEqual([
    ["shop:b", "theirs"],
    ["shop:c", "ours"],
  ]);
});

test("what is on its way is not written once more: another tab may have wiped it meanwhile", async () => {
  const [cache, other] = [indexedDbCache(), indexedDbCache()];
  await other.put([["shop:a", 1]], "strict");
  await cache.get(["shop:a"]);
  const kept = [cache.put([["shop:b", "secret"]], "relaxed")];
  await thisTask();
  const wiped = other.wipe("shop:");
  await thisTask();
  kept.push(cache.put([["shop:c", "next"]], "strict"));
  await wiped;
  expect(await Promise.all(kept)).toEqual(["kept", "kept"]);
  expect(await indexedDbCache().list("shop:")).toEqual([["shop:c", "next"]]);
});

test("what hangs on no answer any more is not kept waiting for the page", async () => {
  const cache = indexedDbCache();
  const commit = vi.spyOn(IDBTransaction.prototype, "commit");
  const commits = () => commit.mock.calls.splice(0).length;
  await cache.put([["shop:a", 1]], "strict");
  expect(commits()).toBe(1);
  await cache.put([["shop:a", 2]], "strict", (before) => before === 1);
  expect(commits()).toBe(1);
  await cache.put([["shop:b", { files: [{ content: new Blob(["film"]) }] }]], "strict");
  expect(commits()).toBe(2);
  await cache.wipe("shop:a");
  expect(await indexedDbCache().get(["shop:a"])).toEqual([undefined]);
});

test("another tab that has a message without its files takes them off nobody's disk", async () => {
  const [cache, other] = [indexedDbCache(), indexedDbCache()];
  const files = [{ name: "film.mp4", content: new Blob(["film"]) }];
  await cache.put([["shop:a", { text: "look", files }]], "strict");
  const whole = [{ text: "look", files: [{ content: expect.any(Blob) }] }];
  const kept = other.put([["shop:a", { text: "look", files: [{ name: "film.mp4" }] }]], "strict");
  expect(await other.get(["shop:a"])).toMatchObject(whole);
  expect(await kept).toBe("kept");
  expect(await indexedDbCache().get(["shop:a"])).toMatchObject(whole);
  // Nor does the same tab, in the moment between words and files.
  const { put } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, value, key) {
    if (value?.files?.[0].content === undefined) return put.call(this, value, key);
    this.transaction.abort();
    throw new DOMException("No room", "QuotaExceededError");
  });
  expect(await cache.put([["shop:a", { text: "once more", files }]], "strict")).toBe("memory");
  expect(await indexedDbCache().get(["shop:a"])).toMatchObject(whole);
});

test("a cache that is closed keeps what it was given before, blocks nobody, and takes nothing more", async () => {
  const cache = indexedDbCache();
  void cache.put([["shop:a", 1]], "strict");
  cache.close();
  await cache.put([], "relaxed");
  expect(await cache.put([["shop:b", 2]], "strict")).toBe("memory");
  expect(await indexedDbCache().get(["shop:a", "shop:b"])).toEqual([1, undefined]);
});
