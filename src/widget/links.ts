/**
 * Finds links and addresses in plain text, in one linear pass, and says where they really lead. Only `http https mailto tel`
 * become links; everything else stays the text it is. The console shows messages by the same reading.
 */

export type Piece = { readonly text: string } | { readonly text: string; readonly href: string };

const LINKABLE: ReadonlySet<string> = new Set(["http:", "https:", "mailto:", "tel:"]);
/** No link of a person is longer; what is, is somebody's attack on the eyes. */
const LONGEST_LINK = 2_000;
/** A message with more is a list for machines; the rest of it stays text. */
const MOST_LINKS = 200;

const SCHEME = /https?:\/\/|www\.|mailto:|tel:/i;

/** Word by word, and in each word forward only: no text makes this slower than its length. */
export function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  let plain = "";
  for (const word of text.split(/([\s<>"]+)/)) {
    const link = found.length < 2 * MOST_LINKS ? linkIn(word) : undefined;
    if (!link) {
      plain += word;
      continue;
    }
    plain += word.slice(0, link.start);
    if (plain) found.push({ text: plain });
    found.push({ text: link.shown, href: link.href });
    plain = word.slice(link.start + link.shown.length);
  }
  if (plain) found.push({ text: plain });
  return found;
}

function linkIn(word: string): { readonly start: number; readonly shown: string; readonly href: string } | undefined {
  if (word.length > LONGEST_LINK) return undefined;
  const scheme = word.search(SCHEME);
  if (scheme < 0 && !word.includes("@")) return undefined;
  const start = scheme < 0 ? (/^[([{'‘“«*_]*/.exec(word)?.[0].length ?? 0) : scheme;
  // What stands glued before it belongs to another scheme (javascript:http://…), or is one word with it.
  if (/[\p{L}\p{N}:/@]/u.test(word.charAt(start - 1))) return undefined;
  const shown = withoutTail(word.slice(start));
  const href = hrefOf(shown);
  return href === undefined ? undefined : { start, shown, href };
}

// A direction override in an address shows another address than the one it is.
const INVISIBLE = /[\p{Cc}\p{Cf}]/u;

/** The address a piece of text leads to, or undefined when it leads nowhere we would send anybody. */
function hrefOf(shown: string): string | undefined {
  if (INVISIBLE.test(shown)) return undefined;
  const isMail = !/^(?:https?:|www\.|mailto:|tel:)/i.test(shown);
  if (isMail && !/^[^@]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(shown)) return undefined;
  const address = isMail ? `mailto:${shown}` : /^www\./i.test(shown) ? `https://${shown}` : shown;
  const url = parseUrl(address);
  // A name before the host (https://bank.example@evil.example) shows one place and leads to another.
  if (!url || !LINKABLE.has(url.protocol) || url.username || url.password) return undefined;
  // RFC 6068 §7: a mail program may take an encoded line break for the beginning of another header.
  return /^mailto:.*%0[ad]/i.test(url.href) ? undefined : url.href;
}

function parseUrl(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    // Not an address after all: it stays text.
    return undefined;
  }
}

/** The sentence's own full stop, comma or closing bracket is not part of the link; a bracket opened inside it is. */
function withoutTail(link: string): string {
  const count = (letter: string) => link.split(letter).length - 1;
  const unopened = { ")": count(")") - count("("), "]": count("]") - count("[") };
  let end = link.length;
  for (; end > 0; end--) {
    const last = link.charAt(end - 1);
    if (last === ")" || last === "]") {
      if (unopened[last]-- <= 0) break;
    } else if (!/[.,;:!?'"’”»*_~}]/.test(last)) break;
  }
  return link.slice(0, end);
}
