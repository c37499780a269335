/** A sample of what visitors get, for the agent who asks: a made-up conversation, its content chosen and its letter composed by what does it for real ones. */
import { claim } from "../../forwarding/carry.js";
import { mailOfReplies } from "../../forwarding/content.js";
import { compose } from "../../forwarding/letter/compose.js";
import type { LetterLine } from "../../forwarding/letter/parts.js";
import type { CarriedLetter } from "../../forwarding/store.js";
import { thread } from "../../forwarding/thread.js";
import { unreadReplies } from "../../forwarding/unread.js";
import { newId } from "../secrets.js";
import { rulesOf, type SiteRecord } from "../site/site.js";
import { letterSite, type Sender } from "./letter-parts.js";

const MINUTE_MS = 60_000;
/** Longer than what counts as short by default, so that it shows what context is. The last two are unread. */
const SAID = [
  ["visitor", "Hello! Do you have olive trees?"],
  ["agent", "Hello, and welcome! Yes, in three sizes."],
  ["visitor", "Which are those?"],
  ["agent", "The pots are 20, 30 and 40 cm wide."],
  ["visitor", "The middle one sounds right. Can it stay outside in winter?"],
  ["agent", "Down to about −7 °C. Colder than that, wrap the pot or take it in."],
  ["visitor", "Good to know. Do you deliver?"],
  ["agent", "Everywhere in the country, within three days."],
  ["visitor", "And if it arrives broken?"],
  ["agent", "Then we send a new one. No need to return it."],
  ["visitor", "Lovely. What would delivery cost?"],
  [
    "agent",
    "Nothing, for orders from 50 on. (This is a sample of what visitors get: its links lead nowhere, and nobody reads answers to it.)",
  ],
  ["agent", "Shall we put one aside for you?"],
] as const;

export async function sampleLetter(
  site: SiteRecord,
  sender: Sender,
  publicUrl: string,
  agent: { readonly name: string; readonly email: string },
  now: number,
): Promise<CarriedLetter> {
  const lines: LetterLine[] = SAID.map(([by, text], index) => ({
    seq: index + 1,
    by,
    text,
    at: now - (SAID.length - index) * MINUTE_MS,
    ...(by === "agent" && { name: agent.name }),
  }));
  const rules = rulesOf(site);
  const conversation = thread(`sample-${newId()}`, {
    mode: site.settings.forwarding.mode,
    lines: lines.map(({ seq, by, at }) => ({ seq, by, at, deleted: false, edits: 0 })),
    readCursor: lines.length - 2,
    // As most visitors' are: typed into the form and not confirmed.
    address: { email: agent.email, verified: false, withheldUpTo: 0 },
  });
  const parts = { locale: "en", site: letterSite(site, sender, publicUrl), lines };
  const mail = mailOfReplies(conversation, unreadReplies(conversation, rules, now), rules);
  const { delivery } = claim(conversation, mail, parts.site.mailDomain, rules, now);
  return compose(parts, delivery);
}
