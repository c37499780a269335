/** A contact of ours as Chatwoot keeps one, and back. */
import type { Contact } from "../protocol/index.js";
import type { ChatwootContact } from "./chatwoot-message.js";

/** What Chatwoot calls somebody who has given no name: "quiet-river-123". */
const MADE_UP = /^[a-z]+-[a-z]+-\d+$/;
const E164 = /^\+[1-9]\d{1,14}$/;

export function knownContact({ name, email, phone_number }: ChatwootContact): Contact | undefined {
  const known: Contact = {
    ...(email && { email }),
    ...(name && !MADE_UP.test(name) && { name }),
    ...(phone_number && { phone: phone_number }),
  };
  return Object.keys(known).length > 0 ? known : undefined;
}

/** Its number must be international; one that is not, and whatever Chatwoot has no field for, is kept among the custom attributes. */
export function givenContact({ name, email, phone, ...more }: Contact): object {
  const number = phone?.replace(/[\s().\-/]/g, "");
  const isE164 = number !== undefined && E164.test(number);
  const attributes = { ...more, ...(phone !== undefined && !isE164 && { phone }) };
  return {
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(isE164 && { phone_number: number }),
    ...(Object.keys(attributes).length > 0 && { custom_attributes: attributes }),
  };
}
