/** Gives every line its role. Which of them are kept is kept.ts's to say. */
import { isMarkerLine } from "../../letter/text-body.js";
import { isHeaderBlock, isOriginalLine } from "./header-block.js";
import { dateWords, introLength } from "./intro.js";
import { isBlank, isQuoted, type Line, LONGEST_LINE, type Role, unquoted } from "./line.js";
import { sentLines } from "./sent.js";
import { isDeviceLine } from "./signature.js";

export interface Hints {
  /** The text of the mail that is answered, as it went out: its lines are nobody's own words. */
  readonly sent?: string | undefined;
  /** Another language the answer may be in (BCP 47), beside those known: its names of days and months are understood too. */
  readonly locale?: string | undefined;
}

export function rolesOf(lines: readonly Line[], hints: Hints): Role[] {
  const texts = lines.map(({ text }) => text.slice(0, LONGEST_LINE));
  const bare = texts.map(unquoted);
  const ours = hints.sent === undefined ? [] : sentLines(lines, hints.sent);
  const roles = lines.map((line, at) => line.role ?? plainRole(texts[at] ?? "", ours[at] === true, texts[at - 1] ?? ""));
  const dates = dateWords(hints.locale);
  const content = nextContent(roles);
  const beforeQuote = (next: number) => isQuotation(roles[content[next] ?? -1]);
  for (let at = 0; at < lines.length; at++) {
    const role = roles[at];
    const text = texts[at] ?? "";
    if (role === undefined || role === "quote") {
      // Inside a quotation the names of those who are quoted are looked for too.
      const length = introLength(role === "quote" ? bare : texts, at, dates, beforeQuote);
      if (length > 0) roles.fill("intro", at, at + length);
    }
    if (roles[at] !== undefined) continue;
    if (isMarkerLine(text) || isOriginalLine(text) || isHeaderBlock(texts, at)) roles[at] = "rest";
    else roles[at] = isDeviceLine(text) ? "signature" : "words";
  }
  return roles.map((role) => role ?? "words");
}

export function isQuotation(role: Role | undefined): boolean {
  return role === "quote" || role === "sent";
}

function plainRole(text: string, isOurs: boolean, before: string): Role | undefined {
  if (isBlank(text)) return "blank";
  if (isOurs) return "sent";
  return isQuoted(text) || isTorn(text, before) ? "quote" : undefined;
}

/** The end of a quoted line that some program has wrapped without marking it again: it goes on in the middle of a sentence. */
function isTorn(text: string, before: string): boolean {
  return isQuoted(before) && before.length >= 60 && /[\p{L}\p{N},]$/u.test(before) && /^\p{Ll}/u.test(text);
}

/** For each line, and for the end, the first line from there on that is not blank. */
function nextContent(roles: readonly (Role | undefined)[]): number[] {
  const next: number[] = new Array(roles.length + 1).fill(roles.length);
  for (let at = roles.length - 1; at >= 0; at--) next[at] = roles[at] === "blank" ? (next[at + 1] ?? at) : at;
  return next;
}
