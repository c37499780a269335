/**
 * What somebody wrote, out of a mail that quotes what it answers. First the lines and what the HTML says of them, then a role for every
 * line, then the choice. Every step looks at each line a bounded number of times.
 */
import { htmlLines } from "./html-lines.js";
import { keptLines } from "./kept.js";
import { isBlank, type Line, LONGEST_LINE, textLines } from "./line.js";
import { type Hints, rolesOf } from "./roles.js";

/**
 * The writer's own words, in order, as plain text; a string is a plain text, `html` a mail's HTML part. Quotations, headers and signatures
 * are left out, but never everything: when nothing would be left, it is the whole text. At most 65,536 characters of text are read.
 */
export function ownWords(mail: string | { readonly html: string }, hints: Hints = {}): string {
  const lines = typeof mail === "string" ? textLines(mail) : htmlLines(mail.html);
  const texts = lines.map(({ text }) => text.slice(0, LONGEST_LINE));
  const roles = rolesOf(lines, hints);
  for (const withSignatures of [false, true]) {
    const kept = joined(lines, keptLines(texts, roles, withSignatures));
    if (kept !== "") return kept;
  }
  return joined(
    lines,
    lines.map(() => true),
  );
}

/** What was left out leaves no hole: the blank lines before and after it become one. */
function joined(lines: readonly Line[], kept: readonly boolean[]): string {
  const out: string[] = [];
  let isHole = false;
  lines.forEach(({ text }, at) => {
    if (!kept[at]) isHole = true;
    else if (!isHole || !isBlank(text) || !isBlank(out.at(-1) ?? "")) out.push(text);
    if (kept[at] && !isBlank(text)) isHole = false;
  });
  const content = out.flatMap((text, at) => (isBlank(text) ? [] : [at]));
  return out.slice(content[0] ?? 0, (content.at(-1) ?? -1) + 1).join("\n");
}
