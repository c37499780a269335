/**
 * One strict reading of an e-mail address for the form, the server and the letters. International mailboxes and domains
 * pass (RFC 6531); comments, groups, quoted mailboxes and address literals do not: nobody answers from those, and they are
 * how header tricks travel.
 */

/** RFC 5321 4.5.3.1.3: a path of 256 octets including its angle brackets. */
const LONGEST_ADDRESS = 254;
/** RFC 5321 4.5.3.1.1. */
const LONGEST_MAILBOX = 64;

// Everything RFC 5322 calls atext, and every letter, mark and digit beyond ASCII.
const MAILBOX = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;

/** The address in its canonical form (trimmed, domain in lower case), or undefined when it is none. */
export function parseEmail(text: string): string | undefined {
  const address = text.trim().normalize("NFC");
  const at = address.lastIndexOf("@");
  if (at < 1) return undefined;
  const mailbox = address.slice(0, at);
  const domain = address.slice(at + 1).toLowerCase();
  const bytes = (part: string) => new TextEncoder().encode(part).length;
  if (bytes(address) > LONGEST_ADDRESS || bytes(mailbox) > LONGEST_MAILBOX || !MAILBOX.test(mailbox)) return undefined;
  const labels = domain.split(".");
  // A bare host name or an all-digit top level is a slip of the keyboard, not a place on the internet.
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || /^\d+$/.test(labels.at(-1) ?? "")) return undefined;
  return `${mailbox}@${domain}`;
}
