/** How an answer to an owner's own question is read, by the form as by the server: one reading, so that what one takes the other takes. */
import type { OwnField } from "./site.js";

const LONGEST_LINE = 200;
export const LONGEST_OWN_TEXT = 2_000;
/** A ticked box; an unticked one is no answer. */
export const TICKED = "yes";

/** The answer in its canonical form, or undefined when it is none. */
export function readOwn({ type, options = [] }: Pick<OwnField, "type" | "options">, typed: string): string | undefined {
  const text = typed.trim();
  // Line breaks have a place in a longer text; other control characters, and halves of a pair, in none.
  const isSound = type === "textarea" ? !/[^\P{Cc}\n\r\t]|\p{Cs}/u.test(text) : /^[^\p{Cc}\p{Cs}]*$/u.test(text);
  if (text === "" || !isSound || text.length > LONGEST_OWN_TEXT) return undefined;
  switch (type) {
    case "textarea":
      return text;
    case "select":
      return options.includes(text) ? text : undefined;
    case "checkbox":
      return text === TICKED ? text : undefined;
    case "url":
      return webAddress(text);
    case "number":
      return decimal(text);
    case "date":
      return isDate(text) ? text : undefined;
    default:
      return text.length <= LONGEST_LINE ? text : undefined;
  }
}

/** People leave "https://" out; a host without a dot is a slip, not a site. */
function webAddress(text: string): string | undefined {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]+:\d/.test(text) ? text : `https://${text}`;
  if (/\s/.test(address) || !URL.canParse(address)) return undefined;
  const { protocol, hostname, href, username } = new URL(address);
  return /^https?:$/.test(protocol) && /[^.]\.[^.]/.test(hostname) && username === "" ? href : undefined;
}

/** With a point or a comma before the decimals; which of the two separates thousands nobody can know, so nothing may. */
function decimal(text: string): string | undefined {
  return /^[+-]?\d{1,15}(?:[.,]\d{1,15})?$/.test(text) ? text.replace(",", ".").replace("+", "") : undefined;
}

function isDate(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
