/** The lines to draw, from timeline and outbox: one per draft id at any instant, the same object while nothing changed. */
import type { Message } from "../protocol/index.js";
import type { Entry } from "./face.js";
import type { Outbox, Pending } from "./outbox.js";
import type { Timeline } from "./timeline.js";

const lines = new WeakMap<Message | Pending, Entry>();
const windows = new WeakMap<readonly (Message | Entry)[], readonly Entry[]>();

/**
 * `ahead`: by how much the server's clock is ahead of the device's; `now`: the device's time. A draft of the past was written
 * while that clock was another one, one of the future too: neither is shown apart from what it belongs to.
 */
export function entries({ base = 0, messages }: Timeline, box: Outbox, ahead: number, now: number): readonly Entry[] {
  const floor = messages.at(-1)?.at ?? 0;
  // Nothing is made of ten thousand messages for the one that is being sent.
  const told = windows.get(messages) ?? messages.map(line);
  windows.set(messages, told);
  // What had been seen when it was written, it is not among.
  const drafts = box.filter(({ draft }) => !messages.slice(Math.max(0, draft.seen - base)).some(({ id }) => id === draft.id));
  const made = [
    ...told,
    ...drafts.map((pending) => draftLine(pending, Math.max(floor, Math.min(pending.writtenAt, now) + ahead))),
  ];
  windows.set(made, told);
  return made;
}

/** Of these lines the messages, before the drafts: the same list while only drafts come and go, so that nobody looks through ten thousand for one. */
export const toldIn = (made: readonly Entry[]): readonly Entry[] => windows.get(made) ?? made;

function line(message: Message): Entry {
  const known = lines.get(message) ?? { kind: "message", id: message.id, message };
  lines.set(message, known);
  return known;
}

function draftLine(pending: Pending, writtenAt: number): Entry {
  const before = lines.get(pending);
  if (before?.kind === "draft" && before.writtenAt === writtenAt) return before;
  const { draft, files, state } = pending;
  const made: Entry = {
    ...{ kind: "draft", id: draft.id, draft, files, writtenAt },
    state: state.at === "sent" ? { at: "sending" } : state,
  };
  lines.set(pending, made);
  return made;
}
