/** How the server's word moves what is known of a conversation (timeline.ts). Comes with what connects: before that nobody is told anything. */
import type { Message, Seq } from "../protocol/index.js";
import { merge, NOTHING_KNOWN, solid, type Timeline } from "./timeline.js";

/** A gap wider than this is not filled: the window moves on to the end and the rest becomes "older". */
export const WIDEST_GAP = 200;

export function isBehind(timeline: Timeline): boolean {
  return timeline.latest > solid(timeline) || (timeline.base === undefined && timeline.latest > 0);
}

/** Somebody knows of a higher number. */
export function heardOf(timeline: Timeline, latest: Seq): Timeline {
  if (latest <= timeline.latest) return timeline;
  return { ...timeline, latest };
}

/** The server's past has changed (a backup was restored): whatever we know is another story. */
export function inEpoch(timeline: Timeline, epoch: string): Timeline {
  if (timeline.epoch === epoch) return timeline;
  if (timeline.epoch === undefined) return { ...timeline, epoch };
  return { ...NOTHING_KNOWN, epoch };
}

/** A conversation that has no message yet begins at its beginning. */
export function anchored(timeline: Timeline): Timeline {
  return timeline.base === undefined && timeline.latest === 0 ? { ...timeline, base: 0 } : timeline;
}

/** The last page of the conversation: where a window begins that has none, or whose end has come out of reach. */
export function mergeLast(timeline: Timeline, page: readonly Message[]): Timeline {
  const first = page[0];
  if (first === undefined) return anchored(timeline);
  const isFar = timeline.base !== undefined && first.seq - solid(timeline) > WIDEST_GAP;
  const start = timeline.base === undefined || isFar ? { ...timeline, base: first.seq - 1, messages: [] } : timeline;
  return merge(start, page);
}
