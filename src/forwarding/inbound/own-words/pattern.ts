/** Words of a language as a regular expression: alternatives only, nothing that could go back and forth over a long line. */

/** Scripts written without spaces have no word boundaries to look for. */
const NO_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** "iPhoneから": next to those scripts a Latin word is whole. */
const LETTER = "[\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}]";

/**
 * One of the words, as a whole word, in a text made lower case. Case is not left to the expression: with the `i` flag, V8 takes half a second
 * to compile one of these.
 */
export function anyOf(words: readonly string[]): string {
  // The longest first, so that "In data" is not taken for "In".
  const sorted = [...new Set(words.map((word) => word.toLowerCase()))].sort((a, b) => b.length - a.length);
  const spaced = sorted.filter((word) => !NO_SPACES.test(word)).map(escaped);
  const dense = sorted.filter((word) => NO_SPACES.test(word)).map(escaped);
  const whole = spaced.length === 0 ? [] : [`(?<!${LETTER})(?:${spaced.join("|")})(?!${LETTER})`];
  return `(?:${[...whole, ...dense].join("|")})`;
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
