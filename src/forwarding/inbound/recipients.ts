/** Which of our addresses a mail was sent to, for doors that know no envelope: a mailbox fetched, a program fed by a pipe. */
import { readTokenAddress } from "../letter/mailboxes.js";
import { endOfHead } from "./limits.js";

/** What mail servers write down of the envelope, and what senders wrote themselves. A blind copy stands in the former only. */
const FIELDS = /^(?:delivered-to|x-original-to|envelope-to|x-envelope-to|x-forwarded-to|to|cc)[ \t]*:/i;
const ADDRESS = /[a-z0-9.+_-]{1,120}@[a-z0-9.-]{1,255}/gi;

export function recipientsIn(raw: Uint8Array): readonly string[] {
  const head = Buffer.from(raw.buffer, raw.byteOffset, endOfHead(raw)).toString("latin1");
  const fields = head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  const found = fields.filter((field) => FIELDS.test(field)).flatMap((field) => field.match(ADDRESS) ?? []);
  const ours = found.map((address) => address.toLowerCase()).filter((address) => readTokenAddress(address) !== undefined);
  return [...new Set(ours)];
}
