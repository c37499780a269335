/**
 * What a mail may cost before anybody parses it, found out in one pass over its bytes. The parser's work grows with lines, parts and
 * headers rather than with bytes, and it holds the process while it works: a megabyte of line feeds would hold it for ten seconds.
 */

/** As much as the large mailbox providers let out. */
export const LARGEST_MAIL_BYTES = 25 * 1_048_576;
/** The longest ways through providers and lists leave half of it; Sendmail's own limit is 32,768. */
const LARGEST_HEAD_BYTES = 65_536;
/** Lines of them; a mail that came a long way has a hundred or two. */
const MOST_HEAD_LINES = 1_000;
/** An honest attachment is in lines of 76 characters, honest text in fewer than this. */
const MOST_SHORT_LINES = 10_000;
const AVERAGE_LINE_BYTES = 60;
/** Lines that may be a boundary, and often are lines of dashes or comments in a file. */
const MOST_BOUNDARIES = 1_000;
/** Parts in truth. A mail of a person has a dozen. */
export const MOST_PARTS = 300;

/** For the parser: the same limits for what is nested inside. */
export const PARSER_LIMITS = {
  maxNestingDepth: 50,
  maxHeadersSize: 3 * LARGEST_HEAD_BYTES,
  maxRfc822NestingDepth: 0,
  rfc822Attachments: true,
};

const LF = 10;
const CR = 13;
const DASH = 45;

export type Excess = "too-large" | "too-many-headers" | "too-many-lines" | "too-many-parts";

export function excessOf(raw: Uint8Array): Excess | undefined {
  if (raw.byteLength > LARGEST_MAIL_BYTES) return "too-large";
  const head = endOfHead(raw);
  if (head > LARGEST_HEAD_BYTES || linesIn(raw.subarray(0, head)) > MOST_HEAD_LINES) return "too-many-headers";
  const mostLines = MOST_SHORT_LINES + raw.byteLength / AVERAGE_LINE_BYTES;
  let [lines, boundaries] = [0, 0];
  for (let start = 0; start < raw.byteLength; lines++) {
    if (raw[start] === DASH && raw[start + 1] === DASH) boundaries++;
    if (lines > mostLines) return "too-many-lines";
    if (boundaries > MOST_BOUNDARIES) return "too-many-parts";
    const end = raw.indexOf(LF, start);
    if (end < 0) break;
    start = end + 1;
  }
  return undefined;
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) lines++;
  return lines;
}

/** Where the empty line after the headers begins; the end of the mail where there is none. */
export function endOfHead(raw: Uint8Array): number {
  for (let start = 0; start < raw.byteLength; ) {
    if (raw[start] === LF || (raw[start] === CR && raw[start + 1] === LF)) return start;
    const end = raw.indexOf(LF, start);
    if (end < 0) break;
    start = end + 1;
  }
  return raw.byteLength;
}
