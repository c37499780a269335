import { expect, test } from "vitest";
import { rows } from "../../../src/widget/rows.js";
import { draft, message, NOON } from "./timeline.js";

const DAY_MS = 24 * 60 * 60_000;
/** `day`, `new`, `news`, or who said what: `agent 2 3`. */
const shape = (made: ReturnType<typeof rows>) =>
  made.map((row) => (row.kind === "group" ? `${row.by} ${row.entries.map(({ id }) => id).join(" ")}` : row.kind));

test("neighbours by one author within five minutes are one group, with one time", () => {
  expect(shape(rows([message(1, "visitor"), message(2, "agent"), message(3, "agent")], undefined))).toEqual([
    "day",
    "visitor m1",
    "agent m2 m3",
  ]);
  const late = message(3, "agent", { at: NOON + 6 * 60_000 });
  expect(shape(rows([message(2, "agent"), late], undefined))).toEqual(["day", "agent m2", "agent m3"]);
});

test("two agents are two groups", () => {
  const other = message(3, "agent", { from: { id: "tiago", name: "Tiago" } });
  expect(shape(rows([message(2, "agent"), other], undefined))).toEqual(["day", "agent m2", "agent m3"]);
});

test("a day begins with its separator", () => {
  const tomorrow = message(2, "visitor", { at: NOON + DAY_MS });
  expect(shape(rows([message(1, "visitor"), tomorrow], undefined))).toEqual(["day", "visitor m1", "day", "visitor m2"]);
});

test("the divider stands before the first unread answer, once, and splits a group", () => {
  const timeline = [message(1, "agent"), message(2, "agent"), message(3, "visitor"), message(4, "agent")];
  expect(shape(rows(timeline, 1))).toEqual(["day", "agent m1", "new", "agent m2", "visitor m3", "agent m4"]);
  expect(shape(rows(timeline, undefined))).not.toContain("new");
});

test("own messages and the system's news are nothing new", () => {
  const news = message(3, "system", { news: { kind: "contact", email: "ana@example.com" } });
  expect(shape(rows([message(1, "agent"), message(2, "visitor"), news], 1))).toEqual(["day", "agent m1", "visitor m2", "news"]);
});

test("a message on its way shares the group of those that arrived, so that nothing moves when it does", () => {
  expect(shape(rows([message(1, "visitor"), draft("a", "sending"), draft("b", "queued")], undefined))).toEqual([
    "day",
    "visitor m1 a b",
  ]);
});

test("held messages stand apart from sent ones", () => {
  expect(shape(rows([message(1, "visitor"), draft("a", "held"), draft("b", "held")], undefined))).toEqual([
    "day",
    "visitor m1",
    "visitor a b",
  ]);
});

test("a kind of news younger than this code is silent", () => {
  expect(shape(rows([message(1, "visitor"), message(2, "system")], undefined))).toEqual(["day", "visitor m1"]);
});
