/** The cache on IndexedDB, on a database that lives in memory: the kit, and a device that refuses. A real one is in test/browser. */
import "fake-indexeddb/auto";
import { IDBFactory, IDBObjectStore } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { indexedDbCache } from "../../../src/client/index.js";
import { database, NoDatabase } from "../../../src/client/platform/database.js";
import { DB } from "../../../src/client/platform/names.js";
import { cacheKit } from "../../../src/conformance/index.js";
import { fakeClock } from "./fake-clock.js";

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
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
  const { relaxed } = database();
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
  const deleted = new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(DB);
    request.onsuccess = resolve;
    request.onerror = reject;
    request.onblocked = reject;
  });
  await deleted;
  expect(await cache.get(["shop:a"])).toEqual([undefined]);
  expect(await cache.put([["shop:a", 2]], "strict")).toBe("kept");
  expect(await cache.get(["shop:a"])).toEqual([2]);
});

test("where there is no database a mere look says so", async () => {
  await expect(database().look("readonly", () => undefined)).rejects.toBeInstanceOf(NoDatabase);
});

test("a device without IndexedDB, or one that forbids naming it, keeps everything in memory", async () => {
  for (const break_ of [
    () => vi.stubGlobal("indexedDB", undefined),
    () =>
      vi.spyOn(globalThis, "indexedDB", "get").mockImplementation(() => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      }),
  ]) {
    break_();
    const cache = indexedDbCache();
    expect(await cache.put([["shop:a", 1]], "strict")).toBe("memory");
    expect(await cache.get(["shop:a"])).toEqual([1]);
    expect(await cache.list("shop:")).toEqual([["shop:a", 1]]);
    await cache.wipe("shop:");
    expect(await cache.list("shop:")).toEqual([]);
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    globalThis.indexedDB = new IDBFactory();
  }
});

test("a database that never opens costs two seconds, once, and then nothing", async () => {
  const clock = fakeClock();
  const hanging = vi.spyOn(indexedDB, "open").mockReturnValue(Object.create(null));
  const cache = indexedDbCache(clock);
  const kept = cache.put([["shop:a", 1]], "strict");
  await clock.advance(1_900);
  expect(await Promise.race([kept, "waiting"])).toBe("waiting");
  await clock.advance(200);
  expect(await kept).toBe("memory");
  expect(await cache.put([["shop:b", 2]], "strict")).toBe("memory");
  expect(hanging).toHaveBeenCalledTimes(1);
});

test("a full disk is said so, and what it did not take goes along with the next write it takes", async () => {
  const cache = indexedDbCache();
  await cache.put([["shop:a", 1]], "strict");
  const { put } = IDBObjectStore.prototype;
  const full = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("No room", "QuotaExceededError");
  });
  expect(await cache.put([["shop:b", 2]], "strict")).toBe("memory");
  expect(await cache.get(["shop:a", "shop:b"])).toEqual([1, 2]);
  full.mockImplementation(function (this: IDBObjectStore, ...args) {
    return put.apply(this, args);
  });
  expect(await cache.put([["shop:c", 3]], "strict")).toBe("kept");
  expect(await indexedDbCache().list("shop:")).toEqual([
    ["shop:a", 1],
    ["shop:b", 2],
    ["shop:c", 3],
  ]);
});
