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

/** A gap wider than this is not filled: the window moves on to the end and the rest becomes "older". */
export const WIDEST_GAP = 200;

/** The last number without a hole before it: what to ask after, and the highest one on display. */
export function solid(timeline: Timeline): Seq {
  return (timeline.base ?? 0) + timeline.messages.length;
}

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

/**
 * Takes in messages in any order, any number of times. They extend the window upwards when they touch it, and downwards
 * when they are a stretch that reaches it (an older page); what touches nothing waits ahead.
 */
export function merge(timeline: Timeline, incoming: readonly Message[]): Timeline {
  const known = new Map([...timeline.messages, ...timeline.ahead].map((message) => [message.seq, message]));
  for (const message of incoming) {
    const before = known.get(message.seq);
    known.set(message.seq, before === undefined ? message : newer(before, message));
  }
  return arranged(timeline, known);
}

/** The last page of the conversation: where a window begins that has none, or whose end has come out of reach. */
export function mergeLast(timeline: Timeline, page: readonly Message[]): Timeline {
  const first = page[0];
  if (first === undefined) return anchored(timeline);
  const isFar = timeline.base !== undefined && first.seq - solid(timeline) > WIDEST_GAP;
  const start = timeline.base === undefined || isFar ? { ...timeline, base: first.seq - 1, messages: [] } : timeline;
  return merge(start, page);
}

/** An edit or a tombstone. One that lies outside the window is fetched with its page, should anybody look at it. */
export function revise(timeline: Timeline, message: Message): Timeline {
  const isKnown = [...timeline.messages, ...timeline.ahead].some(({ seq }) => seq === message.seq);
  return isKnown ? merge(timeline, [message]) : timeline;
}

/** Sorts what is known into window and ahead. Returns the same object when neither changed. */
function arranged(timeline: Timeline, known: ReadonlyMap<Seq, Message>): Timeline {
  let { base } = timeline;
  while (base !== undefined && known.has(base)) base -= 1;
  const start = base ?? 0;
  // What lies below the window without touching it is fetched with its page, should anybody scroll there.
  const sorted = [...known.values()].filter(({ seq }) => seq > start).sort((a, b) => a.seq - b.seq);
  const messages = base === undefined ? [] : sorted.filter(({ seq }, index) => seq === start + 1 + index);
  const ahead = sorted.slice(messages.length);
  const latest = Math.max(timeline.latest, sorted.at(-1)?.seq ?? 0);
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
