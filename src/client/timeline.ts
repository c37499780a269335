/**
 * What is known of a conversation. A contiguous window (neighbours differ by one) and, apart from it, what arrived ahead of a gap;
 * nobody sees the latter before the gap is filled. How the server's word moves it says timeline-told.ts.
 *
 *      older, on the server      window = what is shown      gap    ahead
 *    1 ················· base │ base+1 ··········· solid │ · · · │ 9 10     latest
 */
import type { Message, Seq } from "../protocol/index.js";

export interface Timeline {
  readonly epoch: string | undefined;
  /** The seq before the window's first; 0 when the window reaches back to the beginning. Undefined: nothing is known yet. */
  readonly base: Seq | undefined;
  readonly messages: readonly Message[];
  readonly ahead: readonly Message[];
  /** The highest seq anybody told us about. */
  readonly latest: Seq;
}

export const NOTHING_KNOWN: Timeline = { epoch: undefined, base: undefined, messages: [], ahead: [], latest: 0 };

/** The last number without a hole before it: what to ask after, and the highest one on display. */
export function solid(timeline: Timeline): Seq {
  return (timeline.base ?? 0) + timeline.messages.length;
}

/** Message by message the same objects. */
export function isSame(one: readonly Message[], other: readonly Message[]): boolean {
  return one.length === other.length && one.every((message, index) => message === other[index]);
}
