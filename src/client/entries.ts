/** The lines to draw, from timeline and outbox: one per draft id at any instant, the same object while nothing changed. */
import type { Message } from "../protocol/index.js";
import type { Entry } from "./face.js";
import type { Outbox, Pending } from "./outbox.js";
import type { Timeline } from "./timeline.js";

const lines = new WeakMap<Message | Pending, Entry>();

export function entries(timeline: Timeline, box: Outbox): readonly Entry[] {
  const shown = new Set(timeline.messages.map((message) => message.id));
  const waiting = box.filter((pending) => !shown.has(pending.draft.id));
  return [...timeline.messages.map(messageLine), ...waiting.map(draftLine)];
}

function messageLine(message: Message): Entry {
  return remembered(message, () => ({ kind: "message", id: message.id, message }));
}

function draftLine(pending: Pending): Entry {
  const { draft, writtenAt, state } = pending;
  return remembered(pending, () => ({
    kind: "draft",
    id: draft.id,
    draft,
    writtenAt,
    state: state.at === "sent" ? { at: "sending" } : state,
  }));
}

function remembered(source: Message | Pending, line: () => Entry): Entry {
  const known = lines.get(source) ?? line();
  lines.set(source, known);
  return known;
}
