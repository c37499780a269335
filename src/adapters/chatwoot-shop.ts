/** The site behind an inbox: what Chatwoot says of it, what the owner has set beside it, and whether anybody is there. */
import { ChatError } from "../client/errors.js";
import type { Availability, Contact, Site } from "../protocol/index.js";
import type { Call } from "./chatwoot-calls.js";
import { USUAL_UPLOADS } from "./chatwoot-files.js";
import { Inbox, isWithinHours } from "./chatwoot-hours.js";

/** What Chatwoot does not know of a site. */
export type Settings = Partial<Omit<Site, "id" | "availability">>;

const FORM: Site["contactForm"] = { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] };

export type Shop = ReturnType<typeof shop>;

export function shop(call: Call, id: string, settings: Settings) {
  let inbox: Inbox = {};
  /** Agents' statuses by their ids, for as long as a line tells them. */
  let presence: Readonly<Record<string, string>> | undefined;

  const availability = (): Availability => {
    const isStaffed = presence === undefined || Object.values(presence).includes("online");
    return isStaffed && isWithinHours(inbox, Date.now()) ? "online" : "away";
  };
  async function site(signal: AbortSignal): Promise<Site> {
    inbox = await call("GET", "", Inbox, signal);
    const usual = { name: inbox.name ?? "", faces: [], contactForm: FORM, answersByEmail: false, uploads: USUAL_UPLOADS };
    return { ...usual, ...settings, id, availability: availability() };
  }

  return {
    site,
    uploads: settings.uploads ?? USUAL_UPLOADS,
    availability,
    /** Without a line nobody knows, and the working hours alone decide. */
    tellPresence(users: Readonly<Record<string, string>> | undefined): void {
      presence = users;
    },
    /** Chatwoot asks for nothing: the promise of the form is kept here. Rejects "contact-required". */
    async admit(contact: Contact | undefined, signal: AbortSignal): Promise<void> {
      const { whenOnline, whenAway, fields } = settings.contactForm ?? FORM;
      if (whenOnline !== "required" && whenAway !== "required") return;
      const missing = fields.find(({ name, required }) => required && contact?.[name] === undefined);
      if (!missing) return;
      const rule = (await site(signal)).availability === "online" ? whenOnline : whenAway;
      if (rule !== "required") return;
      throw new ChatError("contact-required", "The contact comes first", { field: `contact.${missing.name}` });
    },
  };
}
