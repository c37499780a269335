/**
 * "Back Monday 9:00 · leave a message…": the away line where the site's hours say when somebody is there again, in the visitor's own
 * zone. A file of its own for the browser, because it is seldom wanted; its one sentence is here in every language.
 */
import type { Chat } from "../client/face.js";
import type { Instant, Language } from "../protocol/index.js";
import type { Speech } from "./words.js";

const DAY_MS = 86_400_000;

/** A colon where a day would need a preposition that depends on it. */
const BACK: { readonly [language in Language]: string } = {
  en: "Back {when}",
  "pt-BR": "De volta: {when}",
  pt: "De volta: {when}",
  es: "De vuelta: {when}",
  fr: "De retour\u202f: {when}",
  de: "Wieder da: {when}",
  it: "Di nuovo qui: {when}",
  nl: "Weer terug: {when}",
  pl: "Wracamy: {when}",
  cs: "Budeme zpět: {when}",
  sv: "Tillbaka: {when}",
  da: "Tilbage: {when}",
  nb: "Tilbake: {when}",
  fi: "Paikalla taas: {when}",
  tr: "Dönüş: {when}",
  ja: "{when}に再開します",
  "zh-Hans": "{when}回来",
  ru: "Вернёмся: {when}",
  uk: "Повернемося: {when}",
  ro: "Revenim: {when}",
  el: "Επιστρέφουμε: {when}",
  hu: "Újra itt: {when}",
  ar: "نعود: {when}",
  he: "נחזור: {when}",
  fa: "بازمی‌گردیم: {when}",
  hi: "वापसी: {when}",
  id: "Kembali: {when}",
  vi: "Trở lại: {when}",
  th: "กลับมา: {when}",
  ko: "{when}에 다시 시작해요",
  "zh-Hant": "{when}回來",
};

/** What stands before the first dot says that nobody is there, and gives way. A sentence without one is the page's own, and stays whole. */
const NOBODY_HERE = /^[^·・]*?(?=\s?[·・])/;

/** The page's own sentence in place of ours, "opening.back", is looked for once: a path that is none is an error to be told once. */
const backs = new WeakMap<object, string>();

function backIn(speech: Pick<Speech, "language" | "own">): string {
  const ours = { back: BACK[speech.language] };
  const back = backs.get(speech) ?? (speech.own?.(ours, "opening") ?? ours).back;
  backs.set(speech, back);
  return back;
}

/** `line`: the away line as it is without hours. */
export function openingLine(
  line: string,
  { opensAt, now }: Pick<Chat, "opensAt" | "now">,
  speech: Pick<Speech, "language" | "own">,
): string {
  const at = opensAt.value ?? 0;
  // Past already: the site has opened, only nobody has come yet.
  if (at <= now()) return line;
  const back = backIn(speech).replace("{when}", () => whenOf(at, now(), localeOf(speech.language)));
  // No line begins with the dot.
  return (NOBODY_HERE.test(line) ? line.replace(NOBODY_HERE, back) : `${line} · ${back}`).replace(" ·", "\u00a0·");
}

/** As the visitor's region writes times: en-GB has no AM and PM. A look at the tag's beginning is enough for that, and needs nothing of the panel. */
const localeOf = (language: Language): string =>
  navigator.languages.find((tag) => tag.split("-")[0] === language.split("-")[0]) ?? language;

function whenOf(at: Instant, now: Instant, locale: string): string {
  const clock = { hour: "numeric", minute: "2-digit" } as const;
  const days = daysFrom(now, at);
  if (days < 2) {
    const near = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
    return `${near} ${new Intl.DateTimeFormat(locale, clock).format(at)}`;
  }
  // A week from today has today's name.
  const day = days < 7 ? ({ weekday: "long" } as const) : ({ day: "numeric", month: "long" } as const);
  return new Intl.DateTimeFormat(locale, { ...day, ...clock }).format(at);
}

/** Calendar days of the visitor, whose day may have 23 hours. */
function daysFrom(now: Instant, at: Instant): number {
  const midnight = (instant: Instant) => new Date(instant).setHours(0, 0, 0, 0);
  return Math.round((midnight(at) - midnight(now)) / DAY_MS);
}
