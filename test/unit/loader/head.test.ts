import { IDBFactory } from "fake-indexeddb";
import { expect, test, vi } from "vitest";
import { DB, HEAD, STORE } from "../../../src/client/platform/names.js";
import { readHead } from "../../../src/loader/head.js";

/** Resolves when the database is gone; rejects while somebody still has it open. */
function removed(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(DB);
    request.onsuccess = () => resolve();
    request.onblocked = () => reject(new Error("Somebody has it open"));
  });
}

/** A database with one store, as some page left it. */
function left(store: string): Promise<void> {
  globalThis.indexedDB = new IDBFactory();
  return new Promise((resolve) => {
    const open = indexedDB.open(DB);
    open.onupgradeneeded = () => open.result.createObjectStore(store).put({ v: 1, unread: 3 }, `shop${HEAD}`);
    open.onsuccess = () => {
      open.result.close();
      resolve();
    };
  });
}

/** How often a database was opened from here on. */
function opened(): () => number {
  const open = vi.spyOn(indexedDB, "open");
  return () => open.mock.calls.length;
}

test("where there is no database none is opened", async () => {
  globalThis.indexedDB = new IDBFactory();
  const times = opened();
  expect(await readHead("shop")).toBeUndefined();
  expect(times()).toBe(0);
});

test("a browser that cannot say which databases there are looks all the same, and leaves none behind", async () => {
  await left(STORE);
  const { databases } = indexedDB;
  Reflect.set(indexedDB, "databases", undefined);
  expect(await readHead("shop")).toBe(3);
  await removed();
  expect(await readHead("shop")).toBeUndefined();
  expect(await databases.call(indexedDB)).toEqual([]);
});

test.each([
  [STORE, 3],
  ["of somebody else", undefined],
])("whoever has looked into a database with the store %s does not keep it open", async (store, head) => {
  await left(store);
  expect(await readHead("shop")).toEqual(head);
  await removed();
});
