/** The settings as texts in their fields, and back: what may be typed before it is sound, and what is saved of it. */
import type * as v from "valibot";
import { askedOf, FIRST_UPLOADS, type ReplyTime, type SiteSettings, type UploadSettings } from "../protocol/index.js";
import { asMs, asText } from "./durations.js";
import { asEditedHours, asHours, type EditedHours } from "./edited-hours.js";
import { asEditedRules, asRules, type EditedRules } from "./edited-rules.js";
import { asEditedQuestion, asOwn, type BotPhrase, type EditedQuestion } from "./own-questions.js";

/** What may be typed before it is sound: every text as it stands in its field. */
export interface Edited {
  readonly name: string;
  readonly greeting: string;
  readonly accent: string;
  /** Empty: none is promised. */
  readonly replyTime: ReplyTime | "";
  readonly mode: SiteSettings["forwarding"]["mode"];
  readonly rules: EditedRules;
  readonly agentMail: EditedAgentMail;
  readonly hours: EditedHours;
  readonly absentAfter: string;
  readonly uploads: UploadSettings;
  readonly retentionDays: number | undefined;
  readonly whenOnline: SiteSettings["contactForm"]["whenOnline"];
  readonly whenAway: SiteSettings["contactForm"]["whenAway"];
  readonly fields: SiteSettings["contactForm"]["fields"];
  readonly own: readonly EditedQuestion[];
  /** Names, of all of them. */
  readonly order: readonly string[];
  readonly marketing: string;
  readonly phrases: readonly BotPhrase[];
  readonly consent: string;
  readonly consentLink: string;
}

/** The two delays of the mails to agents, as fields. */
export const AGENT_DELAYS = ["delayMs", "onlineDelayMs"] as const;
export type AgentDelay = (typeof AGENT_DELAYS)[number];
type EditedAgentMail = Readonly<Record<AgentDelay, string> & { isOn: boolean }>;

/** The fields that can be refused, by their path on the wire. */
export type Culprit =
  | "name"
  | "greeting"
  | "accent"
  | "contactForm.consent.text"
  | "contactForm.consent.link"
  | "contactForm.marketing";

export function asEdited(settings: SiteSettings): Edited {
  const {
    name,
    greeting,
    accent,
    replyTime,
    forwarding,
    agentMail = { isOn: true },
    hours,
    absentAfterMs,
    contactForm,
  } = settings;
  const { whenOnline, whenAway, fields, own, marketing, phrases, consent } = contactForm;
  const { uploads = FIRST_UPLOADS, retentionDays } = settings;
  return {
    name,
    greeting: greeting ?? "",
    accent: accent ?? "",
    replyTime: replyTime ?? "",
    mode: forwarding.mode,
    rules: asEditedRules(forwarding.rules),
    agentMail: { isOn: agentMail.isOn, delayMs: delay(agentMail.delayMs), onlineDelayMs: delay(agentMail.onlineDelayMs) },
    hours: asEditedHours(hours),
    absentAfter: delay(absentAfterMs),
    uploads,
    retentionDays,
    whenOnline,
    whenAway,
    fields,
    own: (own ?? []).map(asEditedQuestion),
    order: askedOf(contactForm).map(({ name }) => name),
    marketing: marketing ?? "",
    phrases: phrases ?? [],
    consent: consent?.text ?? "",
    consentLink: consent?.link ?? "",
  };
}

/** What the schema is yet to see: a week has as many days as it was given. */
type Draft = Omit<v.InferInput<typeof SiteSettings>, "hours"> & { readonly hours?: ReturnType<typeof asHours> };

/** An empty field is none. A link without a text has nothing to stand in, and is refused as such. */
export function asSettings(edited: Edited): Draft {
  const { name, greeting, accent, replyTime, mode, whenOnline, whenAway, fields, consent, consentLink } = edited;
  const link = consentLink.trim();
  const rules = asRules(edited.rules);
  const agentMail = asAgentMail(edited.agentMail);
  const hours = asHours(edited.hours);
  const absentAfterMs = asMs(edited.absentAfter);
  const asked = consent.trim() !== "" || link !== "";
  return {
    name,
    forwarding: { mode, ...(rules === undefined ? {} : { rules }) },
    ...(agentMail === undefined ? {} : { agentMail }),
    ...(hours === undefined ? {} : { hours }),
    ...(absentAfterMs === undefined ? {} : { absentAfterMs }),
    contactForm: {
      whenOnline,
      whenAway,
      fields: [...fields],
      ...asOwn(edited),
      ...(asked ? { consent: { text: consent.trim(), ...(link === "" ? {} : { link }) } } : {}),
    },
    // As long as nobody has chosen, the defaults may become better ones.
    ...(JSON.stringify(edited.uploads) === JSON.stringify(FIRST_UPLOADS) ? {} : { uploads: edited.uploads }),
    ...(edited.retentionDays === undefined ? {} : { retentionDays: edited.retentionDays }),
    ...(greeting.trim() === "" ? {} : { greeting: greeting.trim() }),
    ...(accent.trim() === "" ? {} : { accent: accent.trim() }),
    ...(replyTime === "" ? {} : { replyTime }),
  };
}

const delay = (ms: number | undefined): string => (ms === undefined ? "" : asText(ms));

/** Undefined where everything is the default. */
function asAgentMail({ isOn, delayMs, onlineDelayMs }: EditedAgentMail): SiteSettings["agentMail"] {
  const [away, online] = [asMs(delayMs), asMs(onlineDelayMs)];
  if (isOn && away === undefined && online === undefined) return undefined;
  return {
    isOn,
    ...(away === undefined ? {} : { delayMs: away }),
    ...(online === undefined ? {} : { onlineDelayMs: online }),
  };
}

export function same(one: Edited | undefined, other: Edited | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
