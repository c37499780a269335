/** The page's own words in place of ours, whichever: by their path in words/, those of what comes later below its name ("form", "more", "files"). A file of its own, because most pages have none. */
import type { Speech } from "./words.js";

/** What comes later, with its words: the form, what is seldom said, files, or else the messages. */
const LATER = /^(?:(form|more|files|opening)|log|announce|state|contact|peek)\./;

/** `given`: `{ "composer.placeholder": "Ask about plants…" }`, or its JSON. `complain` gets a sentence for each that means nothing; of what comes later, once it is here. */
export function inOwnWords(speech: Speech, given: unknown, complain: (message: string) => void): Speech {
  const entries = entriesOf(given, complain);
  const of = (part: string | undefined) => new Map(entries.filter(([path]) => partOf(path) === part));
  return {
    ...speech,
    words: withOwn(speech.words, of(undefined), "", complain),
    own: (words, part = "talk") => withOwn(words, of(part), part === "talk" ? "" : `${part}.`, complain),
  };
}

function partOf(path: string): string | undefined {
  const found = LATER.exec(path);
  return found ? (found[1] ?? "talk") : undefined;
}

function entriesOf(given: unknown, complain: (message: string) => void): [path: string, text: unknown][] {
  try {
    const words: unknown = typeof given === "string" ? JSON.parse(given) : given;
    if (typeof words === "object" && words && !Array.isArray(words)) return Object.entries(words);
  } catch {
    // Said below, like anything else that is no object.
  }
  complain("The words are no object, and no JSON of one.");
  return [];
}

function withOwn<Words extends object>(
  words: Words,
  own: ReadonlyMap<string, unknown>,
  start: string,
  complain: (message: string) => void,
): Words {
  const known = new Set<string>();
  const replaced = (ours: object, above: string): object =>
    Object.fromEntries(
      Object.entries(ours).map(([name, word]) => {
        const path = above + name;
        if (typeof word === "object") return [name, replaced(word, `${path}.`)];
        known.add(path);
        const text = own.get(path);
        return [name, typeof text === "string" ? text : word];
      }),
    );
  const all = replaced(words, start) as Words;
  for (const [path, text] of own) {
    if (!known.has(path)) complain(`There is no word "${path}".`);
    else if (typeof text !== "string") complain(`The word "${path}" is no text.`);
  }
  return all;
}
