/** Dates and times in a letter. Absolute: "yesterday" is wrong by the time it is read. */

import { type Language, languageOf } from "../../protocol/index.js";

/** For one letter; an unknown time zone of a site must not cost a mail, so it falls back to UTC, which is then said. */
export function timesIn(lang: string, timeZone: string | undefined): (at: number) => string {
  const zone = timeZone !== undefined && accepts(() => new Intl.DateTimeFormat("en", { timeZone })) ? timeZone : undefined;
  const format = new Intl.DateTimeFormat(lang, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone ?? "UTC",
    ...(zone === undefined ? { timeZoneName: "short" as const } : {}),
  });
  return (at) => format.format(at);
}

/** Dates as in the reader's own country, where it is our words' language: 18 Nov is Nov 18 to others who read English. */
export function dialectOf(locale: string, lang: Language): string {
  return languageOf(locale) === lang && accepts(() => new Intl.DateTimeFormat(locale)) ? locale : lang;
}

/** Intl throws at names it does not know, and both come from outside. */
function accepts(make: () => Intl.DateTimeFormat): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
