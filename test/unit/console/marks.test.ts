import { expect, test } from "vitest";
import { marksOf } from "../../../src/console/marks.js";
import type { DeliveryMark, Message } from "../../../src/protocol/index.js";

const AT = new Date(2026, 10, 22, 16, 22).getTime();
const reply: Message = { seq: 5, id: "r", by: "agent", channel: "widget", text: "Yes.", at: AT };
const delivery = (state: DeliveryMark["state"], more: Partial<DeliveryMark> = {}): DeliveryMark => ({
  seq: 5,
  state,
  to: "ana@example.com",
  at: AT,
  ...more,
});
const texts = (readUpTo: number, ...deliveries: DeliveryMark[]) =>
  marksOf(reply, { readUpTo, deliveries }, AT).map(({ tone, text }) => `${tone}: ${text}`);

test("a reply read in the chat is seen, and only from its own number on", () => {
  expect(texts(5)).toEqual(["plain: Seen"]);
  expect(texts(4)).toEqual([]);
});

test("a visitor's message has no marks, whatever was read", () => {
  expect(marksOf({ ...reply, by: "visitor" }, { readUpTo: 9, deliveries: [] }, AT)).toEqual([]);
});

test("each state of a delivery is told in words, with its reason", () => {
  expect(texts(0, delivery("sent"))).toEqual(["good: forwarded to ana@example.com 16:22"]);
  expect(texts(0, delivery("queued"))).toEqual(["plain: queued for ana@example.com"]);
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
