/** The heart of a node's streams: each beats once a round, those of one moment together, and whoever left no more. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createHeart } from "../../../src/server/heart.js";

const ROUND_MS = 20_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("each stream beats once a round, first of all one round after its beginning", () => {
  const heart = createHeart(ROUND_MS);
  const beats: [string, number][] = [];
  const begin = performance.now();
  const beatOf = (name: string) => heart.join(() => beats.push([name, Math.round((performance.now() - begin) / 1_000)]));
  beatOf("one");
  vi.advanceTimersByTime(5_000);
  beatOf("other");
  vi.advanceTimersByTime(3 * ROUND_MS);
  expect(beats).toEqual([
    ["one", 20],
    ["other", 25],
    ["one", 40],
    ["other", 45],
    ["one", 60],
    ["other", 65],
  ]);
});

test("those of one moment beat in the same turn of the loop", () => {
  const heart = createHeart(ROUND_MS);
  const turns: number[] = [];
  for (let n = 0; n < 50; n++) {
    heart.join(() => turns.push(performance.now()));
    vi.advanceTimersByTime(2);
  }
  vi.advanceTimersByTime(ROUND_MS);
  expect(turns).toHaveLength(50);
  expect(new Set(turns).size).toBe(1);
});

test("whoever has left beats no more, and without streams nothing ticks", () => {
  const heart = createHeart(ROUND_MS);
  const beat = vi.fn();
  const leave = heart.join(beat);
  vi.advanceTimersByTime(ROUND_MS);
  leave();
  leave();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(2 * ROUND_MS);
  expect(beat).toHaveBeenCalledTimes(1);
  heart.join(beat);
  vi.advanceTimersByTime(ROUND_MS);
  expect(beat).toHaveBeenCalledTimes(2);
});

test("a loop that was busy for a while leaves nobody out, and lets nobody beat twice for it", () => {
  let now = 0;
  const heart = createHeart(ROUND_MS, () => now);
  const beats: string[] = [];
  const wait = (ms: number) => {
    now += ms;
    // One tick, however long it took to come.
    vi.advanceTimersToNextTimer();
  };
  heart.join(() => beats.push("one"));
  wait(7_000);
  heart.join(() => beats.push("other"));
  wait(25_000);
  expect(beats).toEqual(["one", "other"]);
  wait(3 * ROUND_MS);
  expect([...beats].sort()).toEqual(["one", "one", "other", "other"]);
});
