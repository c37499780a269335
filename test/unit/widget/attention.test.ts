/** Read means attention: of the whole matrix only one cell may report, and only after the dwell time. */
import { describe, expect, test } from "vitest";
import { type Attention, createAttention, dwellMs, isAttending, isInView } from "../../../src/widget/attention.js";
import type { Surroundings } from "../../../src/widget/surroundings.js";

interface Room {
  readonly read: number[];
  readonly attention: Attention;
  set(change: Partial<State>): void;
  wait(ms: number): void;
}
interface State {
  isOpen: boolean;
  isVisible: boolean;
  hasFocus: boolean;
  lastInputAt: number;
}

/** A person before a page, on a clock that moves when told. */
function room(start: Partial<State> = {}): Room {
  let now = 1_000_000;
  const state: State = { isOpen: true, isVisible: true, hasFocus: true, lastInputAt: now, ...start };
  let timers: { at: number; call: () => void }[] = [];
  const watchers: (() => void)[] = [];
  const surroundings: Surroundings = {
    now: () => now,
    isVisible: () => state.isVisible,
    hasFocus: () => state.hasFocus,
    lastInputAt: () => state.lastInputAt,
    after(ms, call) {
      const timer = { at: now + ms, call };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    watch: (onChange) => void watchers.push(onChange),
  };
  const read: number[] = [];
  const attention = createAttention(
    surroundings,
    () => state.isOpen,
    (upTo) => read.push(upTo),
    new AbortController().signal,
  );
  return {
    read,
    attention,
    set(change) {
      Object.assign(state, change);
      for (const onChange of watchers) onChange();
    },
    wait(ms) {
      const until = now + ms;
      for (;;) {
        const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        now = next.at;
        timers = timers.filter((timer) => timer !== next);
        next.call();
      }
      now = until;
    },
  };
}

const seen = (seq: number, isInView = true, ms = 1_000) => ({ seq, isInView, dwellMs: ms });

describe("the matrix", () => {
  for (const isOpen of [true, false])
    for (const isVisible of [true, false])
      for (const isFocused of [true, false])
        for (const idleMs of [1_000, 90_000, 130_000])
          for (const inView of [true, false]) {
            const isRead = isOpen && isVisible && inView && (isFocused ? idleMs < 120_000 : idleMs < 60_000);
            const cell = [
              isOpen ? "open" : "closed",
              isVisible ? "visible" : "hidden",
              isFocused ? "focused" : "blurred",
              `idle ${idleMs / 1_000} s`,
              inView ? "in view" : "out of view",
            ];
            test(`${cell.join(", ")}: ${isRead ? "read" : "not read"}`, () => {
              const { attention, read, wait } = room({ isOpen, isVisible, hasFocus: isFocused, lastInputAt: 1_000_000 - idleMs });
              attention.see([seen(7, inView)]);
              wait(5_000);
              expect(read).toEqual(isRead ? [7] : []);
            });
          }
});

test("a glance shorter than a second reads nothing", () => {
  const { attention, read, wait } = room();
  attention.see([seen(7)]);
  wait(990);
  attention.see([seen(7, false)]);
  wait(5_000);
  expect(read).toEqual([]);
});

test("a break begins the second again", () => {
  const { attention, read, set, wait } = room();
  attention.see([seen(7)]);
  wait(900);
  set({ isVisible: false });
  wait(60_000);
  set({ isVisible: true, lastInputAt: 1_060_900 });
  wait(900);
  expect(read).toEqual([]);
  wait(200);
  expect(read).toEqual([7]);
});

test("coming back to the tab looks again without a scroll", () => {
  const { attention, read, set, wait } = room({ isVisible: false });
  attention.see([seen(7)]);
  wait(10_000);
  set({ isVisible: true });
  wait(1_000);
  expect(read).toEqual([7]);
});

test("of several in view the last one counts, and each is reported once", () => {
  const { attention, read, wait } = room();
  attention.see([seen(5), seen(6), seen(9)]);
  wait(10_000);
  expect(read).toEqual([9]);
});

test("who stops touching anything stops reading after two minutes", () => {
  const { attention, read, set, wait } = room();
  wait(121_000);
  attention.see([seen(7)]);
  wait(10_000);
  expect(read).toEqual([]);
  set({ lastInputAt: 1_131_000 });
  wait(1_000);
  expect(read).toEqual([7]);
});

test("a message of several screens takes longer, and never more than three seconds", () => {
  expect([dwellMs(40, 400), dwellMs(800, 400), dwellMs(1_200, 400), dwellMs(40_000, 400)]).toEqual([1_000, 1_250, 1_500, 3_000]);
});

test("in view are 60 % of a message, or of the log where the message is taller", () => {
  expect(isInView(59, 100, 400)).toBe(false);
  expect(isInView(60, 100, 400)).toBe(true);
  expect(isInView(240, 1_000, 400)).toBe(true);
  expect(isInView(0, 0, 0)).toBe(false);
});

test("a page nobody ever touched has no reader", () => {
  const never = { now: () => 5_000, isVisible: () => true, hasFocus: () => true, lastInputAt: () => Number.NEGATIVE_INFINITY };
  expect(isAttending(never)).toBe(false);
});
