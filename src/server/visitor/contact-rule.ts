/** The server's half of the contact form: what must be known before a message is taken. The widget holds it; nobody can skip it. */
import type { Contact, ContactForm, FormField } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import { Refusal } from "../refusal.js";
import { availabilityOf } from "../site/availability.js";
import type { SiteRecord } from "../site/site.js";

export function missingField(form: ContactForm, contact: Contact | undefined): FormField["name"] | undefined {
  return form.fields.find((field) => field.required && contact?.[field.name] === undefined)?.name;
}

/** Decided by who is there at this very moment, not by what the page was told earlier. */
export async function requireContact(db: Database, site: SiteRecord, contact: Contact | undefined, now: number): Promise<void> {
  const { contactForm } = site.settings;
  const missing = missingField(contactForm, contact);
  if (missing === undefined) return;
  const { availability } = await availabilityOf(db, site.id, now);
  const rule = availability === "online" ? contactForm.whenOnline : contactForm.whenAway;
  if (rule !== "required") return;
  throw new Refusal("contact-required", "Please tell us first how to reach you", { field: `contact.${missing}` });
}
