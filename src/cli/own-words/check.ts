/** Runs a file of mails through ownWords() and counts. Prints nothing itself. */
import * as v from "valibot";
import { ownWords } from "../../forwarding/index.js";

/**
 * `expected` are the lines the sender wrote; a mail without is only timed. Blank lines and the white space around a line do not count: they are
 * not what anybody wrote.
 */
const MailFile = v.object({
  cases: v.pipe(
    v.array(
      v.object({
        corpus: v.optional(v.string(), ""),
        name: v.string(),
        lang: v.optional(v.string(), "?"),
        text: v.string(),
        expected: v.optional(v.string()),
      }),
    ),
    v.minLength(1, "at least one case"),
  ),
});

export interface Checked {
  readonly name: string;
  readonly lang: string;
  /** Expected lines that are not there, and lines that are there unexpectedly; undefined for a mail that is only timed. */
  readonly lines: { readonly lost: readonly string[]; readonly leaked: readonly string[] } | undefined;
  readonly ms: number;
}

/** Throws when the text is no file of mails. */
export function check(text: string): readonly Checked[] {
  const parsed = v.safeParse(MailFile, JSON.parse(text));
  if (!parsed.success) throw new Error(`Not a file of mails: ${parsed.issues.map(({ message }) => message).join("; ")}`);
  return parsed.output.cases.map(({ corpus, name, lang, text, expected }) => {
    const start = performance.now();
    const got = ownWords(text);
    const ms = performance.now() - start;
    const [is, wanted] = [linesOf(got), linesOf(expected ?? "")];
    const lines = expected === undefined ? undefined : { lost: without(wanted, is), leaked: without(is, wanted) };
    return { name: `${corpus}/${name}`, lang, lines, ms };
  });
}

export function isClean({ lines }: Checked): boolean {
  return lines === undefined || lines.lost.length + lines.leaked.length === 0;
}

/** A row per language, and one for all. */
export function table(results: readonly Checked[]): string {
  const languages = [...new Set(results.map(({ lang }) => lang))].sort();
  const rows = [
    ...languages.map((lang) =>
      row(
        lang,
        results.filter((one) => one.lang === lang),
      ),
    ),
    row("all", results),
  ];
  return [["", "clean", "lost", "leaked", "slowest"], ...rows]
    .map((cells) => cells.map((cell, at) => (at === 0 ? cell.padEnd(12) : cell.padStart(10))).join(""))
    .join("\n");
}

function row(name: string, results: readonly Checked[]): string[] {
  const scored = results.filter(({ lines }) => lines !== undefined);
  const having = (which: "lost" | "leaked") => scored.filter(({ lines }) => lines !== undefined && lines[which].length > 0);
  const slowest = Math.max(...results.map(({ ms }) => ms));
  return [
    name,
    `${scored.filter(isClean).length}/${scored.length}`,
    String(having("lost").length),
    String(having("leaked").length),
    `${slowest.toFixed(1)} ms`,
  ];
}

function linesOf(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** What is left of `lines` when each line of `others` is taken away once. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}
