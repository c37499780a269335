/** Times and days as the visitor's language writes them. The instants are the server's; the day is the visitor's own. */

import type { Language } from "../protocol/language.js";
import { localeOf } from "./locale.js";

const DAY_MS = 24 * 60 * 60 * 1_000;

export interface Times {
  /** 18:42 */
  clock(at: number): string;
  /** Today, Yesterday, Monday, 3 November, 3 November 2025 */
  day(at: number, now: number): string;
  /** For a screen reader or a tooltip: the whole of it. */
  full(at: number): string;
}

function timesIn(language: string): Times {
  const clock = new Intl.DateTimeFormat(language, { timeStyle: "short" });
  const full = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });
  const near = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const weekday = new Intl.DateTimeFormat(language, { weekday: "long" });
  const date = new Intl.DateTimeFormat(language, { day: "numeric", month: "long" });
  const dateOfAnotherYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" });
  const written = (at: number, now: number): string => {
    const days = daysBetween(at, now);
    if (days === 0 || days === 1) return near.format(-days, "day");
    if (days > 1 && days < 7) return weekday.format(at);
    return (new Date(at).getFullYear() === new Date(now).getFullYear() ? date : dateOfAnotherYear).format(at);
  };
  return {
    clock: (at) => clock.format(at),
    full: (at) => full.format(at),
    day: (at, now) => capital(written(at, now), language),
  };
}

const made = new Map<Language, Times>();

/** In the words' language, as the visitor's region writes it: en-GB has no AM and PM. */
export function timesFor(language: Language): Times {
  const known = made.get(language) ?? timesIn(localeOf(language));
  made.set(language, known);
  return known;
}

export function isSameDay(a: number, b: number): boolean {
  return daysBetween(a, b) === 0;
}

/** Calendar days, not spans of 24 hours: a day that changes to summer time has 23. */
function daysBetween(at: number, now: number): number {
  const midnight = (instant: number) => new Date(instant).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(at)) / DAY_MS);
}

const capital = (text: string, language: string): string => text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
