import { expect, test, vi } from "vitest";
import { agoOf, dayOf, daysBetween, momentOf, spanOf, whenOf } from "../../../src/console/times.js";

// A place whose clocks change, before anything asks what time it is.
vi.hoisted(() => {
  process.env.TZ = "Europe/Lisbon";
});

const at = (month: number, day: number, hour: number, minute = 0, year = 2026) =>
  new Date(year, month - 1, day, hour, minute).getTime();
const NOW = at(11, 22, 16, 20);

test("a day ends at midnight, not after 24 hours", () => {
  expect(daysBetween(at(11, 21, 23, 59), at(11, 22, 0, 1))).toBe(1);
  expect(daysBetween(at(11, 22, 0, 1), at(11, 22, 23, 59))).toBe(0);
  // The days on which clocks change have 23 or 25 hours.
  expect(at(3, 30, 12) - at(3, 28, 12)).toBe(47 * 3_600_000);
  expect(daysBetween(at(3, 28, 12), at(3, 30, 12))).toBe(2);
  expect(daysBetween(at(10, 24, 12), at(10, 26, 12))).toBe(2);
});

test("the inbox tells times as short as they are clear", () => {
  expect(whenOf(at(11, 22, 9, 5), NOW)).toBe("09:05");
  expect(whenOf(at(11, 20, 9, 5), NOW)).toBe("Fri");
  expect(whenOf(at(11, 2, 9, 5), NOW)).toBe("2 Nov");
  expect(whenOf(at(11, 2, 9, 5, 2025), NOW)).toBe("2 Nov 2025");
});

test("a moment has its day unless it is today, past or to come", () => {
  expect(momentOf(at(11, 22, 16, 22), NOW)).toBe("16:22");
  expect(momentOf(at(11, 23, 16, 22), NOW)).toBe("Mon 16:22");
  expect(momentOf(at(11, 20, 16, 22), NOW)).toBe("Fri 16:22");
  expect(momentOf(at(10, 2, 16, 22), NOW)).toBe("2 Oct 16:22");
});

test("days are called by their names", () => {
  expect(dayOf(at(11, 22, 1), NOW)).toBe("Today");
  expect(dayOf(at(11, 21, 23), NOW)).toBe("Yesterday");
  expect(dayOf(at(11, 18, 12), NOW)).toBe("Wednesday 18 November");
});

test("a span has one unit, and a countdown never says zero before its end", () => {
  expect(spanOf(400)).toBe("1 s");
  expect(spanOf(8_000)).toBe("8 s");
  expect(spanOf(120_000)).toBe("2 min");
  expect(spanOf(3 * 3_600_000)).toBe("3 h");
  expect(spanOf(3 * 86_400_000)).toBe("3 days");
});

test("looking back, a minute begun is not yet a minute", () => {
  expect(agoOf(59_000)).toBe("less than a minute");
  expect(agoOf(22 * 60_000 + 59_000)).toBe("22 min");
  expect(agoOf(36 * 3_600_000)).toBe("2 days");
});
