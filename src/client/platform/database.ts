/**
 * The door to IndexedDB that idb-keyval goes through (a UseStore is only a function). Its own door keeps a closing
 * connection for ever, which loses writes on iOS, and blocks whoever wants to delete the database; this one reopens once,
 * makes way for others, and creates nothing by merely looking. Who waits for it decides how long.
 */
import type { UseStore } from "idb-keyval";
import { DB, STORE } from "./names.js";

export class NoDatabase extends Error {
  override readonly name = "NoDatabase";
}

export interface Database {
  /** Reads; rejects with NoDatabase when there is none yet. */
  readonly look: UseStore;
  readonly relaxed: UseStore;
  /** Waits until the bytes would survive a power cut. */
  readonly strict: UseStore;
}

export function database(): Database {
  let opened: Promise<IDBDatabase> | undefined;
  const forget = () => {
    opened = undefined;
  };

  async function connection(mayCreate: boolean): Promise<IDBDatabase> {
    const mine = opened ?? open(mayCreate, forget);
    opened = mine;
    try {
      return await mine;
    } catch (error) {
      if (opened === mine) forget();
      // The opening under way only looked, and found nothing: whoever writes begins anew.
      if (mayCreate && error instanceof NoDatabase) return connection(mayCreate);
      throw error;
    }
  }

  function door(mayCreate: boolean, durability?: IDBTransactionDurability): UseStore {
    return async (mode, use) => {
      const once = async () => {
        const db = await connection(mayCreate);
        const transaction = db.transaction(STORE, mode, durability && { durability });
        try {
          return use(transaction.objectStore(STORE));
        } catch (error) {
          // What was put before the one that could not be must not be kept without it.
          transaction.abort();
          throw error;
        }
      };
      try {
        return await once();
      } catch (error) {
        if (!isClosed(error)) throw error;
        forget();
        return once();
      }
    };
  }

  return { look: door(false), relaxed: door(true, "relaxed"), strict: door(true, "strict") };
}

function open(mayCreate: boolean, forget: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    let isAbsent = false;
    // Even naming indexedDB throws in some sandboxes; inside a promise's executor that is a rejection.
    const request = indexedDB.open(DB);
    request.onupgradeneeded = () => {
      if (mayCreate) request.result.createObjectStore(STORE);
      else {
        isAbsent = true;
        request.transaction?.abort();
      }
    };
    request.onerror = () => reject(isAbsent ? new NoDatabase() : request.error);
    request.onsuccess = () => {
      const db = request.result;
      // Another tab deletes or upgrades: whoever holds on blocks it.
      db.onversionchange = () => {
        db.close();
        forget();
      };
      db.onclose = forget;
      resolve(db);
    };
  });
}

/** The connection went while we held it: closing (any browser), or its server lost (Safari's words). */
function isClosed(error: unknown): boolean {
  if (!(error instanceof DOMException)) return false;
  return error.name === "InvalidStateError" || /connection is closing|connection.*lost/i.test(error.message);
}
