/** Names and initials for people whose picture nobody has. */
import type { Contact } from "../protocol/index.js";
import { cleanName } from "../widget/visible-text.js";
import { words } from "./words.js";

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
