/**
 * From the timeline to what the log shows: days, groups by one author with one time, the "New" divider. Pure; log.tsx draws.
 */
import type { Entry } from "../client/face.js";
import type { Face, Message, Seq } from "../protocol/index.js";
import { isSameDay } from "./time.js";

/** Messages further apart than this are two thoughts, with a time each. */
const ONE_GROUP_MS = 5 * 60_000;

type Author = "visitor" | "agent" | "bot";

export interface Group {
  readonly kind: "group";
  readonly key: string;
  readonly by: Author;
  readonly from: Face | undefined;
  readonly entries: readonly [Entry, ...Entry[]];
}

export type Row =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "new"; readonly key: string }
  | Group
  /** A line by nobody: the contact was given, the conversation closed. */
  | { readonly kind: "news"; readonly key: string; readonly message: Message };

/** `readBefore`: where the visitor stopped reading when the panel was opened; undefined while there is nothing new. */
export function rows(timeline: readonly Entry[], readBefore: Seq | undefined): readonly Row[] {
  const made: Row[] = [];
  let lastAt: number | undefined;
  let isDivided = readBefore === undefined;
  for (const entry of timeline) {
    const at = timeOf(entry);
    if (lastAt === undefined || !isSameDay(lastAt, at)) made.push({ kind: "day", key: `day ${entry.id}`, at });
    if (!isDivided && readBefore !== undefined && isAnswerAfter(entry, readBefore)) {
      made.push({ kind: "new", key: "new" });
      isDivided = true;
    }
    if (entry.kind === "message" && entry.message.by === "system") {
      // A kind of news younger than this code has no words here: it keeps its place and stays silent.
      if (entry.message.news) made.push({ kind: "news", key: entry.id, message: entry.message });
    } else {
      const before = made.at(-1);
      const isContinued =
        before?.kind === "group" && lastAt !== undefined && at - lastAt < ONE_GROUP_MS && belongs(before, entry);
      if (isContinued) made[made.length - 1] = { ...before, entries: [...before.entries, entry] };
      else made.push({ kind: "group", key: entry.id, by: authorOf(entry), from: faceOf(entry), entries: [entry] });
    }
    lastAt = at;
  }
  return made;
}

/** The line that the divider stands above, if there is one. */
export function dividerIn(timeline: readonly Entry[], readBefore: Seq | undefined): number | undefined {
  if (readBefore === undefined) return undefined;
  const at = timeline.findIndex((entry) => isAnswerAfter(entry, readBefore));
  return at < 0 ? undefined : at;
}

export function timeOf(entry: Entry): number {
  return entry.kind === "message" ? entry.message.at : entry.writtenAt;
}

function belongs(group: Group, entry: Entry): boolean {
  const last = group.entries[group.entries.length - 1] ?? group.entries[0];
  return (
    group.by === authorOf(entry) &&
    group.from?.id === faceOf(entry)?.id &&
    lotOf(last) === lotOf(entry) &&
    lotOf(entry) !== "failed"
  );
}

/** On its way and arrived look alike, so that nothing moves when a message is acknowledged; what waits or failed stands apart. */
function lotOf(entry: Entry): "held" | "failed" | "under way" {
  if (entry.kind === "message" || entry.state.at === "queued" || entry.state.at === "sending") return "under way";
  return entry.state.at;
}

function authorOf(entry: Entry): Author {
  if (entry.kind === "draft") return "visitor";
  const { by } = entry.message;
  return by === "system" ? "bot" : by;
}

const faceOf = (entry: Entry): Face | undefined => (entry.kind === "message" ? entry.message.from : undefined);

function isAnswerAfter(entry: Entry, seq: Seq): boolean {
  return entry.kind === "message" && entry.message.seq > seq && (entry.message.by === "agent" || entry.message.by === "bot");
}
