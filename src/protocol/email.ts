/**
 * One strict reading of an e-mail address for the form, the server and the letters. International mailboxes and domains
 * pass (RFC 6531); comments, groups, quoted mailboxes and address literals do not: nobody answers from those, and they are
 * how header tricks travel.
 */

/** RFC 5321 4.5.3.1.3: a path of 256 octets including its angle brackets. */
const LONGEST_ADDRESS = 254;
/** RFC 5321 4.5.3.1.1. */
const LONGEST_MAILBOX = 64;

const bytes = (text: string) => new TextEncoder().encode(text).length;

/** The address in its canonical form (trimmed, domain in lower case), or undefined when it is none. */
export function parseEmail(text: string): string | undefined {
  const address = text
    .trim()
    .normalize("NFC")
    .replace(/@[^@]*$/, (domain) => domain.toLowerCase());
  if (bytes(address) > LONGEST_ADDRESS) return undefined;
  // Before the @ everything RFC 5322 calls atext, and every letter, mark and digit beyond ASCII. Behind it at least two labels: a
  // bare host name or an all-digit top level is a slip of the keyboard, not a place on the internet. Made in here, for an address:
  // to learn the letters of every script is more than half of what a browser would do to evaluate the panel, between click and field.
  const pattern =
    /^([\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*)@(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+(?!\d+$)[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;
  const mailbox = pattern.exec(address)?.[1];
  return mailbox !== undefined && bytes(mailbox) <= LONGEST_MAILBOX ? address : undefined;
}
