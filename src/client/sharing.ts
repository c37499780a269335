/**
 * What one tab writes down, the others hear: drafts, the read cursor, whose conversation it is. Messages travel as events
 * (line.ts); heard.ts takes all of it in.
 */

import type { Records } from "./records.js";
import type { Word } from "./word.js";

/**
 * The same records, told to the other tabs as they are written. Until a page that was away `isHome`, and has seen what became of
 * the device, what it has may be of somebody who has signed out: it is told to nobody, and its session takes no place that is empty.
 */
export function shared(records: Records, say: (word: Word) => void, isHome: () => boolean): Records {
  return {
    ...records,
    saveSession(session, durability, over) {
      if (isHome()) say({ session: { v: 1, ...session }, over });
      return records.saveSession(session, isHome() ? durability : "relaxed", over);
    },
    saveDrafts(drafts, epoch) {
      // Which they are, whoever says it knows best: all that wait.
      if (isHome()) say({ drafts: [] });
      return records.saveDrafts(drafts, epoch);
    },
    dropDrafts(ids) {
      say({ dropped: [...ids] });
      return records.dropDrafts(ids);
    },
  };
}
