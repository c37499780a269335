import { expect, test } from "vitest";
import { countsOf, lastLine, rowsOf } from "../../../src/console/rows.js";
import type { ConversationRow, Message } from "../../../src/protocol/index.js";

const said = (at: number, more: Partial<Message> = {}): Message => ({
  seq: 1,
  id: "m",
  by: "visitor",
  channel: "widget",
  text: "Hello",
  at,
  ...more,
});
const row = (id: string, lastAt: number, more: Partial<ConversationRow> = {}): ConversationRow => ({
  id,
  channel: "widget",
  unread: 0,
  present: false,
  last: said(lastAt),
  ...more,
});
const rows = [
  row("a", 10),
  row("b", 30, { waitingSince: 30 }),
  row("c", 20, { waitingSince: 5 }),
  row("d", 40, { closedAt: 41, waitingSince: 40 }),
];
const ids = (filter: Parameters<typeof rowsOf>[1]) => rowsOf(rows, filter).map(({ id }) => id);

test("open ones come by their last message, unanswered ones by who waits longest, and closed ones wait for nobody", () => {
  expect(ids("open")).toEqual(["b", "c", "a"]);
  expect(ids("unanswered")).toEqual(["c", "b"]);
  expect(ids("closed")).toEqual(["d"]);
  expect(countsOf(rows)).toEqual({ open: 3, unanswered: 2, closed: 1 });
});

test("a row says whose the last line is", () => {
  const amelie = { id: "agent-1", name: "Amélie" };
  expect(lastLine(said(1, { text: " Two\n lines " }), "agent-1")).toBe("Two lines");
  const files = [{ id: "0".repeat(32), name: "pot.png", type: "image/png", bytes: 1 }];
  expect(lastLine(said(1, { text: "", attachments: files }), "agent-1")).toBe("pot.png");
  expect(lastLine(said(1, { by: "agent", from: amelie }), "agent-1")).toBe("You: Hello");
  expect(lastLine(said(1, { by: "agent", from: amelie }), "agent-2")).toBe("Amélie: Hello");
  expect(lastLine(said(1, { by: "bot" }), "agent-1")).toBe("Bot: Hello");
  expect(lastLine(said(1, { deletedAt: 2, text: "" }), "agent-1")).toBe("Message deleted");
  expect(lastLine(undefined, "agent-1")).toBe("nothing said");
});
