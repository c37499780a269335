/** The lines to draw, from timeline and outbox: one per draft id at any instant, the same object while nothing changed. */
import type { Message } from "../protocol/index.js";
import type { Entry } from "./face.js";
import type { Outbox, Pending } from "./outbox.js";
import type { Timeline } from "./timeline.js";

const lines = new WeakMap<Message | Pending, Entry>();

export function entries({ messages }: Timeline, box: Outbox): readonly Entry[] {
  const shown = new Set(messages.map(({ id }) => id));
  return [...messages, ...box.filter(({ draft }) => !shown.has(draft.id))].map(line);
}

function line(source: Message | Pending): Entry {
  const known = lines.get(source) ?? made(source);
  lines.set(source, known);
  return known;
}

function made(source: Message | Pending): Entry {
  if (!("draft" in source)) return { kind: "message", id: source.id, message: source };
  const { draft, writtenAt, state } = source;
  return { kind: "draft", id: draft.id, draft, writtenAt, state: state.at === "sent" ? { at: "sending" } : state };
}
