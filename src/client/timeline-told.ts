/** How the server's word moves what is known of a conversation (timeline.ts), pure. Comes with what connects: before that nobody is told anything. */
import type { Message, Seq } from "../protocol/index.js";
import { isSame, NOTHING_KNOWN, solid, type Timeline } from "./timeline.js";

/** A gap wider than this is not filled: the window moves on to the end and the rest becomes "older". */
export const WIDEST_GAP = 200;

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

/** Of two tellings of one message the later one; a deleted message stays deleted. */
function newer(known: Message, told: Message): Message {
  const isNewer = stamp(told) > stamp(known) || (stamp(told) === stamp(known) && told.text !== known.text);
  return isNewer ? told : known;
}

function stamp({ editedAt = 0, deletedAt }: Message): number {
  return deletedAt === undefined ? editedAt : Number.POSITIVE_INFINITY;
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

/** The last page of the conversation: where a window begins that has none, or whose end has come out of reach. */
export function mergeLast(timeline: Timeline, page: readonly Message[]): Timeline {
  const first = page[0];
  if (first === undefined) return anchored(timeline);
  const isFar = timeline.base !== undefined && first.seq - solid(timeline) > WIDEST_GAP;
  const start = timeline.base === undefined || isFar ? { ...timeline, base: first.seq - 1, messages: [] } : timeline;
  return merge(start, page);
}
