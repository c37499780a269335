/** Which lines were ours: of the very mail that is answered, however the visitor's program has wrapped and marked them. */
import { isBlank, isQuoted, type Line, LONGEST_LINE, LONGEST_TEXT, unquoted } from "./line.js";

/** So many words in a row are looked for: two texts by two people hardly share them all along a line. */
const RUN = 3;
/** Unmarked lines are only ours when they are long enough not to have been said again. */
const LONG_ENOUGH = 5;

/** True for every line that was ours. Work grows with the two lengths, not with their product. */
export function sentLines(lines: readonly Line[], sent: string): boolean[] {
  const runs = runsOf(wordsOf(sent.slice(0, LONGEST_TEXT)));
  const isOurs = (words: readonly string[]) => words.length > 0 && [...runsAlong(words)].every((run) => runs.has(run));
  const words = lines.map((line) => wordsOf(unquoted(line.text.slice(0, LONGEST_LINE))));
  const marked = lines.map((line, at) => {
    const own = words[at] ?? [];
    return (isQuoted(line.text) || own.length >= LONG_ENOUGH) && isOurs(own);
  });
  const content = lines.flatMap((line, at) => (isBlank(line.text) ? [] : [at]));
  const found = [...marked];
  content.forEach((at, place) => {
    if (isQuoted(lines[at]?.text ?? "")) return;
    const isMarked = (near: number) => marked[content[near] ?? -1] === true;
    const [before, after] = [isMarked(place - 1), isMarked(place + 1)];
    // One unmarked line alone may be the visitor's, who asks the same again; one between two of ours is not.
    found[at] = marked[at] ? before || after : before && after && isOurs(words[at] ?? []);
  });
  return found;
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
function* runsAlong(words: readonly string[]): Iterable<string> {
  const length = Math.min(RUN, words.length);
  for (let at = 0; at + length <= words.length; at++) yield words.slice(at, at + length).join(" ");
}
