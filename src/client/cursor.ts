/** The visitor's read cursor, pure. It only ever grows: repeats, reorderings and old tabs are harmless. */
import type { Seq } from "../protocol/index.js";

export interface Cursor {
  /** How far the visitor has read, as this device knows. */
  readonly mine: Seq;
  /** How much of that the backend has acknowledged. */
  readonly told: Seq;
}

export const UNREAD: Cursor = { mine: 0, told: 0 };

/** Attention rested up to `upTo`; what was not on display cannot have been read. */
export function attended(cursor: Cursor, upTo: Seq, displayed: Seq): Cursor {
  const mine = Math.min(upTo, displayed);
  return mine > cursor.mine ? { ...cursor, mine } : cursor;
}
