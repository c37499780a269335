/** Names, initials and colours for people whose picture nobody has. */
import type { Contact } from "../protocol/index.js";
import { cleanName } from "../widget/visible-text.js";
import { words } from "./words.js";

export const HUES = 8;

/** What somebody told us to call them, or undefined. A name of nothing but invisible characters is none. */
export function knownName(contact: Contact | undefined): string | undefined {
  return cleanName(contact?.name ?? "") || contact?.email;
}

export function nameOf(contact: Contact | undefined): string {
  return knownName(contact) ?? words.visitor;
}

/** Up to two letters, or none for somebody unknown. */
export function initialsOf(name: string | undefined): string {
  const parts = (name ?? "").split("@")[0]?.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’]*/gu) ?? [];
  const letters =
    parts.length > 1 ? [parts[0], parts.at(-1)].map((part) => [...(part ?? "")][0] ?? "") : [...(parts[0] ?? "")].slice(0, 2);
  return letters.join("").toLocaleUpperCase();
}

/** The same id has the same colour in every list and on every day. */
export function hueOf(id: string): number {
  let sum = 7;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return sum % HUES;
}
