/**
 * "On Mon, 3 May 2026 at 12:00, Ana <ana@example.com> wrote:": the line that introduces a quotation, in any language. No program's exact
 * form is looked for, but what all of them have in common: a date in front or an address, a verb, a colon at the end, over a few lines.
 */
import { LANGUAGES } from "./languages.js";
import { isBlank, isQuoted } from "./line.js";
import { anyOf } from "./pattern.js";

/** Programs wrap these lines at about 76 columns; names and addresses can be long. */
const MOST_LINES = 4;
const LONGEST_INTRO = 500;

const WROTE = new RegExp(anyOf(LANGUAGES.flatMap((one) => one.wrote)), "u");
const ON = new RegExp(`^${anyOf(LANGUAGES.flatMap((one) => one.on))}[\\s,:]{0,3}`, "u");
const DECORATION = /^[\s*_"“„«]{1,8}/;
/** A year, a time or a date in figures. */
const FIGURES = /\d{4}|\d{1,2}[:.h]\d{2}|\d{1,2}[./-]\d{1,2}/;
const ADDRESS_IN_BRACKETS = /[<([][^\s<>()[\]]{1,200}@[^\s<>()[\]]{1,200}/;
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
  if (begin === undefined) return weakIntro(first) && beforeQuote(at + 1) ? 1 : 0;
  let joined = "";
  for (let length = 1; length <= MOST_LINES; length++) {
    const next = lines[at + length - 1] ?? "";
    if (isBlank(next) || isQuoted(next)) return 0;
    // "In 2 weeks I will know.": somebody's last line over the one that counts.
    if (length > 1 && begin === "date" && hasOn(next) && isDated(next, dates)) return 0;
    joined = `${joined} ${next.trim()}`;
    if (joined.length > LONGEST_INTRO) return 0;
    if (/[:：][\s*_]{0,3}$/.test(joined)) return isIntro(joined, begin, () => beforeQuote(at + length)) ? length : 0;
    // Gmail again: the date, the name and the address, and nothing else.
    if (begin === "date" && /@[^\s@]{1,200}>$/.test(joined) && beforeQuote(at + length)) return length;
  }
  return 0;
}

type Beginning = "date" | "name";

function beginningOf(line: string, dates: ReadonlySet<string>): Beginning | undefined {
  if (isDated(line, dates)) return "date";
  return ADDRESS_IN_BRACKETS.test(line) || line.endsWith("<") ? "name" : undefined;
}

function hasOn(line: string): boolean {
  return ON.test(line.toLowerCase().replace(DECORATION, ""));
}

/** A figure in front, or the name of a day or month with a figure close behind: "to" alone is a Finnish Thursday. */
function isDated(line: string, dates: ReadonlySet<string>): boolean {
  const start = line.toLowerCase().replace(DECORATION, "").replace(ON, "");
  const [first = "", ...next] =
    start
      .slice(0, 80)
      .match(/[\p{L}\p{N}]{1,40}/gu)
      ?.slice(0, 3) ?? [];
  const isFigure = (word: string) => /^\p{N}/u.test(word);
  return (
    start.startsWith(first) && (isFigure(first) || (dates.has(first) && next.some((word) => isFigure(word) || dates.has(word))))
  );
}

function isIntro(joined: string, begin: Beginning, beforeQuote: () => boolean): boolean {
  const wrote = WROTE.test(joined.toLowerCase());
  const address = ADDRESS_IN_BRACKETS.test(joined);
  const figures = FIGURES.test(joined);
  if (begin === "date") return figures && (wrote || address || beforeQuote());
  return address && wrote && (figures || beforeQuote() || /^[^:：]{0,40}$/.test(joined.slice(joined.lastIndexOf("@"))));
}

/** "Ana wrote:", which anybody could write; over a quotation it is what it looks like. */
function weakIntro(line: string): boolean {
  return line.length <= 120 && /[:：][\s*_]{0,3}$/.test(line) && WROTE.test(line.toLowerCase());
}

/** The names of days and months a date can begin with, in all languages we have and in this one. */
export function dateWords(locale: string | undefined): ReadonlySet<string> {
  const found = locale === undefined ? undefined : wordsIn(locale);
  return found === undefined ? KNOWN_DATES : new Set([...KNOWN_DATES, ...found]);
}

const KNOWN_DATES: ReadonlySet<string> = new Set(LANGUAGES.flatMap(({ locale }) => wordsIn(locale)));

function wordsIn(locale: string): string[] {
  const parts = (["long", "short"] as const).flatMap((style) => {
    const format = new Intl.DateTimeFormat(locale, { weekday: style, month: style, day: "numeric", timeZone: "UTC" });
    return Array.from({ length: 12 }, (_, month) => format.formatToParts(Date.UTC(2026, month, 1 + month))).flat();
  });
  const names = parts.filter(({ type }) => type === "weekday" || type === "month");
  const words = names.flatMap(({ value }) => /^\p{L}+/u.exec(value.toLowerCase()) ?? []);
  // Programs shorten in their own ways: "Don", "mie".
  return words.flatMap((word) => (word.length > 3 ? [word, word.slice(0, 3)] : [word]));
}
