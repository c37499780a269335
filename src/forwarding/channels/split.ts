/** A long reply as several messages: cut where a reader would pause, never inside a character as people see one. */

/** Best first: between paragraphs, lines, sentences, words. What follows the cut begins with a word. */
const PAUSES = [/\n{2,}/g, /\n/g, /(?<=[.!?…。！？])\s+/g, /\s+/g];
/** A pause further up would leave a crumb for a message. */
const SHORTEST_PART = 0.5;

/** Each part is within `most` by `sizeOf`; together they are the text, but for the white space at the cuts. Empty for a blank text. */
export function split(text: string, most: number, sizeOf: (text: string) => number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (sizeOf(rest) > most) {
    const fitting = longest(rest, most, sizeOf);
    const at = pauseIn(rest, fitting.length);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return rest === "" ? parts : [...parts, rest];
}

function pauseIn(text: string, end: number): number {
  // The pause may lie exactly where the fitting part ends.
  const seen = text.slice(0, end + 1);
  for (const pause of PAUSES) {
    const last = [...seen.matchAll(pause)].map(({ index, 0: space }) => Math.min(index + space.length, end)).at(-1);
    if (last !== undefined && last >= end * SHORTEST_PART) return last;
  }
  return end;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The longest beginning that fits; at least one character, however large it is. */
function longest(text: string, most: number, sizeOf: (text: string) => number): string {
  let size = 0;
  let end = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    size += sizeOf(segment);
    if (size > most && end > 0) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}
