/** The device's disk in a test's hand: a database in memory that can be made to refuse, to hang or to be full. */
import { IDBFactory, IDBObjectStore } from "fake-indexeddb";
import { vi } from "vitest";
import { DB } from "../../../src/client/platform/names.js";
import { settled } from "./fake-clock.js";

/** A device nobody has written on yet. */
export function newDisk(): void {
  globalThis.indexedDB = new IDBFactory();
}

/** Somebody clears the site's data; whoever has the database open makes way. */
export async function deleted(): Promise<void> {
  await new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(DB);
    request.onsuccess = resolve;
    request.onerror = reject;
    request.onblocked = reject;
  });
}

/** Every opening answers like this, until the function returned is called. */
export function openings(answer: () => IDBOpenDBRequest): { readonly count: () => number; readonly end: () => void } {
  const spy = vi.spyOn(indexedDB, "open").mockImplementation(answer);
  return { count: () => spy.mock.calls.length, end: () => spy.mockRestore() };
}

export const forbidden = (): never => {
  throw new DOMException("The operation is insecure.", "SecurityError");
};
/** An opening of which nothing is ever heard. */
export const hanging = (): IDBOpenDBRequest => Object.create(null);

/** It takes removals but no more records, until the function returned is called. */
export function full(): () => void {
  const spy = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore) {
    this.transaction.abort();
    throw new DOMException("No room", "QuotaExceededError");
  });
  return () => spy.mockRestore();
}

/** Every connection is of no use any more, in Safari's words, until the function returned is called. */
export function lost(): () => void {
  const spy = vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(() => {
    throw new DOMException("Connection to Indexed Database server lost. Refresh the page to try again", "UnknownError");
  });
  return () => spy.mockRestore();
}

/** Everything that needs only the disk and the network has happened. */
export async function written(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await settled();
}
