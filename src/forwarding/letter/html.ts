/**
 * HTML from a tagged template: every value put into it is text and escaped, unless it was made by this same function. There is no
 * way to pass a string as HTML, so there is nothing to forget.
 */
class Html {
  constructor(readonly source: string) {}
}

export type { Html };

type Value = string | number | Html | undefined | readonly Value[];

/** Attributes are to stand in double quotes; those that take addresses (`href`) must get a checked one: see links.ts. */
export function html(pieces: TemplateStringsArray, ...values: readonly Value[]): Html {
  let source = pieces[0] ?? "";
  values.forEach((value, index) => {
    source += sourceOf(value) + (pieces[index + 1] ?? "");
  });
  return new Html(source);
}

function sourceOf(value: Value): string {
  if (value === undefined) return "";
  if (value instanceof Html) return value.source;
  if (typeof value === "object") return value.map(sourceOf).join("");
  return escaped(String(value));
}

/** `'` and `` ` `` too: some mail programs rewrite attributes with quotation marks of their own. */
const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => ESCAPES[character] ?? "");
}
