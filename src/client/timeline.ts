/**
 * What is known of a conversation, pure. A contiguous window (neighbours differ by one) and, apart from it, what arrived
 * ahead of a gap; nobody sees the latter before the gap is filled.
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

/**
 * Takes in messages in any order, any number of times. They extend the window upwards when they touch it, and downwards
 * when they are a stretch that reaches it (an older page); what touches nothing waits ahead. Of ten thousand none is looked at
 * that nothing was told of. Returns the same object when nothing has changed.
 */
export function merge(timeline: Timeline, incoming: readonly Message[]): Timeline {
  let { base } = timeline;
  const start = base ?? 0;
  let end = solid(timeline);
  const window = [...timeline.messages];
  const apart = new Map(timeline.ahead.map((message) => [message.seq, message]));
  for (const message of incoming) {
    const { seq } = message;
    const before = window[seq - start - 1];
    if (before) window[seq - start - 1] = newer(before, message);
    else apart.set(seq, newer(apart.get(seq) ?? message, message));
  }
  while (base !== undefined && apart.has(base)) base -= 1;
  while (base !== undefined && apart.has(end + 1)) end += 1;
  const from = base ?? 0;
  // What lies below the window without touching it is fetched with its page, should anybody scroll there.
  const known = [...window, ...apart.values()].filter(({ seq }) => seq > from).sort((a, b) => a.seq - b.seq);
  const messages = known.slice(0, end - from);
  const ahead = known.slice(end - from);
  const latest = Math.max(timeline.latest, known.at(-1)?.seq ?? 0);
  if (isSame(messages, timeline.messages) && isSame(ahead, timeline.ahead) && latest === timeline.latest) return timeline;
  return { ...timeline, base, messages, ahead, latest };
}

/** Message by message the same objects. */
export function isSame(one: readonly Message[], other: readonly Message[]): boolean {
  return one.length === other.length && one.every((message, index) => message === other[index]);
}

/** Of two tellings of one message the later one; a deleted message stays deleted. */
function newer(known: Message, told: Message): Message {
  const isNewer = stamp(told) > stamp(known) || (stamp(told) === stamp(known) && told.text !== known.text);
  return isNewer ? told : known;
}

function stamp({ editedAt = 0, deletedAt }: Message): number {
  return deletedAt === undefined ? editedAt : Number.POSITIVE_INFINITY;
}
