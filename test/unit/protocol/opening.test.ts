/** Business hours against Intl's own clock: every zone it knows, daylight saving, nights, holidays. */
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { Hours, type Span } from "../../../src/protocol/hours.js";
import { dayEnd, openingAt } from "../../../src/protocol/opening.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NINE_TO_SIX: readonly Span[] = [{ from: "09:00", to: "18:00" }];
const at = (text: string) => Date.parse(text);

function hours(timeZone: string, workdays: readonly Span[], more: Partial<Hours> = {}): Hours {
  const week = [0, 1, 2, 3, 4].map(() => [...workdays]);
  return v.parse(Hours, { timeZone, week: [...week, [], []], holidays: [], ...more });
}
const daily = (timeZone: string, ...spans: Span[]) =>
  hours(timeZone, spans, { week: [spans, spans, spans, spans, spans, spans, spans] });

describe("by the clock on the shop's wall", () => {
  const lisbon = hours("Europe/Lisbon", NINE_TO_SIX);

  test("it opens and closes to the millisecond", () => {
    const opens = at("2026-11-26T09:00:00Z");
    const closes = at("2026-11-26T18:00:00Z");
    expect(openingAt(lisbon, opens - 1)).toEqual({ isOpen: false, since: at("2026-11-25T18:00:00Z"), until: opens });
    expect(openingAt(lisbon, opens)).toEqual({ isOpen: true, since: opens, until: closes });
    expect(openingAt(lisbon, closes - 1).isOpen).toBe(true);
    expect(openingAt(lisbon, closes)).toEqual({ isOpen: false, since: closes, until: at("2026-11-27T09:00:00Z") });
  });

  test("on Friday evening it says Monday, and in summer an hour earlier by UTC", () => {
    expect(openingAt(lisbon, at("2026-11-27T20:00:00Z")).until).toBe(at("2026-11-30T09:00:00Z"));
    expect(openingAt(lisbon, at("2026-07-03T20:00:00Z")).until).toBe(at("2026-07-06T08:00:00Z"));
  });

  test("several spans a day, and one over midnight into a day that has none", () => {
    const bar = hours("Europe/Madrid", [
      { from: "12:00", to: "16:00" },
      { from: "20:00", to: "02:00" },
    ]);
    expect(openingAt(bar, at("2026-11-27T16:30:00Z"))).toMatchObject({ isOpen: false, until: at("2026-11-27T19:00:00Z") });
    expect(openingAt(bar, at("2026-11-28T00:30:00Z"))).toMatchObject({ isOpen: true, until: at("2026-11-28T01:00:00Z") });
    expect(openingAt(bar, at("2026-11-28T01:00:00Z"))).toMatchObject({ isOpen: false, until: at("2026-11-30T11:00:00Z") });
  });

  test("spans that touch or overlap are one, from evening to the next noon", () => {
    const night = daily("UTC", { from: "18:00", to: "24:00" }, { from: "00:00", to: "06:00" }, { from: "05:00", to: "12:00" });
    expect(openingAt(night, at("2026-11-26T20:00:00Z"))).toEqual({
      isOpen: true,
      since: at("2026-11-26T18:00:00Z"),
      until: at("2026-11-27T12:00:00Z"),
    });
  });

  test("day and night has no end to tell of, and no hours at all are always open", () => {
    expect(openingAt(daily("Asia/Tokyo", { from: "00:00", to: "24:00" }), at("2026-11-26T20:00:00Z"))).toEqual({ isOpen: true });
    expect(openingAt(undefined, 0)).toEqual({ isOpen: true });
  });

  test("a week without any is closed, with nothing to look forward to", () => {
    expect(openingAt(daily("UTC"), at("2026-11-26T20:00:00Z"))).toEqual({ isOpen: false });
  });

  test("a holiday is closed, or has hours of its own; the night before still ends as it would", () => {
    const bar = daily("Europe/Berlin", { from: "18:00", to: "02:00" });
    const closed = {
      ...bar,
      holidays: [
        { date: "2026-12-25", spans: [] },
        { date: "2026-12-26", name: "Second day", spans: [{ from: "20:00", to: "22:00" }] },
      ],
    };
    expect(openingAt(closed, at("2026-12-25T00:30:00Z"))).toMatchObject({ isOpen: true, until: at("2026-12-25T01:00:00Z") });
    expect(openingAt(closed, at("2026-12-25T18:00:00Z"))).toMatchObject({ isOpen: false, until: at("2026-12-26T19:00:00Z") });
    expect(openingAt(closed, at("2026-12-26T20:00:00Z"))).toMatchObject({ isOpen: true, until: at("2026-12-26T21:00:00Z") });
  });

  test("open once a year, on a holiday alone", () => {
    const once = { ...daily("UTC"), holidays: [{ date: "2027-05-01", spans: [{ from: "10:00", to: "11:00" } as const] }] };
    expect(openingAt(once, at("2026-06-01T00:00:00Z")).until).toBe(at("2027-05-01T10:00:00Z"));
    expect(openingAt(once, at("2027-05-01T10:30:00Z"))).toMatchObject({ isOpen: true, until: at("2027-05-01T11:00:00Z") });
  });
});

