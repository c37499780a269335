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

/** Most that is read of a mail, in UTF-16 units and in lines; a longer answer is cut. */
export const LONGEST_TEXT = 65_536;
export const MOST_LINES = 4_000;
/** Longest part of a line a regular expression gets to see. */
export const LONGEST_LINE = 2_000;

export function textLines(text: string): Line[] {
  // Not between the halves of a character.
  const read = text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, "");
  return read.split(/\r\n|\r|\n/, MOST_LINES).map((line) => ({ text: line.trimEnd() }));
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
