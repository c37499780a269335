/** A device on which the chat has kept nothing. */
import { DB } from "../../src/client/platform/names.js";

/** Waits for connections that are closing; one that does not make way would let the test run out of time. */
export async function removed(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(DB);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}
