import fc from "fast-check";
import { expect, test } from "vitest";
import { AT_END, beginningAt, drawn, MOST_DRAWN, type Sight, SLIDE, STEP, wanted } from "../../../src/widget/stretch.js";

const named = (count: number, from = 0) => Array.from({ length: count }, (_, index) => ({ id: `line ${from + index}` }));

test("at first a page is drawn whole, of more the last lines, and it goes along with what comes, by steps", () => {
  for (const page of [50, 58]) expect(drawn(named(page), AT_END)).toEqual({ from: 0, to: page });
  expect(drawn(named(59), AT_END)).toEqual({ from: 4 * SLIDE, to: 59 });
  const from = 10_000 - MOST_DRAWN / 4 - SLIDE;
  expect(drawn(named(10_000), AT_END)).toEqual({ from, to: 10_000 });
  for (const more of [1, SLIDE]) {
    expect(drawn(named(10_000 + more), AT_END)).toEqual({ from: from + SLIDE, to: 10_000 + more });
  }
});

test("a stretch in the middle stays with its lines, whatever comes in above and below", () => {
  const before = named(500, 1_000);
  const stretch = beginningAt(before, 100, MOST_DRAWN);
  const { from, to } = drawn(before, stretch);
  const after = named(1_050, 500);
  const now = drawn(after, stretch);
  expect(after.slice(now.from, now.to)).toEqual(before.slice(from, to));
});

test("one whose lines are gone, with a visitor who left, is the end again", () => {
  const stretch = beginningAt(named(500), 100, MOST_DRAWN);
  expect(drawn(named(3, 9_000), stretch)).toEqual({ from: 0, to: 3 });
});

test("wherever it begins, never more lines are drawn than allowed, and one at least", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: -500, max: 3_000 }), (count, from) => {
      const made = drawn(named(count), beginningAt(named(count), from, MOST_DRAWN));
      expect(made.to - made.from).toBe(Math.min(count, MOST_DRAWN));
      expect(made.from).toBeGreaterThanOrEqual(0);
      expect(made.to).toBeLessThanOrEqual(count);
    }),
  );
});

const LINE = 50;
/** A screen of ten lines whose top is at this line, of a thousand, of which those from 500 on are drawn. */
const at = (line: number): Sight => ({
  ...{ top: line * LINE, view: 10 * LINE, above: 500 * LINE, end: (500 + MOST_DRAWN) * LINE, height: 1_000 * LINE },
});
const asked = (line: number) => wanted({ from: 500, to: 500 + MOST_DRAWN }, MOST_DRAWN, 1_000, at(line));

test("it moves when the eye is near what is not drawn, and goes where the bar is dragged to", () => {
  expect(asked(540)).toBeUndefined();
  expect(asked(515)).toEqual({ from: 500 - STEP, most: MOST_DRAWN });
  expect(asked(572)).toEqual({ from: 500 + STEP, most: MOST_DRAWN });
  expect(asked(100)).toEqual({ from: 100 - STEP, most: MOST_DRAWN, aim: 100 });
  expect(asked(900)).toEqual({ from: 900 - STEP, most: MOST_DRAWN, aim: 900 });
});

test("a screen so tall that it would soon be through gets more lines, and not without end", () => {
  const tall = { ...at(540), view: 30 * LINE };
  expect(wanted({ from: 500, to: 596 }, MOST_DRAWN, 1_000, tall)).toEqual({ from: 500 - STEP, most: MOST_DRAWN + STEP });
  expect(
    wanted({ from: 300, to: 588 }, 3 * MOST_DRAWN, 1_000, { ...tall, top: 450 * LINE, above: 300 * LINE, end: 588 * LINE }),
  ).toBeUndefined();
});
