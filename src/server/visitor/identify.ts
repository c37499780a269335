/** A contact, and the messages held for it: all or nothing, once, in order. */
import type { Contact, ContactForm, Draft, Identified } from "../../protocol/index.js";
import { changeAddress } from "../conversation/address.js";
import { appendWithFiles } from "../conversation/append-files.js";
import { beginConversation, lockConversation } from "../conversation/begin.js";
import { tell } from "../conversation/news.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import type { Screen } from "../spam/screen.js";
import { newStamp } from "../spam/stamp.js";
import type { VisitorCaller } from "./caller.js";
import { missingAnswer, ownAnswers } from "./contact-rule.js";
import { notePage } from "./page.js";
import { reportContact } from "./report-contact.js";
import { entryOf } from "./send.js";

export async function identify(
  ground: Ground,
  screen: Screen,
  caller: VisitorCaller,
  given: { contact: Contact; held: readonly Draft[]; stamp?: string | undefined },
): Promise<Identified> {
  const { site, visitorId } = caller;
  await screen.form(caller, given);
  const at = ground.now();
  const answer = await ground.db.transaction().execute(async (tx) => {
    const before = await lockVisitor(tx, visitorId);
    // Answers add up: a form that asks for the phone alone does not forget the name.
    const contact = merged(before, given.contact, site.settings.contactForm);
    const missing = missingAnswer(site.settings.contactForm, contact);
    // A page may know a part of it before anybody writes; only a message waits for all of it (and send() asks again).
    if (missing !== undefined && given.held.length > 0) {
      throw new Refusal("invalid-contact", `An answer is missing: ${missing}`, { field: missing });
    }
    const hasChanged = fingerprint(before) !== fingerprint(contact);
    if (hasChanged)
      await tx
        .updateTable("visitors")
        .set({ contact: JSON.stringify(contact) })
        .where("id", "=", visitorId)
        .execute();

    if (given.held.length > 0) await beginConversation(tx, ground, visitorId, at);
    const hasConversation = await lockConversation(tx, visitorId);
    // Before the held messages: they come from whoever gave the address, so they are not withheld from it.
    if (hasConversation) await changeAddress(tx, visitorId, contact.email, at);
    const messages = [];
    for (const draft of given.held) {
      messages.push(await appendWithFiles(tx, entryOf(draft, visitorId, at), visitorId, draft.files));
      await notePage(tx, visitorId, draft.page, at);
    }
    if (hasChanged && hasConversation) await reportContact(tx, visitorId, contact, at);
    await screen.spent(tx, caller, given);
    return { contact, messages, latest: await latestSeq(tx, visitorId), stamp: newStamp(ground, visitorId) };
  });
  tell(ground, { site: site.id, id: visitorId });
  return answer;
}

function merged(before: Contact | undefined, given: Contact, form: ContactForm): Contact {
  const own = new Map([...(before?.own ?? []), ...ownAnswers(form, given.own)].map(({ name, value }) => [name, value]));
  const { own: _, marketing, ...answers } = given;
  return {
    ...before,
    ...answers,
    ...(own.size > 0 && { own: [...own].map(([name, value]) => ({ name, value })) }),
    // Nobody agrees to what the owner does not ask.
    ...(marketing && form.marketing !== undefined && { marketing }),
  };
}

/** Held until the end: two forms sent at once are stored one after the other. Why not "for update" says erase.ts. */
async function lockVisitor(tx: Database, id: string): Promise<Contact | undefined> {
  const row = await tx.selectFrom("visitors").select("contact").where("id", "=", id).forNoKeyUpdate().executeTakeFirst();
  if (row === undefined) throw new Refusal("unauthorized", "This visitor's data was deleted");
  return row.contact ?? undefined;
}

function fingerprint(contact: Contact | undefined): string {
  const { email, name, phone, own, consent, consentLink, marketing } = contact ?? {};
  return JSON.stringify([email, name, phone, own, consent, consentLink, marketing]);
}

async function latestSeq(tx: Database, id: string): Promise<number> {
  const row = await tx.selectFrom("conversations").select("last_seq").where("id", "=", id).executeTakeFirst();
  return row?.last_seq ?? 0;
}
