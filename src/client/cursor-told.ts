/** The read cursor (cursor.ts) as the backend is told of it, and tells of it. Comes with what connects. */
import type { Seq } from "../protocol/index.js";
import type { Cursor } from "./cursor.js";

/** The backend says (or has agreed) that the visitor has read up to here, maybe on another device. */
export function acknowledged(cursor: Cursor, upTo: Seq): Cursor {
  if (upTo <= cursor.told) return cursor;
  return { mine: Math.max(cursor.mine, upTo), told: upTo };
}

export function isOwed(cursor: Cursor): boolean {
  return cursor.mine > cursor.told;
}
