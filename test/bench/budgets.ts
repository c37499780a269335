/** Each budget beside its figure. Times are of one run on one machine: those that can be are said in relation to the floor. */
import { figure } from "./chart.js";
import type { Idle, Long, Talk } from "./long.js";
import { type Budget, type Line, median } from "./measured.js";

export function budgetsOf(
  lines: readonly Line[],
  { shift, blankHeapKiB }: { readonly shift: number; readonly blankHeapKiB: number },
  prefetchedMs: readonly number[],
  talks: readonly Talk[],
  longs: readonly Long[],
  idle: Idle,
): Budget[] {
  const line = (name: string) => lines.find((one) => one.name === name) ?? { name };
  const [floor, ours] = [line("the floor"), line("Recado")];
  const most = (what: string, value: number, budget: number, unit: string): Budget => ({
    what,
    measured: `${value === 0 ? "0" : figure(value)} ${unit}`,
    budget: `${budget} ${unit}`,
    isMet: value <= budget,
  });
  const beside = (what: string, value = Number.NaN, below = Number.NaN, extra: number): Budget => ({
    what,
    measured: `${figure(value)} ms (floor ${figure(below)} ms)`,
    budget: `floor + ${extra} ms`,
    isMet: value <= below + extra,
  });
  const of = <One>(all: readonly One[], pick: (one: One) => number) => median(all.map(pick));
  return [
    beside("until the bubble is there, slow", ours.bubbleMs, floor.bubbleMs, 60),
    most("from the click to the field, slow", ours.composerMs ?? Number.NaN, 600, "ms"),
    most("the same, fetched ahead", median(prefetchedMs), 150, "ms"),
    most(
      "from the click to the last messages, a quarter of the processor",
      of(talks, (one) => one.openMs),
      100,
      "ms",
    ),
    beside("processor until it rests, over a blank page, slow", ours.cpuOverBlankMs, floor.cpuOverBlankMs, 20),
    most("blocking time", ours.blockingMs ?? Number.NaN, 0, "ms"),
    most("layout shift", shift, 0, ""),
    most("memory closed, over a blank page", ours.heapOverBlankKiB ?? Number.NaN, 150, "KiB"),
    most("memory open with 50 messages, over a blank page", of(talks, (one) => one.heapKiB) - blankHeapKiB, 1536, "KiB"),
    most("tasks of more than 50 ms, open and idle for a minute, a quarter of the processor", idle.longTasks, 0, ""),
    most("requests meanwhile", idle.requests, 0, ""),
    most(
      "10,000 messages: a key",
      of(longs, (one) => one.keyMs),
      50,
      "ms",
    ),
    most(
      "10,000 messages: sending",
      of(longs, (one) => one.sendMs),
      50,
      "ms",
    ),
    most(
      "10,000 messages: opening",
      of(longs, (one) => one.openMs),
      50,
      "ms",
    ),
    most(
      "10,000 messages: a frame while scrolling (95 %)",
      of(longs, (one) => one.frameMs),
      // Frames of a screen with 60 a second are 16.7 ms apart when none is late: less is not to be measured.
      17,
      "ms",
    ),
    most(
      "10,000 messages: rows in the page",
      of(longs, (one) => one.rows),
      300,
      "",
    ),
  ].map((budget) => ({ ...budget, measured: budget.measured.trim(), budget: budget.budget.trim() }));
}
