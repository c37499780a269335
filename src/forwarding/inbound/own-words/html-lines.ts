/** A mail's HTML as the lines somebody sees, quotations marked with `>` as in a plain text. */
import { markOf } from "./html-marks.js";
import { type Element, parseHtml } from "./html-tree.js";
import { isBlank, type Line, LONGEST_TEXT, MOST_LINES, type Role } from "./line.js";

const BREAKS = new Set(
  "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table td th tr ul".split(
    " ",
  ),
);
/** With a blank line before and after. */
const PARAGRAPHS = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre", "blockquote", "table"]);

/** Marks of quotation deeper than this say nothing more. */
const DEEPEST = 8;

/** What holds for everything inside an element. */
interface Inside {
  readonly depth: number;
  readonly role: Role | undefined;
  readonly isPre: boolean;
  /** A holder of quotations: what stands in it before the first of them introduces it. */
  readonly holder: { isBefore: boolean } | undefined;
}

export function htmlLines(html: string): Line[] {
  const page = paper();
  const outside: Inside = { depth: 0, role: undefined, isPre: false, holder: undefined };
  // Without recursion: a hostile mail is nested deeper than any call stack.
  const work: { node: Element | string; inside: Inside; isEnd: boolean }[] = [
    { node: parseHtml(html), inside: outside, isEnd: false },
  ];
  for (let next = work.pop(); next !== undefined && !page.isFull(); next = work.pop()) {
    const { node, inside, isEnd } = next;
    if (typeof node === "string") page.write(node, inside);
    else if (isEnd) leave(node, inside, page);
    else {
      const within = enter(node, inside, page);
      if (within === undefined) continue;
      work.push({ node, inside, isEnd: true });
      for (const child of [...node.children].reverse()) work.push({ node: child, inside: within, isEnd: false });
    }
  }
  return page.lines();
}

/** Undefined for what nobody sees. */
function enter(element: Element, inside: Inside, page: Paper): Inside | undefined {
  const mark = markOf(element);
  if (mark === "hidden") return undefined;
  breakAround(element, page);
  if (element.name === "br") page.newLine();
  if (element.name === "li") page.write("- ", inside);
  if (element.name === "a") page.startLink();
  if (mark === "rest") page.rest();
  const isQuote = mark === "quote" || (mark === "holder" && !element.hasQuote);
  if (isQuote && inside.holder !== undefined) inside.holder.isBefore = false;
  return {
    depth: Math.min(DEEPEST, inside.depth + (isQuote ? 1 : 0)),
    role: mark === "intro" || mark === "signature" ? mark : inside.role,
    isPre: inside.isPre || element.name === "pre",
    holder: isQuote ? undefined : mark === "holder" ? { isBefore: true } : inside.holder,
  };
}

function leave(element: Element, inside: Inside, page: Paper): void {
  if (element.name === "a") page.endLink(element.attributes.get("href") ?? "", inside);
  breakAround(element, page);
}

function breakAround(element: Element, page: Paper): void {
  if (BREAKS.has(element.name)) page.startLine(PARAGRAPHS.has(element.name));
}

type Paper = ReturnType<typeof paper>;

/** Lines in the making: white space as a browser shows it. */
function paper() {
  const lines: Line[] = [];
  let text = "";
  /** Kept beside the text, which is not looked at while it grows: joined strings are cheap until then. */
  let endsInSpace = true;
  let hasContent = false;
  let inside: Inside | undefined;
  let link = "";
  let length = 0;
  const isFull = () => length >= LONGEST_TEXT || lines.length >= MOST_LINES;

  function newLine(): void {
    const shown = text.replaceAll("\u00a0", " ").trimEnd();
    const quoted = inside !== undefined && inside.depth > 0 && hasContent;
    const role = inside?.role ?? (inside?.holder?.isBefore ? "intro" : undefined);
    const line = quoted ? `${"> ".repeat(inside?.depth ?? 0)}${shown}` : shown;
    lines.push(role === undefined || quoted || !hasContent ? { text: line } : { text: line, role });
    empty();
  }

  function empty(): void {
    text = "";
    endsInSpace = true;
    hasContent = false;
    inside = undefined;
  }

  function startLine(isParagraph: boolean): void {
    if (hasContent) newLine();
    empty();
    if (isParagraph && lines.length > 0 && !isBlank(lines.at(-1)?.text ?? "")) lines.push({ text: "" });
  }

  function write(more: string, where: Inside): void {
    if (where.isPre) for (const [at, part] of more.split(/\r\n|\r|\n/, MOST_LINES).entries()) add(part, where, at > 0);
    else {
      const part = more.slice(0, LONGEST_TEXT).replace(/[ \t\r\n\f]+/g, " ");
      add(endsInSpace && part.startsWith(" ") ? part.slice(1) : part, where, false);
    }
  }

  function add(more: string, where: Inside, onNewLine: boolean): void {
    if (onNewLine) newLine();
    const part = more.slice(0, Math.max(0, LONGEST_TEXT - length));
    if (part === "") return;
    text += part;
    link += part;
    length += part.length;
    endsInSpace = part.endsWith(" ");
    if (isBlank(part)) return;
    hasContent = true;
    inside ??= where;
  }

  /** Where a link leads is part of what was said, unless it says so itself or is not the writer's. */
  function endLink(href: string, where: Inside): void {
    const isOwn = where.depth === 0 && where.role === undefined && where.holder === undefined;
    if (isOwn && /^https?:\/\//i.test(href) && !isBlank(link) && !/^\s*\S+\.\S+\s*$/.test(link.slice(0, 500))) {
      add(` <${href}>`, where, false);
    }
  }

  return {
    newLine,
    startLine,
    write,
    startLink: () => {
      link = "";
    },
    endLink,
    rest: () => lines.push({ text: "", role: "rest" }),
    isFull,
    lines: () => {
      startLine(false);
      return lines;
    },
  };
}
