/** Dates and times in a letter. Absolute: "yesterday" is wrong by the time it is read. */
import { type Language, languageOf } from "../../protocol/index.js";

/** For one letter; an unknown time zone of a site must not cost a mail, so it falls back to UTC, which is then said. */
export function timesIn(lang: string, timeZone: string | undefined): (at: number) => string {
  const format = kept(`times ${lang} ${timeZone}`, () => {
    const zone = timeZone !== undefined && accepts(() => new Intl.DateTimeFormat("en", { timeZone })) ? timeZone : undefined;
    return new Intl.DateTimeFormat(lang, {
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: zone ?? "UTC",
      ...(zone === undefined ? { timeZoneName: "short" as const } : {}),
    });
  });
  return (at) => format.format(at);
}

/** Dates as in the reader's own country, where it is our words' language: 18 Nov is Nov 18 to others who read English. */
export function dialectOf(locale: string, lang: Language): string {
  const isKnown = languageOf(locale) === lang && kept(`dialect ${locale}`, () => accepts(() => new Intl.DateTimeFormat(locale)));
  return isKnown ? locale : lang;
}

/** Intl's objects take longer to make than the rest of a letter. A locale is a stranger's word, so there is an end to what is kept. */
const MOST_KEPT = 100;
const made = new Map<string, unknown>();

function kept<T>(name: string, make: () => T): T {
  const found = made.get(name);
  if (found !== undefined) return found as T;
  if (made.size >= MOST_KEPT) made.clear();
  const fresh = make();
  made.set(name, fresh);
  return fresh;
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
