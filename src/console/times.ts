/** Instants and spans as an agent reads them. Days are the reader's own: "today" ends at their midnight. */
import { LOCALE, words } from "./words.js";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: "short" });
const date = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short" });
const fullDate = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric" });
const longDay = new Intl.DateTimeFormat(LOCALE, { weekday: "long", day: "numeric", month: "long" });
const exact = new Intl.DateTimeFormat(LOCALE, { dateStyle: "full", timeStyle: "medium" });

export const timeOf = (at: number): string => clock.format(at);
/** For a tooltip: everything there is to know. */
export const exactly = (at: number): string => exact.format(at);

/** Whole calendar days between two instants, as the reader's calendar has them; daylight saving changes no day's number. */
export function daysBetween(at: number, now: number): number {
  const noon = (instant: number) => new Date(instant).setHours(12, 0, 0, 0);
  return Math.round((noon(now) - noon(at)) / DAY);
}

/** "16:20", "Fri", "20 Nov", "20 Nov 2025": as short as it is clear. */
export function whenOf(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days <= 0) return timeOf(at);
  if (days < 7) return weekday.format(at);
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? date.format(at) : fullDate.format(at);
}

/** "20 Nov 2025": for what is looked at once a year. */
export const dateOf = (at: number): string => fullDate.format(at);

/** A clock time, with its day unless that is today. Past or to come. */
export function momentOf(at: number, now: number): string {
  const days = Math.abs(daysBetween(at, now));
  if (days === 0) return timeOf(at);
  return `${days < 7 ? weekday.format(at) : date.format(at)} ${timeOf(at)}`;
}

/** The same by the clock of another place: "18:00", "Mon 09:00", "4 Jan 09:00". */
export function momentIn(timeZone: string, at: number, now: number): string {
  const dateIn = (instant: number) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(instant);
  const time = new Intl.DateTimeFormat(LOCALE, { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
  const days = Math.round((Date.parse(dateIn(at)) - Date.parse(dateIn(now))) / DAY);
  if (days === 0) return time;
  const day = days < 7 ? ({ weekday: "short" } as const) : ({ day: "numeric", month: "short" } as const);
  return `${new Intl.DateTimeFormat(LOCALE, { timeZone, ...day }).format(at)} ${time}`;
}

/** Monday first. */
export function weekdays(): readonly string[] {
  const name = new Intl.DateTimeFormat(LOCALE, { weekday: "long", timeZone: "UTC" });
  // 1 January 2024 was one.
  return [1, 2, 3, 4, 5, 6, 7].map((day) => name.format(Date.UTC(2024, 0, day)));
}

/** The coming midnight, by the reader's own clock. */
export const midnightAfter = (now: number): number => new Date(now).setHours(24, 0, 0, 0);

export function dayOf(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return words.today;
  return days === 1 ? words.yesterday : longDay.format(at);
}

/** "8 s", "2 min", "3 h", "2 days": one unit, because nobody subtracts seconds from hours. */
export function spanOf(ms: number): string {
  const span = Math.max(0, ms);
  if (span < 90 * SECOND) return words.seconds(Math.ceil(span / SECOND));
  if (span < 90 * MINUTE) return words.minutes(Math.round(span / MINUTE));
  if (span < 36 * HOUR) return words.hours(Math.round(span / HOUR));
  return words.days(Math.round(span / DAY));
}

/** The same looking back, where seconds are noise and a minute begun is not yet a minute. */
export function agoOf(ms: number): string {
  if (ms < MINUTE) return words.lessThanAMinute;
  return ms < 90 * MINUTE ? words.minutes(Math.floor(ms / MINUTE)) : spanOf(ms);
}
