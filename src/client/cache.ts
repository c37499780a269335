/**
 * Where records lie between page loads: a port of five verbs, and its implementation in memory. It knows nothing of
 * conversations (records.ts does). A device that refuses storage must not stop anybody from writing: what it does not take
 * is kept in memory and written later, everything in the order it was asked for.
 */

export type CacheRecord = readonly [key: string, value: unknown];

/**
 * Whether what lies under a key (undefined: nothing) may be replaced; otherwise it stays, and nobody is told. Asked
 * at the instant of writing: what another tab writes comes before it or after it, never in between.
 */
export type MayReplace = (before: unknown) => boolean;

/** `kept` outlives the page; `memory` does not, because the device refuses or because nobody asked for more. */
export type Kept = "kept" | "memory";

/** Records by key, between page loads. */
export interface Cache {
  /**
   * The values in the order of the keys; undefined where there is none. Looking never creates anything. Rejects while the
   * device does not answer: what cannot be seen is not nothing.
   */
  get(keys: readonly string[]): Promise<readonly unknown[]>;
  /** Everything whose key begins with `prefix`, in the order of the keys. Rejects as `get` does. */
  list(prefix: string): Promise<readonly CacheRecord[]>;
  /** All or none, but for the `content` of a record's `files` where there is no room for it. `strict` waits until it would survive a power cut. An empty one asks whether everything before it is kept by now. */
  put(records: readonly CacheRecord[], durability: "strict" | "relaxed", mayReplace?: MayReplace): Promise<Kept>;
  remove(keys: readonly string[]): Promise<void>;
  /** Removes everything whose key begins with `prefix`, or of that what `isOut` says; looking and removing are one step. */
  wipe(prefix: string, isOut?: (value: unknown) => boolean): Promise<void>;
}

export const always = (): boolean => true;

/** For this page view only: the visitor denied consent, follows somebody's resume link, or a test looks on. */
export function memoryCache(): Cache {
  const records = new Map<string, unknown>();
  const keysFrom = (prefix: string) => [...records.keys()].filter((key) => key.startsWith(prefix)).sort();
  return {
    get: async (keys) => keys.map((key) => structuredClone(records.get(key))),
    list: async (prefix) => keysFrom(prefix).map((key) => [key, structuredClone(records.get(key))]),
    async put(added, _, mayReplace = always) {
      // Cloned before the first is stored: one that cannot be cloned must not leave half of the others behind.
      for (const [key, value] of structuredClone(added)) if (mayReplace(records.get(key))) records.set(key, value);
      return "memory";
    },
    async remove(keys) {
      for (const key of keys) records.delete(key);
    },
    async wipe(prefix, isOut = always) {
      for (const key of keysFrom(prefix)) if (isOut(records.get(key))) records.delete(key);
    },
  };
}
