/**
 * HTML as a small tree. The tokens are htmlparser2's; its own tree is not used, because it searches its stack for every tag and takes
 * seconds for a hostile megabyte. Mail programs' HTML is repaired no further than telling quotations apart needs.
 */
import { Tokenizer } from "htmlparser2";

export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly parent: Element | undefined;
  readonly children: (Element | string)[];
  /** Whether a blockquote is somewhere inside. */
  hasQuote: boolean;
}

/** Enough for any mail a person reads; inlined pictures are what makes others longer. In UTF-16 units, of the source and of the text in it, and in elements. */
const LONGEST_HTML = 1_048_576;
const LONGEST_CONTENT = 262_144;
const MOST_ELEMENTS = 10_000;

/** One for all that have none: a page of bare elements is then half the work. */
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
const INLINE = new Set(
  "a abbr b big cite code del em font i ins kbd mark o:p q s samp small span strike strong sub sup tt u".split(" "),
);

export function parseHtml(html: string): Element {
  const source = html.slice(0, LONGEST_HTML);
  const root: Element = { name: "#root", attributes: NO_ATTRIBUTES, parent: undefined, children: [], hasQuote: false };
  const stack: Element[] = [root];
  /** Where in the stack each name stands, so that a closing tag needs no search. */
  const places = new Map<string, number[]>();
  const blocks: number[] = [0];
  let elements = 0;
  let length = 0;
  let name = "";
  let attributes: Map<string, string> | undefined;
  let attribute = "";
  let value = "";
  const top = () => stack.at(-1) ?? root;
  const text = (more: string) => {
    length += more.length;
    if (length > LONGEST_CONTENT) tokenizer.pause();
    const { children } = top();
    const last = children.at(-1);
    if (typeof last === "string") children[children.length - 1] = last + more;
    else children.push(more);
  };

  function open(isClosed: boolean): void {
    const parent = top();
    const element: Element = { name, attributes: attributes ?? NO_ATTRIBUTES, parent, children: [], hasQuote: false };
    parent.children.push(element);
    if (++elements === MOST_ELEMENTS) tokenizer.pause();
    // Up to the first that knows already: each element is told once.
    if (name === "blockquote") for (let one = parent; !one.hasQuote; one = one.parent ?? one) one.hasQuote = true;
    if (isClosed || VOID.has(name)) return;
    const at = stack.push(element) - 1;
    const same = places.get(name);
    if (same === undefined) places.set(name, [at]);
    else same.push(at);
    if (!INLINE.has(name)) blocks.push(at);
  }

  function close(closed: string): void {
    if (closed === "br") return void top().children.push(leaf("br", top()));
    const at = places.get(closed)?.at(-1);
    if (at === undefined) return;
    // "<b><div></b>": what is only a kind of print does not end a paragraph.
    if (INLINE.has(closed) && (blocks.at(-1) ?? 0) > at) return;
    while (stack.length > at) {
      const gone = stack.pop();
      places.get(gone?.name ?? "")?.pop();
      if (blocks.at(-1) === stack.length) blocks.pop();
    }
  }

  const tokenizer = new Tokenizer(
    { decodeEntities: true, xmlMode: false },
    {
      onopentagname(start, end) {
        name = source.slice(start, end).toLowerCase();
        attributes = undefined;
      },
      onattribname(start, end) {
        attribute = source.slice(start, end).toLowerCase();
        value = "";
      },
      onattribdata: (start, end) => {
        value += source.slice(start, end);
      },
      onattribentity: (codepoint) => {
        value += String.fromCodePoint(codepoint);
      },
      onattribend() {
        attributes ??= new Map();
        if (!attributes.has(attribute)) attributes.set(attribute, value);
      },
      onopentagend: () => open(false),
      onselfclosingtag: () => open(INLINE.has(name)),
      onclosetag: (start, end) => close(source.slice(start, end).toLowerCase()),
      ontext: (start, end) => text(source.slice(start, end)),
      ontextentity: (codepoint) => text(String.fromCodePoint(codepoint)),
      oncdata() {},
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  );
  tokenizer.write(source);
  tokenizer.end();
  return root;
}

function leaf(name: string, parent: Element): Element {
  return { name, attributes: NO_ATTRIBUTES, parent, children: [], hasQuote: false };
}