describe("where clocks are changed", () => {
  test("put forward: what begins in the hour left out begins after it", () => {
    // Berlin, 29 March 2026: 02:00 is 03:00.
    const berlin = daily("Europe/Berlin", { from: "02:30", to: "05:00" });
    expect(openingAt(berlin, at("2026-03-28T22:00:00Z"))).toMatchObject({ isOpen: false, until: at("2026-03-29T01:00:00Z") });
    const gone = daily("Europe/Berlin", { from: "02:10", to: "02:50" });
    expect(openingAt(gone, at("2026-03-28T22:00:00Z")).until).toBe(at("2026-03-30T00:10:00Z"));
  });

  test("put back: nothing opens twice", () => {
    // Berlin, 25 October 2026: 03:00 is 02:00 again.
    const berlin = daily("Europe/Berlin", { from: "01:00", to: "02:30" });
    expect(openingAt(berlin, at("2026-10-25T00:00:00Z"))).toMatchObject({ isOpen: true, until: at("2026-10-25T00:30:00Z") });
    expect(openingAt(berlin, at("2026-10-25T01:15:00Z"))).toMatchObject({ isOpen: false, until: at("2026-10-26T00:00:00Z") });
  });

  test("at midnight itself: a day that begins at one o'clock", () => {
    // Santiago, 6 September 2026: 00:00 is 01:00.
    const santiago = daily("America/Santiago", { from: "00:00", to: "24:00" });
    expect(openingAt(santiago, at("2026-09-06T04:00:00Z"))).toEqual({ isOpen: true });
    const early = daily("America/Santiago", { from: "00:00", to: "08:00" });
    expect(openingAt(early, at("2026-09-06T03:00:00Z"))).toMatchObject({ isOpen: false, until: at("2026-09-06T04:00:00Z") });
  });
});

describe("the end of the working day", () => {
  test("is its last closing, not the lunch break's; else midnight", () => {
    const shop = daily("Europe/Lisbon", { from: "09:00", to: "12:00" }, { from: "13:00", to: "18:00" });
    expect(dayEnd(shop, at("2026-11-26T08:00:00Z"))).toBe(at("2026-11-26T18:00:00Z"));
    expect(dayEnd(shop, at("2026-11-26T12:30:00Z"))).toBe(at("2026-11-26T18:00:00Z"));
    expect(dayEnd(shop, at("2026-11-26T18:00:00Z"))).toBe(at("2026-11-27T00:00:00Z"));
  });

  test("past midnight it is still the day that began the evening before", () => {
    const bar = daily("UTC", { from: "20:00", to: "02:00" });
    expect(dayEnd(bar, at("2026-11-26T01:00:00Z"))).toBe(at("2026-11-26T02:00:00Z"));
    expect(dayEnd(bar, at("2026-11-26T03:00:00Z"))).toBe(at("2026-11-27T02:00:00Z"));
  });
});

