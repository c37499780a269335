/** Foreign text made harmless before it becomes a header, a line of text or HTML. Nothing here escapes: html.ts and the MIME builder do. */

/** Whatever steers the direction of text or is not seen at all: soft hyphens, joiners, direction marks, tags. */
const INVISIBLE = /\p{Cf}/gu;
const CONTROLS = /\p{Cc}/gu;

/** Longest name in a header: nobody's mail program shows more, and a folded name is where parsers disagree. */
const LONGEST_NAME = 70;
const LONGEST_FACT = 300;

/**
 * A name for one line: no line breaks, no direction tricks, at most 70 characters. `=?` would be read as an encoded word by the
 * many programs that decode them even between quotation marks, where RFC 2047 forbids it.
 */
export function cleanName(name: string): string {
  return oneLine(name, LONGEST_NAME);
}

/** A line of the letter itself. */
export function cleanFact(fact: string): string {
  return oneLine(fact, LONGEST_FACT);
}

function oneLine(text: string, longest: number): string {
  const line = wellFormed(text)
    .replace(/[\s\u2028\u2029]+/g, " ")
    .replace(CONTROLS, "")
    .replace(INVISIBLE, "")
    .replaceAll("=?", "= ?")
    .trim();
  return [...line].slice(0, longest).join("").trim();
}

/** Text of a message: its line breaks and tabs stay, other controls go. Joiners stay too: Persian, Hindi and family emoji need them. */
export function cleanText(text: string): string {
  return wellFormed(text)
    .replace(/\r\n?|\u2028|\u2029/g, "\n")
    .replace(CONTROLS, (control) => (control === "\n" || control === "\t" ? control : ""));
}

/** A lone surrogate has no UTF-8 form; what the encoder makes of it should not be left to chance. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}
