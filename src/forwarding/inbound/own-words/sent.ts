/** Which lines were ours: of the very mail that is answered, however the visitor's program has wrapped and marked them. */
import { isBlank, isQuoted, type Line, LONGEST_LINE, LONGEST_TEXT, unquoted } from "./line.js";

/** So many words in a row are looked for: two texts by two people hardly share them all along a line. */
const RUN = 3;
/** Unmarked lines are only ours when they are long enough not to have been said again. */
const LONG_ENOUGH = 5;

/** True for every line that was ours. Work grows with the two lengths, not with their product. */
export function sentLines(lines: readonly Line[], sent: string): boolean[] {
  const runs = runsOf(wordsOf(sent.slice(0, LONGEST_TEXT)));
  const content = lines.flatMap(({ text }, at) => {
    if (isBlank(text)) return [];
    const words = wordsOf(unquoted(text.slice(0, LONGEST_LINE)));
    const isOurs = words.length > 0 && runsAlong(words).every((run) => runs.has(run));
    return [{ at, isQuote: isQuoted(text), isOurs, isLong: words.length >= LONG_ENOUGH }];
  });
  const found = new Array<boolean>(lines.length).fill(false);
  content.forEach(({ at, isQuote, isOurs, isLong }, place) => {
    const isNear = (near: number) => content[near]?.isOurs === true && !content[near].isQuote;
    const [before, after] = [isNear(place - 1), isNear(place + 1)];
    // One unmarked line alone may be the visitor's, who says the same again; a short one has to stand between two of ours.
    found[at] = isOurs && (isQuote || (isLong ? before || after : before && after));
  });
  for (const block of quotedBlocks(content)) {
    // Initials, times and button words are in our HTML alone: what is ours by half is ours.
    const ours = block.filter(({ isOurs }) => isOurs).length;
    if (ours * 2 >= block.length) for (const { at } of block) found[at] = true;
  }
  return found;
}

function quotedBlocks<T extends { readonly isQuote: boolean }>(content: readonly T[]): T[][] {
  const blocks: T[][] = [];
  content.forEach((one, place) => {
    if (!one.isQuote) return;
    if (content[place - 1]?.isQuote) blocks.at(-1)?.push(one);
    else blocks.push([one]);
  });
  return blocks;
}

/** Scripts without spaces: each character is a word. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+/gu) ?? [];
}

function runsOf(words: readonly string[]): ReadonlySet<string> {
  const runs = new Set<string>();
  for (let length = 1; length <= RUN; length++)
    for (let at = 0; at + length <= words.length; at++) runs.add(words.slice(at, at + length).join(" "));
  return runs;
}

/** The runs a line must have in common with us to be ours: all of its threes, or all of it when it is shorter. */
function runsAlong(words: readonly string[]): string[] {
  const length = Math.min(RUN, words.length);
  return words.slice(0, words.length - length + 1).map((_, at) => words.slice(at, at + length).join(" "));
}
