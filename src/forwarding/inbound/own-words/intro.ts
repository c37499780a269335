/**
 * "On Mon, 3 May 2026 at 12:00, Ana <ana@example.com> wrote:": the line that introduces a quotation, in any language. No program's exact
 * form is looked for, but what all of them have in common: a date in front or an address, a verb, a colon at the end, over a few lines.
 */
import { LANGUAGES } from "./languages.js";
import { isBlank, isQuoted } from "./line.js";
import { anyOf } from "./pattern.js";

/** Programs wrap these lines at about 76 columns; names and addresses can be long. */
const MOST_LINES = 6;
const LONGEST_INTRO = 600;

const WROTE = new RegExp(anyOf(LANGUAGES.flatMap((one) => one.wrote)), "u");
const WROTE_COLON = new RegExp(`${WROTE.source}\\s{0,3}[:：]`, "u");
const WROTE_END = new RegExp(`${WROTE.source}[\\s*_–—-]{0,8}$`, "u");
const ON = new RegExp(`^${anyOf(LANGUAGES.flatMap((one) => one.on))}[\\s,:]{0,3}`, "u");
/** Zoho puts it between dashes: "---- On Mon, … Ana <…> wrote ----". */
const DECORATION = /^[\s*_"“„«–—-]{1,8}/;
const DASHED = /^[-–—]{3}.{1,200}[-–—]{3}$/;
const COLON_END = /[:：][\s*_]{0,3}$/;
/** A year, a time or a date in figures. */
const FIGURES = /\d{4}|\d{1,2}[:.h]\d{2}|\d{1,2}[./-]\d{1,2}/;
const FULL_FIGURES = /\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}[:.]\d{2}/;
const DAY_AND_TIME = /\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}.{1,20}\d{1,2}[:.]\d{2}/;
/** Not "Aug.", and not "3." */
const SENTENCE_END = /[!?。！？]$|(?:\p{L}{5}|\d{2})\.$/u;
const ADDRESS_IN_BRACKETS = /[<([][^\s<>()[\]]{1,200}@[^\s<>()[\]]{1,200}/;
const ADDRESS_END = /@[^\s@]{1,200}[>)]$/;
/** Gmail, where it has no words for it: "2026-05-03 17:21 GMT+01:00 Ana". */
const GMAIL_BARE = /^\d{4}-\d{2}-\d{2} \d{1,2}:\d{2} GMT/;

/**
 * How many lines from `at` on introduce a quotation; 0 when they do not. `beforeQuote(next)` tells whether what follows line `next - 1`
 * is marked as quoted: then much less is asked for.
 */
export function introLength(
  lines: readonly string[],
  at: number,
  dates: ReadonlySet<string>,
  beforeQuote: (next: number) => boolean,
): number {
  const first = lines[at] ?? "";
  if (isBlank(first) || isQuoted(first)) return 0;
  if (GMAIL_BARE.test(first)) return 1;
  const begin = beginningOf(first, dates);
  let joined = "";
  for (let length = 1; length <= MOST_LINES; length++) {
    const next = lines[at + length - 1] ?? "";
    // An address may be cut before its last bracket, which then looks like a mark of quotation.
    const isCut = joined.split("<").length > joined.split(">").length;
    if (isBlank(next) || (isQuoted(next) && !isCut)) return 0;
    // "At 5 I can come.": somebody's last line over the one that counts.
    if (length > 1 && begin === "date" && isDated(next, dates) && (hasOnDay(next) || !hasOnDay(first))) return 0;
    joined = `${joined} ${next.trim()}`.trimStart();
    if (joined.length > LONGEST_INTRO) return 0;
    if (isIntro(joined, begin, () => beforeQuote(at + length))) return length;
    // Whatever ends in a colon and is none of them is a sentence.
    if (begin === undefined || COLON_END.test(joined)) return 0;
  }
  return 0;
}

type Beginning = "date" | "name";

function beginningOf(line: string, dates: ReadonlySet<string>): Beginning | undefined {
  if (isDated(line, dates)) return "date";
  return ADDRESS_IN_BRACKETS.test(line) || line.endsWith("<") ? "name" : undefined;
}

/** "On Monday"; "at 10:12" may well be the second line of one that does. */
function hasOnDay(line: string): boolean {
  const start = line.toLowerCase().replace(DECORATION, "");
  return ON.test(start) && !/^\d{1,2}[:.h]\d{2}/.test(start.replace(ON, ""));
}

/** The name of a day or month with a figure close behind ("to" alone is a Finnish Thursday), or a figure where there is more of a date. */
function isDated(line: string, dates: ReadonlySet<string>): boolean {
  const start = line.toLowerCase().replace(DECORATION, "");
  const date = start.replace(ON, "");
  const [first = "", ...next] =
    date
      .slice(0, 80)
      .match(/[\p{L}\p{N}]{1,40}/gu)
      ?.slice(0, 3) ?? [];
  if (!date.startsWith(first)) return false;
  const isFigure = (word: string) => /^\p{N}/u.test(word);
  const hasOn = date !== start;
  if (isFigure(first)) return hasOn || next.some((word) => dates.has(word)) || (FIGURES.test(date) && !SENTENCE_END.test(date));
  // "On Mon," may be all there is on a line.
  return dates.has(first) && ((hasOn && next.length === 0) || next.some((word) => isFigure(word) || dates.has(word)));
}

function isIntro(text: string, begin: Beginning | undefined, beforeQuote: () => boolean): boolean {
  const small = text.toLowerCase();
  const isDashed = DASHED.test(small);
  const ends = isDashed || COLON_END.test(small);
  if (begin === undefined) return ends && isNamed(text, small, () => isDashed || beforeQuote());
  const address = ADDRESS_IN_BRACKETS.test(small);
  const figures = FIGURES.test(small);
  if (begin === "name") {
    if (!address || !ends) return false;
    if (WROTE.test(small)) return figures || beforeQuote() || isShortAfterAddress(small);
    // A language we have no verb of: day and time, then somebody's address, as no sentence has them.
    return beforeQuote() ? figures : DAY_AND_TIME.test(small.slice(0, small.search(ADDRESS_IN_BRACKETS)));
  }
  const wrote = WROTE.test(small);
  if (ends) return figures ? address || wrote || beforeQuote() : address && wrote;
  // Without the colon, or with the quotation behind it on the same line, there has to be all the rest.
  if (/\S@\S/.test(small) && wrote && (WROTE_COLON.test(small) || WROTE_END.test(small))) return true;
  return ADDRESS_END.test(small) && beforeQuote();
}

function isShortAfterAddress(small: string): boolean {
  return small.length - small.lastIndexOf("@") < 80;
}

/** "Ana wrote:", which anybody could write: over a quotation it is what it looks like, or after a full name where there is a date too. */
function isNamed(text: string, small: string, beforeQuote: () => boolean): boolean {
  if (text.length > 120) return false;
  const verb = WROTE.exec(small)?.index;
  if (verb === undefined) return false;
  return beforeQuote() || (FULL_FIGURES.test(text) && isName(text.slice(0, verb)));
}

function isName(text: string): boolean {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  return words.length > 1 && words.length < 6 && words.every((word) => /^["“„«(]?[\p{Lu}\p{Lo}]/u.test(word));
}

/** The names of days and months a date can begin with, in all languages we have and in this one. */
export function dateWords(locale: string | undefined): ReadonlySet<string> {
  if (locale === undefined || KNOWN_LOCALES.has(locale)) return KNOWN_DATES;
  try {
    return new Set([...KNOWN_DATES, ...wordsIn(locale)]);
  } catch {
    return KNOWN_DATES; // No locale at all: it was a browser's to name, and is no reason to refuse a mail.
  }
}

const KNOWN_DATES: ReadonlySet<string> = new Set(LANGUAGES.flatMap(({ locale }) => wordsIn(locale)));

const KNOWN_LOCALES: ReadonlySet<string> = new Set(LANGUAGES.map(({ locale }) => locale));

function wordsIn(locale: string): string[] {
  const parts = (["long", "short"] as const).flatMap((style) => {
    const format = new Intl.DateTimeFormat(locale, { weekday: style, month: style, day: "numeric", timeZone: "UTC" });
    // Each month, and by more days than a week has each of its days.
    return Array.from({ length: 36 }, (_, at) => format.formatToParts(Date.UTC(2026, at % 12, 1 + at))).flat();
  });
  const names = parts.filter(({ type }) => type === "weekday" || type === "month");
  const words = names.flatMap(({ value }) => /^\p{L}+/u.exec(value.toLowerCase()) ?? []);
  // Programs shorten in their own ways: "Don", "mie".
  return words.flatMap((word) => (word.length > 3 ? [word, word.slice(0, 3)] : [word]));
}
