/** When a held draft may leave. The gate itself is handed in (the contact form provides one). */
import type { Availability, Contact, Site } from "../protocol/index.js";
import type { Gate } from "./face.js";

export function mayLeave(gate: Gate, site: Site, availability: Availability, contact: Contact | undefined): boolean {
  return gate({ site, availability, contact }) === "send";
}

/**
 * Whether what is held may leave because of this contact. Availability may have flipped since the form was shown, and the
 * stricter promise stays: only a contact that would do in either case releases.
 */
export function releases(gate: Gate | undefined, site: Site | undefined, contact: Contact | undefined): boolean {
  if (contact?.email === undefined) return false;
  if (gate === undefined || site === undefined) return true;
  return mayLeave(gate, site, "online", contact) && mayLeave(gate, site, "away", contact);
}
