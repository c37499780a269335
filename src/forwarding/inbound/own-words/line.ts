/** A mail as lines, and what each of them was found to be. Reading HTML is left to html-lines.ts. */

/**
 * `quote`: somebody else's words, marked as such. `sent`: words of the mail that is answered. `intro`: the line that introduces a
 * quotation ("Ana wrote:"). `rest`: from here on it is another mail. `signature`: what a program or a habit puts under each mail.
 */
export type Role = "words" | "blank" | "quote" | "sent" | "intro" | "rest" | "signature";

export interface Line {
  readonly text: string;
  /** Where the HTML said so already. */
  readonly role?: Role;
}

/** Longest mail that is looked at, in UTF-16 units; an answer longer than this is cut. */
export const LONGEST_TEXT = 65_536;
/** Longest part of a line a regular expression gets to see. */
export const LONGEST_LINE = 2_000;

export function textLines(text: string): Line[] {
  return wellCut(text, LONGEST_TEXT)
    .split(/\r\n|\r|\n/)
    .map((line) => ({ text: line.trimEnd() }));
}

/** Not between the halves of a character. */
function wellCut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}

export function isBlank(text: string): boolean {
  return /^[\s\p{Cf}]*$/u.test(text);
}

/** `>` before the line; or `AB>`, the initials some old programs put there. */
export function isQuoted(text: string): boolean {
  return /^\s{0,8}(?:[A-Z]{1,4})?>/.test(text);
}

/** Without the marks of quotation, however deep. */
export function unquoted(text: string): string {
  return text.replace(/^(?:[\s>|]|[A-Z]{1,4}>){1,80}/, "");
}
