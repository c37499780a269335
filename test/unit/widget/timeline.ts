/** Entries as the client hands them out, for the tests of what is drawn from them. */
import type { Entry } from "../../../src/client/face.js";
import type { Message } from "../../../src/protocol/index.js";

export const NOON = new Date(2026, 10, 3, 12).getTime();
const AMELIE = { id: "amelie", name: "Amélie" };

export function message(seq: number, by: Message["by"], more: Partial<Message> = {}): Entry {
  const from = by === "agent" ? { from: AMELIE } : {};
  return {
    kind: "message",
    id: `m${seq}`,
    message: { seq, id: `m${seq}`, by, channel: "widget", text: `text ${seq}`, at: NOON + seq * 1_000, ...from, ...more },
  };
}

export function draft(id: string, at: "held" | "queued" | "sending", writtenAt = NOON + 60_000): Entry {
  return { kind: "draft", id, draft: { id, text: `draft ${id}`, seen: 0 }, writtenAt, state: { at } };
}
