import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeVisitorsTyping } from "../../../src/console/visitors-typing.js";
import { makeWriting } from "../../../src/console/writing.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("typing is told at the first key, again while it goes on, and its end once", () => {
  const told: boolean[] = [];
  const typed = makeWriting((on) => told.push(on), new AbortController().signal);
  typed.key();
  typed.key();
  expect(told).toEqual([true]);
  vi.advanceTimersByTime(4_000);
  typed.key();
  expect(told).toEqual([true, true]);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([true, true, false]);
  typed.stop();
  expect(told).toEqual([true, true, false]);
});

test("a sent reply ends typing at once; a conversation left says nothing more", () => {
  const told: boolean[] = [];
  const ends = new AbortController();
  const typed = makeWriting((on) => told.push(on), ends.signal);
  typed.key();
  typed.stop();
  expect(told).toEqual([true, false]);
  typed.key();
  ends.abort();
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([true, false, true]);
});

test("a visitor's typing fades by itself, ten seconds after its last sign", () => {
  const typing = makeVisitorsTyping(new AbortController().signal);
  typing.hear("ana", true);
  vi.advanceTimersByTime(9_000);
  typing.hear("ana", true);
  vi.advanceTimersByTime(9_999);
  expect([...typing.now.value]).toEqual(["ana"]);
  vi.advanceTimersByTime(1);
  expect([...typing.now.value]).toEqual([]);
});

test("the last word on one visitor's typing is the word, and another's stays", () => {
  const typing = makeVisitorsTyping(new AbortController().signal);
  typing.hear("ana", true);
  typing.hear("joao", true);
  typing.hear("ana", false);
  expect([...typing.now.value]).toEqual(["joao"]);
});
