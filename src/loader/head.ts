/**
 * Is there a conversation on this device, and how much of it is unread? Looking must not leave a trace: a visitor who never
 * wrote has no database afterwards either.
 */
import type * as names from "../client/platform/names.js";

/** The number of unread messages. Resolves with undefined for every reason there may be: no database, no storage in this frame, a record of another time. */
export async function readHead(site: string): Promise<number | undefined> {
  try {
    // Its names repeated as literals, so that not a byte of the client comes along; the compiler refuses them when the originals change.
    const name = "recado" satisfies typeof names.DB;
    // To ask is less work than to open what is not there. Firefox has it only since 2024.
    const all = await indexedDB.databases?.();
    if (all?.every((one) => one.name !== name)) return undefined;
    const open = indexedDB.open(name);
    // It was not there: opening would create it, so we take that back. An upgrade always has a transaction.
    open.onupgradeneeded = () => (open.transaction as IDBTransaction).abort();
    const db = await answered(open);
    try {
      const store = db.transaction("kept" satisfies typeof names.STORE).objectStore("kept" satisfies typeof names.STORE);
      const head: { readonly unread?: unknown } | undefined = await answered(
        store.get(encodeURIComponent(site) + (":head" satisfies typeof names.HEAD)),
      );
      return head && Number(head.unread ?? 0);
    } finally {
      // Also where our store is missing: an open database would block its deletion.
      db.close();
    }
  } catch {
    return undefined;
  }
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    // Firefox reports an aborted upgrade as an uncaught error of the page otherwise.
    request.onerror = (event) => reject(event.preventDefault());
  });
}
