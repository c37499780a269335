import { expect, test } from "vitest";
import { type Marked, marksOf } from "../../../src/console/marks.js";
import type { DeliveryMark, Message, ReplyVerdict } from "../../../src/protocol/index.js";

const AT = new Date(2026, 10, 22, 16, 22).getTime();
const reply: Message = { seq: 5, id: "r", by: "agent", channel: "widget", text: "Yes.", at: AT };
const delivery = (state: DeliveryMark["state"], more: Partial<DeliveryMark> = {}): DeliveryMark => ({
  seq: 5,
  state,
  to: "ana@example.com",
  at: AT,
  ...more,
});
const address = { email: "ana@example.com", state: "typed" } as const;
const of = (view: Partial<Marked>, message = reply) =>
  marksOf(message, { readUpTo: 0, deliveries: [], verdicts: [], address, ...view }, AT);
const texts = (readUpTo: number, ...deliveries: DeliveryMark[]) =>
  of({ readUpTo, deliveries }).marks.map(({ tone, text }) => `${tone}: ${text}`);
const undelivered = (verdict: Unseq<ReplyVerdict>, more: Partial<Marked> = {}) =>
  of({ verdicts: [{ seq: 5, ...verdict }], ...more });
type Unseq<T> = T extends unknown ? Omit<T, "seq"> : never;

test("a reply read in the chat is seen, and only from its own number on", () => {
  expect(texts(5)).toEqual(["plain: Seen"]);
  expect(texts(4)).toEqual([]);
});

test("a visitor's message has no marks, whatever was read", () => {
  expect(of({ readUpTo: 9 }, { ...reply, by: "visitor" })).toEqual({ marks: [], canSendAgain: false });
});

test("each state of a delivery is told in words, with its reason", () => {
  expect(texts(0, delivery("sent"))).toEqual(["good: forwarded to ana@example.com 16:22"]);
  expect(texts(0, delivery("queued"))).toEqual(["plain: on its way to ana@example.com"]);
  expect(texts(0, delivery("waiting", { reason: "451 try later" }))).toEqual([
    "plain: waiting for ana@example.com: 451 try later",
  ]);
  expect(texts(0, delivery("failed", { reason: "550 no such user" }))).toEqual([
    "bad: not delivered to ana@example.com: 550 no such user",
  ]);
  expect(texts(0, delivery("bounced", { reason: "5.1.1" }))).toEqual(["bad: came back from ana@example.com: 5.1.1"]);
  expect(texts(0, delivery("cancelled", { reason: "reply-edited" }))).toEqual(["plain: not forwarded: a reply was edited"]);
});

test("of several tries the latest counts, in whatever order they come", () => {
  const failed = delivery("failed", { at: AT - 60_000 });
  expect(texts(0, failed, delivery("sent"))).toEqual(["good: forwarded to ana@example.com 16:22"]);
  expect(texts(0, delivery("sent"), failed)).toEqual(["good: forwarded to ana@example.com 16:22"]);
});

test("forwarded, then read: both are told; read before the mail went: only that it was read", () => {
  expect(texts(5, delivery("sent"))).toEqual(["plain: Seen", "good: forwarded to ana@example.com 16:22"]);
  expect(texts(5, delivery("cancelled", { reason: "all-read" }))).toEqual(["plain: Seen"]);
});

test("the delivery of another reply says nothing about this one", () => {
  expect(texts(0, delivery("sent", { seq: 4 }))).toEqual([]);
});

test("a reply in no mail says when it goes, what it waits for, or why it stays", () => {
  const mark = (verdict: Unseq<ReplyVerdict>, more?: Partial<Marked>) => undelivered(verdict, more).marks;
  const until = AT + 120_000;
  expect(mark({ do: "wait", until, because: "away" })).toEqual([{ tone: "plain", text: "goes to ana@example.com at 16:24" }]);
  expect(mark({ do: "wait", until, because: "budget" })).toEqual([
    { tone: "plain", text: "waiting for budget of ana@example.com until 16:24" },
  ]);
  expect(mark({ do: "wait", until: AT, because: "away" })).toEqual([{ tone: "plain", text: "is going to ana@example.com" }]);
  expect(mark({ do: "nothing", because: "no-address" }, { address: { state: "none" } })).toEqual([
    { tone: "plain", text: "not forwarded: no address yet" },
  ]);
  expect(mark({ do: "nothing", because: "address-suppressed" })).toEqual([
    { tone: "bad", text: "not forwarded: the address takes no mail" },
  ]);
  expect(mark({ do: "nothing", because: "read" }, { readUpTo: 5 })).toEqual([{ tone: "plain", text: "Seen" }]);
});

test("only a mail that failed can be sent again, and only where it could arrive and is still wanted", () => {
  const again = (state: DeliveryMark["state"], more: Partial<Marked> = {}) =>
    of({ deliveries: [delivery(state)], ...more }).canSendAgain;
  const states = ["queued", "sent", "waiting", "cancelled", "failed", "bounced"] as const;
  expect(states.filter((state) => again(state))).toEqual(["failed"]);
  expect(again("failed", { readUpTo: 5 })).toBe(false);
  expect(again("failed", { address: { ...address, state: "suppressed" } })).toBe(false);
});
