/** The whole product of settings × availability × what is known: what the gate does with a message, and what the bot then shows. */
import { describe, expect, test } from "vitest";
import { notice, UNASKED } from "../../../src/contact-form/form.js";
import { contactGate } from "../../../src/contact-form/gate.js";
import type { Availability, Contact, ContactForm, FormRule, Site } from "../../../src/protocol/index.js";
import { facts, formOf } from "./facts.js";

const RULES: readonly FormRule[] = ["never", "optional", "required"];
const AVAILABILITIES: readonly Availability[] = ["online", "away"];
const EMAIL_ONLY: ContactForm["fields"] = [{ name: "email", required: true }];
const EMAIL_AND_PHONE: ContactForm["fields"] = [
  { name: "phone", required: true },
  { name: "email", required: true },
  { name: "name", required: false },
];
/** Who is known how well, and whether that is enough for either choice of fields. */
const KNOWN: readonly { name: string; contact: Contact | undefined; isEnough: { email: boolean; both: boolean } }[] = [
  { name: "nobody", contact: undefined, isEnough: { email: false, both: false } },
  { name: "a name", contact: { name: "Ana" }, isEnough: { email: false, both: false } },
  { name: "an e-mail", contact: { email: "ana@example.com" }, isEnough: { email: true, both: false } },
  { name: "all of it", contact: { email: "ana@example.com", phone: "+351 912" }, isEnough: { email: true, both: true } },
];

const siteWith = (contactForm: ContactForm, availability: Availability): Site => ({
  id: "shop",
  name: "Shop",
  availability,
  faces: [],
  contactForm,
  answersByEmail: true,
});

for (const whenOnline of RULES) {
  for (const whenAway of RULES) {
    for (const availability of AVAILABILITIES) {
      describe(`${whenOnline} when online, ${whenAway} when away, now ${availability}`, () => {
        const rule = availability === "online" ? whenOnline : whenAway;
        for (const fields of [EMAIL_ONLY, EMAIL_AND_PHONE]) {
          for (const { name, contact, isEnough } of KNOWN) {
            const isKnown = fields === EMAIL_ONLY ? isEnough.email : isEnough.both;
            const form = formOf(whenOnline, whenAway, { fields });
            const asks = fields.map((field) => field.name).join(", ");

            test(`knowing ${name}, a form for ${asks} ${rule === "required" && !isKnown ? "holds" : "lets go"}`, () => {
              const verdict = contactGate({ site: siteWith(form, availability), availability, contact });
              expect(verdict).toBe(rule === "required" && !isKnown ? "hold" : "send");
              const held = verdict === "hold" ? 1 : 0;
              const shown = notice(UNASKED, facts({ form, availability, contact, held }));
              if (isKnown) expect(shown).toMatchObject({ at: "quiet", because: "known" });
              else if (rule === "never") expect(shown).toMatchObject({ at: "quiet", because: "never" });
              else expect(shown).toMatchObject({ at: "asking", sheet: { rule, promised: availability } });
            });

            test(`knowing ${name}, a form for ${asks} is no wall before the first message`, () => {
              const shown = notice(UNASKED, facts({ form, availability, contact, written: 0 }));
              expect(shown).toMatchObject({ at: "quiet", because: isKnown ? "known" : "nothing-written" });
            });
          }
        }
      });
    }
  }
}
