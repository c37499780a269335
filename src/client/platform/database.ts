/**
 * The door to IndexedDB that idb-keyval goes through (a UseStore is only a function). Its own door keeps a closing
 * connection for ever, which loses writes on iOS, and blocks whoever wants to delete the database; this one reopens once,
 * makes way for others, gives up what hangs, and creates nothing by merely looking.
 *
 *     opened ──(closed under us)──▶ opened once more ──▶ used
 *        ▲                               │ three troubles within a minute, or one that hung
 *        └──── a minute later ◀── rests ◀┘
 */
import type { UseStore } from "idb-keyval";
import type { Clock } from "./clock.js";
import { DB, STORE } from "./names.js";

/** Safari has been seen to leave an opening unanswered for ever (webkit 226547), and iOS a transaction after a nap. */
const ANSWER_MS = 2_000;
const MOST_TROUBLES = 3;
const REST_MS = 60_000;

export class NoDatabase extends Error {
  override readonly name = "NoDatabase";
}

export interface Database {
  /** Reads; rejects with NoDatabase when there is none yet. */
  readonly look: UseStore;
  readonly relaxed: UseStore;
  /** Waits until the bytes would survive a power cut. */
  readonly strict: UseStore;
  /** For good: whoever comes later is refused. */
  close(): void;
}

export function database(clock: Clock): Database {
  let opened: Promise<IDBDatabase> | undefined;
  /** When the last ones happened: whoever asks during a rest is refused at once, nobody waits twice for what hangs. */
  let troubles: number[] = [];
  let isOver = false;

  const isResting = () => clock.now() - (troubles.at(-MOST_TROUBLES) ?? Number.NEGATIVE_INFINITY) < REST_MS;
  const note = (weight: number) => troubles.push(...new Array<number>(weight).fill(clock.now()));
  const forget = () => {
    opened = undefined;
  };

  async function connection(mayCreate: boolean): Promise<IDBDatabase> {
    if (isOver || isResting()) throw new Error("IndexedDB rests");
    const mine = opened ?? open(mayCreate, forget);
    opened = mine;
    try {
      const db = await mine;
      // So late that it had been given up: the disk is back, and nobody else has brought it.
      opened ??= mine;
      if (isResting()) troubles = [];
      return db;
    } catch (error) {
      const isNews = opened === mine;
      if (isNews) forget();
      // The opening under way only looked, and found nothing: whoever writes begins anew.
      if (mayCreate && error instanceof NoDatabase) return connection(mayCreate);
      if (isNews && !(error instanceof NoDatabase)) note(1);
      throw error;
    }
  }

  function door(mayCreate: boolean, durability?: IDBTransactionDurability): UseStore {
    return (mode, use) =>
      new Promise((resolve, reject) => {
        let isGivenUp = false;
        const cancel = clock.after(ANSWER_MS, () => {
          isGivenUp = true;
          forget();
          note(MOST_TROUBLES);
          reject(new Error("No answer"));
        });
        const once = async () => {
          const db = await connection(mayCreate);
          // What was to be written then may have been overtaken since.
          if (isGivenUp) throw new Error("Too late");
          return use(db.transaction(STORE, mode, durability && { durability }).objectStore(STORE));
        };
        once()
          .catch((error: unknown) => {
            if (!isClosed(error)) throw error;
            forget();
            note(1);
            return once();
          })
          .then(resolve, reject)
          .finally(cancel);
      });
  }

  return {
    look: door(false),
    relaxed: door(true, "relaxed"),
    strict: door(true, "strict"),
    close() {
      isOver = true;
      opened?.then((db) => db.close()).catch(forget);
    },
  };
}

/**
 * The same, for as long as the visitor has not denied it: then nothing is read and nothing written, as if the device refused. What is
 * to be removed is removed.
 */
export function consented({ look, relaxed, strict, close }: Database, mayKeep: () => boolean): Database {
  const asked =
    (door: UseStore): UseStore =>
    (mode, use) =>
      mayKeep() || (door === look && mode === "readwrite") ? door(mode, use) : Promise.reject(new Error("Consent was denied"));
  return { look: asked(look), relaxed: asked(relaxed), strict: asked(strict), close };
}

/** Without a version: what a newer release has made of it is opened, too, and only what is missing is added. */
function open(mayCreate: boolean, forget: () => void, version?: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    let isAbsent = false;
    // Even naming indexedDB throws in some sandboxes; inside a promise's executor that is a rejection.
    const request = indexedDB.open(DB, version);
    request.onupgradeneeded = () => {
      if (mayCreate) request.result.createObjectStore(STORE);
      else {
        isAbsent = true;
        request.transaction?.abort();
      }
    };
    request.onerror = (event) => {
      // Firefox reports an aborted upgrade as an uncaught error of the page otherwise.
      event.preventDefault();
      reject(isAbsent ? new NoDatabase() : request.error);
    };
    request.onsuccess = () => {
      const db = request.result;
      // Another tab deletes or upgrades: whoever holds on blocks it.
      db.onversionchange = () => {
        db.close();
        forget();
      };
      db.onclose = forget;
      if (db.objectStoreNames.contains(STORE)) return resolve(db);
      db.close();
      if (mayCreate) resolve(open(mayCreate, forget, db.version + 1));
      else reject(new NoDatabase());
    };
  });
}

/** The connection went while we held it: closing (any browser), or its server lost (Safari's words). */
function isClosed(error: unknown): boolean {
  if (!(error instanceof DOMException)) return false;
  return error.name === "InvalidStateError" || /connection is closing|connection.*lost/i.test(error.message);
}