describe("always", () => {
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59))
    .map((parts) => parts.map((n) => String(n).padStart(2, "0")).join(":"));
  const span = fc
    .tuple(clock, fc.oneof(clock, fc.constant("24:00")))
    .filter(([from, to]) => from !== to)
    .map(([from, to]) => ({ from, to }));
  const spans = fc.array(span, { maxLength: 3 });
  const anyZone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  const moment = fc.integer({ min: at("1995-01-01T00:00:00Z"), max: at("2037-12-31T00:00:00Z") });
  /** With holidays around the moment asked about, and often near a change of the clocks. */
  const asked = fc
    .record({ timeZone: anyZone, week: fc.tuple(spans, spans, spans, spans, spans, spans, spans), at: moment, holiday: spans })
    .map(({ timeZone, week, at, holiday }) => ({
      at,
      hours: v.parse(Hours, {
        timeZone,
        week,
        holidays: [{ date: new Date(at + DAY_MS).toISOString().slice(0, 10), spans: holiday }],
      }),
    }));
  const changes = fc.record({ asked, step: fc.integer({ min: -3 * HOUR_MS, max: 3 * HOUR_MS }) }).map(({ asked, step }) => {
    const change = nextChange(asked.hours.timeZone, asked.at);
    return change === undefined ? asked : { ...asked, at: change + step };
  });

  const walls = new Map<string, Intl.DateTimeFormat>();
  /** What is on the wall: "2026-11-26 09:00:00". */
  function wall(timeZone: string, at: number): string {
    const clock = walls.get(timeZone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    walls.set(timeZone, clock);
    return clock.format(at);
  }

  function nextChange(timeZone: string, from: number): number | undefined {
    const offset = (at: number) => at - Date.parse(`${wall(timeZone, at).replace(" ", "T")}Z`) - (at % 1_000);
    // Clocks are changed twice a year at most, or for a month of fasting: no step of two weeks leaves one out.
    for (let day = 0; day < 400; day += 14) {
      if (offset(from + day * DAY_MS) !== offset(from + (day + 14) * DAY_MS)) {
        let [low, high] = [from + day * DAY_MS, from + (day + 14) * DAY_MS];
        while (high - low > 1_000) {
          const middle = Math.round((low + high) / 2_000) * 1_000;
          if (offset(middle) === offset(low)) low = middle;
          else high = middle;
        }
        return high;
      }
    }
    return undefined;
  }

  /** In the hour that the clock shows a second time. */
  const isRepeated = (timeZone: string, at: number) =>
    Array.from({ length: 18 }, (_, n) => wall(timeZone, at - (n + 1) * 10 * 60_000)).some((shown) => shown >= wall(timeZone, at));

  /** Straight from the wall: its date's spans, and what is left of the day before. */
  function isOpenByTheWall({ timeZone, week, holidays }: Hours, at: number): boolean {
    const [date = "", time = ""] = wall(timeZone, at).split(" ");
    const on = (date: string) =>
      holidays.find((day) => day.date === date)?.spans ?? week[(new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7] ?? [];
    const before = new Date(Date.parse(`${date}T12:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
    return (
      on(date).some(({ from, to }) => time >= from && (to <= from || time < to)) ||
      on(before).some(({ from, to }) => to <= from && time < to)
    );
  }

  const worlds = [
    ["at any time", asked],
    ["around a change of the clocks", changes],
  ] as const;
  test.each(worlds)("%s it is open exactly when the clock on the wall says so", (_, world) => {
    fc.assert(
      fc.property(world, ({ hours, at }) => {
        fc.pre(!isRepeated(hours.timeZone, at));
        expect(openingAt(hours, at).isOpen).toBe(isOpenByTheWall(hours, at));
      }),
      { numRuns: 400 },
    );
  });

  test.each(worlds)("%s what holds has held since and holds until it says, and not a millisecond longer", (_, world) => {
    fc.assert(
      fc.property(world, fc.double({ min: 0, max: 1, noNaN: true }), ({ hours, at }, part) => {
        const { isOpen, since, until } = openingAt(hours, at);
        for (const end of [since, until]) {
          if (end === undefined) continue;
          const within = Math.floor(at + (end - at) * part);
          if (within < (until ?? Infinity)) expect(openingAt(hours, within).isOpen).toBe(isOpen);
        }
        if (since !== undefined) expect(openingAt(hours, since - 1).isOpen).toBe(!isOpen);
        if (until !== undefined) expect(openingAt(hours, until).isOpen).toBe(!isOpen);
        if (until !== undefined) expect(openingAt(hours, until - 1).isOpen).toBe(isOpen);
      }),
      { numRuns: 300 },
    );
  });
});

test.each([
  ["a zone that is none", { timeZone: "Europe/Atlantis" }],
  ["an offset, which knows no summer", { timeZone: "+02:00" }],
  ["a day that is none", { holidays: [{ date: "2026-02-30", spans: [] }] }],
  [
    "a day twice",
    {
      holidays: [
        { date: "2026-12-25", spans: [] },
        { date: "2026-12-25", spans: [] },
      ],
    },
  ],
  ["a time that is none", { holidays: [{ date: "2026-12-25", spans: [{ from: "9:00", to: "18:00" }] }] }],
  ["a span without length", { holidays: [{ date: "2026-12-25", spans: [{ from: "09:00", to: "09:00" }] }] }],
  ["six days", { week: [[], [], [], [], [], []] }],
])("hours with %s are refused", (_, wrong) => {
  expect(v.safeParse(Hours, { ...daily("UTC"), ...wrong }).success).toBe(false);
});
