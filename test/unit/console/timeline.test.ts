import { expect, test } from "vitest";
import type { Outgoing } from "../../../src/console/kept.js";
import { linesOf } from "../../../src/console/timeline.js";
import type { Message, ReceivedMail } from "../../../src/protocol/index.js";

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();
const message = (seq: number, when: number, more: Partial<Message> = {}): Message => ({
  seq,
  id: `m${seq}`,
  by: "visitor",
  channel: "widget",
  text: "…",
  at: when,
  ...more,
});
const outgoing = (id: string, when: number): Outgoing => ({ id, text: "…", at: when, state: { at: "sending" } });
const kinds = (messages: Message[], replies: Outgoing[] = []) => linesOf(messages, replies).map((line) => line.kind);
const endsGroup = (messages: Message[]) =>
  linesOf(messages, []).flatMap((line) => (line.kind === "message" ? [line.isLastOfGroup] : []));

test("each day opens with its own line, once", () => {
  const messages = [message(1, at(20, 23, 59)), message(2, at(21, 0, 1)), message(3, at(21, 9))];
  expect(kinds(messages)).toEqual(["day", "message", "day", "message", "message"]);
});

test("quick messages of one person share one time below the last", () => {
  expect(endsGroup([message(1, at(21, 9, 0)), message(2, at(21, 9, 2)), message(3, at(21, 9, 30))])).toEqual([false, true, true]);
});

test("another person, another channel or midnight ends a group", () => {
  expect(endsGroup([message(1, at(21, 9)), message(2, at(21, 9), { by: "agent" })])).toEqual([true, true]);
  expect(endsGroup([message(1, at(21, 9)), message(2, at(21, 9), { channel: "email" })])).toEqual([true, true]);
  expect(endsGroup([message(1, at(20, 23, 59)), message(2, at(21, 0, 0))])).toEqual([true, true]);
});

test("a reply the server has stored under the same id is one bubble, not two", () => {
  const lines = linesOf(
    [message(1, at(21, 9), { id: "same", by: "agent" })],
    [outgoing("same", at(21, 9)), outgoing("other", at(21, 9))],
  );
  expect(lines.map(({ kind, key }) => `${kind} ${key}`).slice(1)).toEqual(["message same", "outgoing other"]);
});

test("every line has a key of its own", () => {
  const lines = linesOf(
    [message(1, at(20, 9)), message(2, at(21, 9)), message(3, at(21, 10), { by: "system" })],
    [outgoing("o", at(22, 9))],
  );
  expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
});

test("a mail that is no message stands where it came in, with a day of its own if need be; one that became a message stands with it", () => {
  const mail = (id: string, when: number, seq?: number): ReceivedMail => ({
    id,
    standing: "unconfirmed",
    at: when,
    from: "",
    subject: "",
    text: "",
    files: [],
    ...(seq !== undefined && { seq }),
  });
  const messages = [message(1, at(20, 9)), message(2, at(21, 9))];
  const mails = [mail("hers", at(20, 9), 1), mail("between", at(20, 12)), mail("later", at(22, 9))];
  const lines = linesOf(messages, [], mails);
  expect(lines.map(({ kind }) => kind)).toEqual(["day", "message", "mail", "day", "message", "day", "mail"]);
  expect(lines.map((line) => (line.kind === "message" ? line.mail?.id : undefined)).filter(Boolean)).toEqual(["hers"]);
});
