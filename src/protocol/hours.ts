/** When a site is open: weekly hours and holidays, by the clock on its own wall. What they mean at a moment says opening.ts. */
import * as v from "valibot";

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    // An offset is none: it knows no daylight saving.
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const Clock = v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "a time like 09:00"));

/** An end that is not later than its start is the next day's; "24:00" is midnight at the end of the day. */
export const Span = v.pipe(
  v.object({ from: Clock, to: v.union([Clock, v.literal("24:00")]) }),
  v.check(({ from, to }) => from !== to, "it ends when it begins"),
);
export type Span = v.InferOutput<typeof Span>;

const MOST_SPANS = 12;
const Spans = v.pipe(v.array(Span), v.maxLength(MOST_SPANS));

/** In place of that weekday's hours. Without any it is closed; what began the evening before still ends as it would have. */
export const Holiday = v.object({
  date: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/, "a date like 2026-12-25"), v.check(isDate, "no such day")),
  name: v.exactOptional(v.pipe(v.string(), v.trim(), v.maxLength(100))),
  spans: Spans,
});
export type Holiday = v.InferOutput<typeof Holiday>;

export const Hours = v.object({
  /** IANA, like `Europe/Lisbon`. */
  timeZone: v.pipe(v.string(), v.maxLength(100), v.check(isTimeZone, "a time zone like Europe/Lisbon")),
  /** Monday first. */
  week: v.tuple([Spans, Spans, Spans, Spans, Spans, Spans, Spans]),
  holidays: v.pipe(
    v.array(Holiday),
    v.maxLength(500),
    v.check((all) => new Set(all.map(({ date }) => date)).size === all.length, "each day once"),
  ),
});
export type Hours = v.InferOutput<typeof Hours>;
