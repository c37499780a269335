/** What `npm run bench` draws and writes of its figures. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { budgetsOf } from "../bench/budgets.js";
import { chartOf } from "../bench/chart.js";
import { type Measured, median } from "../bench/measured.js";
import { readmeWith, tableOf } from "../bench/readme.js";

const ROOT = join(import.meta.dirname, "../..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");

const MEASURED: Measured = {
  ...{ day: "2026-11-26", load: [0.5, 1.25], processors: 2, rounds: 7, browser: "Chromium 156" },
  lines: [
    { name: "blank page", kiBClosed: 0 },
    { name: "Recado", kiBClosed: 3.9, bubbleMs: 560 },
    { name: "the floor", kiBClosed: 0.6, bubbleMs: 550 },
    { name: "a <peer>", because: "it could not be installed" },
  ],
  budgets: [
    { what: "a key", measured: "56 ms", budget: "50 ms", isMet: false },
    { what: "layout shift", measured: "0", budget: "0", isMet: true },
  ],
};

test("the table has each budget beside its figure, and says which is not met", () => {
  expect(tableOf(MEASURED).split("\n").slice(2)).toEqual(["| a key | 56 ms | 50 ms, not yet |", "| layout shift | 0 | 0 |"]);
});

test("a budget is met up to its last millisecond, beside the floor of the same run; and none is by what was not measured", () => {
  const talk = { openMs: 100, heapKiB: 2_000 };
  const long = { openMs: 50, keyMs: 51, sendMs: 50, frameMs: 17, rows: 301, heapKiB: 0 };
  const judged = (ours: object, ahead: readonly number[]) =>
    budgetsOf(
      [
        { name: "the floor", bubbleMs: 500, cpuOverBlankMs: 10 },
        { name: "Recado", ...ours },
      ],
      { shift: 0, blankHeapKiB: 500 },
      ahead,
      [talk],
      [long],
      { longTasks: 1, requests: 0 },
    )
      .filter(({ isMet }) => !isMet)
      .map(({ what }) => what);
  const always = [
    "tasks of more than 50 ms, open and idle for a minute, a quarter of the processor",
    "10,000 messages: a key",
    "10,000 messages: rows in the page",
  ];
  const best = { bubbleMs: 560, composerMs: 600, cpuOverBlankMs: 30, blockingMs: 0, heapOverBlankKiB: 150 };
  expect(judged(best, [150])).toEqual(always);
  expect(judged({ ...best, bubbleMs: 561, blockingMs: 0.1 }, [151])).toEqual([
    "until the bubble is there, slow",
    "the same, fetched ahead",
    "blocking time",
    ...always,
  ]);
  expect(judged({}, [])).toEqual([
    "until the bubble is there, slow",
    "from the click to the field, slow",
    "the same, fetched ahead",
    "processor until it rests, over a blank page, slow",
    "blocking time",
    "memory closed, over a blank page",
    ...always,
  ]);
});

test("the chart has the quickest on top, only those that were measured, and says when, how often and under what load", () => {
  const chart = chartOf(MEASURED);
  expect([...chart.matchAll(/text-anchor="end">([^<]*)</g)].map(([, name]) => name)).toEqual(["the floor", "Recado"]);
  expect(chart).toContain(">560 ms<");
  expect(chart).toContain("2026-11-26: medians of 7, load 0.5 to 1.3 on 2 processors");
});

test("a median is the middle one, or the middle of two", () => {
  expect([median([9, 1, 5]), median([4, 1, 3, 2]), median([7])]).toEqual([5, 2.5, 7]);
});

test("the README has a place for them, and a second run takes the place of the first", () => {
  const once = readmeWith(README, MEASURED);
  expect(once).toContain(tableOf(MEASURED));
  expect(once).toContain("Not measured: a <peer> (it could not be installed).");
  expect(readmeWith(once, { ...MEASURED, day: "2026-12-01" })).toBe(once.replace("2026-11-26, Chromium", "2026-12-01, Chromium"));
  expect(() => readmeWith("# Recado", MEASURED)).toThrow("no place");
});

test("what the README says was measured is what was measured, once something was", () => {
  const path = join(ROOT, "test/bench/measured.json");
  const isMeasured = existsSync(path);
  expect(README.includes("demo/look/bench.svg")).toBe(isMeasured);
  if (!isMeasured) return;
  const measured: Measured = JSON.parse(readFileSync(path, "utf8"));
  expect(readmeWith(README, measured)).toBe(README);
  expect(readFileSync(join(ROOT, "demo/look/bench.svg"), "utf8")).toBe(chartOf(measured));
});
