/** Finds what may be clicked in a message. Only addresses that say where they go; everything else stays plain text. */

export type Span = { readonly text: string } | { readonly text: string; readonly href: string };

// One character class and one plus: linear, however long the text. Bare domains are left to the reader's mail program.
const CANDIDATE = /(?:https?:\/\/|mailto:|tel:)[^\s<>"`\p{Cc}\p{Cf}]+/giu;
const SAFE = ["http:", "https:", "mailto:", "tel:"];
const LONGEST_LINK = 2_000;

/** The text cut into plain and clickable pieces; put together again they are the text, but for a host named in full where it hid. */
export function spans(text: string): readonly Span[] {
  const found: Span[] = [];
  let plainFrom = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const written = withoutTail(match[0]);
    const href = safeHref(written);
    // "xhttps://…" inside a word is no link, nor is a scheme we only know by its end.
    const precededByWord = /[\p{L}\p{N}_]/u.test(text.charAt(match.index - 1));
    if (href === undefined || precededByWord) continue;
    if (match.index > plainFrom) found.push({ text: text.slice(plainFrom, match.index) });
    found.push({ text: named(written, href), href });
    plainFrom = match.index + written.length;
  }
  if (plainFrom < text.length) found.push({ text: text.slice(plainFrom) });
  return found;
}

/** An address we may put into an href, or undefined. Names before the host (`https://bank.example@evil.example`) only ever deceive. */
export function safeHref(written: string): string | undefined {
  if (written.length > LONGEST_LINK || !URL.canParse(written)) return undefined;
  const url = new URL(written);
  if (!SAFE.includes(url.protocol) || url.username !== "" || url.password !== "") return undefined;
  // RFC 6068 §7: a mail program may take an encoded line break for the beginning of another header.
  if (/^mailto:.*%0[ad]/i.test(url.href)) return undefined;
  return url.href;
}

/** The full stop after a link belongs to the sentence, and so does a bracket that was opened before it. Counted once: an attack ends in thousands. */
function withoutTail(written: string): string {
  const count = (character: string) => written.split(character).length - 1;
  let unopened = count(")") - count("(");
  let end = written.length;
  for (; end > 0; end--) {
    const last = written.charAt(end - 1);
    if (last === ")" && unopened-- <= 0) break;
    if (!/[.,;:!?'")\]}*_~…]/.test(last)) break;
  }
  return written.slice(0, end);
}

/** A host in other letters may look like one it is not: its real name is shown beside it. */
function named(written: string, href: string): string {
  const { hostname } = new URL(href);
  return hostname.includes("xn--") && !written.toLowerCase().includes(hostname) ? `${written} (${hostname})` : written;
}
