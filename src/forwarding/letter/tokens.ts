/** The secrets of one letter. They stand in its bytes and nowhere else: the store keeps hashes, so a stolen database opens nothing. */
import { createHash, randomBytes } from "node:crypto";

/** The secrets of one letter, in clear. */
export interface Tokens {
  /** Where an answer is addressed to. 128 bits, lower-case base32: mailbox names are not safe from change of case. */
  readonly reply: string;
  /** Where failure notices come back (VERP). */
  readonly bounce: string;
  readonly unsubscribe: string;
  /** Opens the conversation in a browser: 256 bits, base64url. */
  readonly resume: string;
}

/** So many random bytes. */
export type Random = (bytes: number) => Uint8Array;

/** New secrets for a letter. */
export function freshTokens(random: Random = randomBytes): Tokens {
  return {
    reply: base32(random(16)),
    bounce: base32(random(16)),
    unsubscribe: base32(random(16)),
    resume: base64url(random(32)),
  };
}

export function hashesOf(tokens: Tokens): { reply: string; bounce: string; unsubscribe: string; resume: string } {
  const { reply, bounce, unsubscribe, resume } = tokens;
  return { reply: hashOf(reply), bounce: hashOf(bounce), unsubscribe: hashOf(unsubscribe), resume: hashOf(resume) };
}

/** What to look a presented token up by. Fast on purpose: 128 random bits need no slow hash. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** RFC 4648 without padding, in lower case. */
export function base32(bytes: Uint8Array): string {
  let [text, buffer, bits] = ["", 0, 0];
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET.charAt((buffer >> (bits - 5)) & 31);
  }
  return bits > 0 ? text + ALPHABET.charAt((buffer << (5 - bits)) & 31) : text;
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}
