/** The server's half of the contact form: what must be known before a message is taken. The widget holds it; nobody can skip it. */
import { type AskedField, askedOf, type Contact, type ContactForm, type FormField, readOwn } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import { Refusal } from "../refusal.js";
import { availabilityOf } from "../site/availability.js";
import type { SiteRecord } from "../site/site.js";

/** The path of an answer that is required and not there. The owner's own questions are missed together. */
export function missingAnswer(form: ContactForm, contact: Contact | undefined): string | undefined {
  const missing = askedOf(form).find(({ required, ...field }) => required && !isAnswered(field, contact));
  return missing && ("type" in missing ? "contact.own" : `contact.${missing.name}`);
}

function isAnswered(field: Omit<AskedField, "required">, contact: Contact = {}): boolean {
  return contact.own?.some(({ name }) => name === field.name) || (isKnownField(field.name) && contact[field.name] !== undefined);
}

const isKnownField = (name: string): name is FormField["name"] => name === "email" || name === "name" || name === "phone";

/** What was answered of the owner's own questions, read as the form reads it. Those the owner has taken back are left out. */
export function ownAnswers({ own: fields = [] }: ContactForm, given: Contact["own"] = []): NonNullable<Contact["own"]> {
  return given.flatMap(({ name, value: typed }) => {
    const field = fields.find((field) => field.name === name);
    const value = field && readOwn(field, typed);
    if (field && value === undefined) {
      throw new Refusal("invalid-contact", `This is no answer to "${field.label}"`, { field: `contact.own.${name}` });
    }
    return value === undefined ? [] : [{ name, value }];
  });
}

/** Decided by who is there at this very moment, not by what the page was told earlier. */
export async function requireContact(db: Database, site: SiteRecord, contact: Contact | undefined, now: number): Promise<void> {
  const { contactForm } = site.settings;
  const missing = missingAnswer(contactForm, contact);
  if (missing === undefined) return;
  const { availability } = await availabilityOf(db, site.id, now);
  const rule = availability === "online" ? contactForm.whenOnline : contactForm.whenAway;
  if (rule !== "required") return;
  throw new Refusal("contact-required", "Please tell us first how to reach you", { field: missing });
}
