/** The agents' side of the wire. Signed in by cookie, so every write also proves its Origin. */
import * as v from "valibot";
import { AccountName, AccountWish, ConnectedAccounts } from "./accounts.js";
import { Attachment } from "./attachment.js";
import { NewUpload } from "./bodies.js";
import { Contact, Email } from "./contact.js";
import {
  AgentMail,
  Decision,
  ForwardingDefaults,
  ForwardingMode,
  ForwardingRules,
  MailMe,
  ReplyVerdict,
  Suppression,
} from "./forwarding.js";
import { Hours } from "./hours.js";
import { FILE_KINDS } from "./kinds.js";
import { LANGUAGES } from "./language.js";
import { Channel, Draft, Face, Instant, isSaid, Message, NOTHING_SAID, Seq } from "./message.js";
import { Secret } from "./secret.js";
import { Availability, ContactForm, ReplyTime, Uploads } from "./site.js";
import { UploadState } from "./upload.js";

export const AgentStatus = v.picklist(["online", "invisible", "offline"]);
export type AgentStatus = v.InferOutput<typeof AgentStatus>;

/** `until`: "go offline at the end of the day", as an instant. */
const StatusWish = v.object({ status: AgentStatus, until: v.exactOptional(Instant) });

export const AddressState = v.picklist(["none", "typed", "verified", "suppressed"]);
export type AddressState = v.InferOutput<typeof AddressState>;

const OWN_TYPES = ["text", "textarea", "select", "checkbox", "url", "number", "date"] as const;
const OwnLabel = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200), v.regex(/^\P{Cc}*$/u, "one line of text"));
const CheckedOwnField = v.pipe(
  v.object({
    name: v.pipe(
      v.string(),
      v.regex(/^[a-z][a-z0-9-]{0,39}$/, "small letters, digits and dashes"),
      v.check((name) => !["email", "name", "phone", "marketing"].includes(name), "this name is taken"),
    ),
    type: v.picklist(OWN_TYPES),
    label: OwnLabel,
    options: v.optional(v.pipe(v.array(OwnLabel), v.maxLength(50))),
    required: v.boolean(),
  }),
  v.forward(
    v.check(({ type, options = [] }) => type !== "select" || options.length > 0, "something to choose from"),
    ["options"],
  ),
);

/** By what was promised, whether they are known, and the rule. */
export const BOT_PHRASES = [
  "onlineOptional",
  "onlineRequired",
  "awayOptional",
  "awayRequired",
  "onlineOptionalKnown",
  "onlineRequiredKnown",
  "awayOptionalKnown",
  "awayRequiredKnown",
] as const;

const Https = v.pipe(v.string(), v.maxLength(2_000), v.regex(/^https?:\/\/\S+$/, "a web address"));

const CheckedContactForm = v.object({
  ...ContactForm.entries,
  consent: v.optional(v.object({ text: v.pipe(v.string(), v.minLength(1), v.maxLength(1_000)), link: v.optional(Https) })),
  own: v.optional(
    v.pipe(
      v.array(CheckedOwnField),
      v.maxLength(20),
      v.check((fields) => new Set(fields.map(({ name }) => name)).size === fields.length, "each field once"),
    ),
  ),
  order: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.maxLength(23))),
  marketing: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))),
  phrases: v.optional(
    v.pipe(
      v.array(
        v.object({
          language: v.picklist(LANGUAGES),
          of: v.picklist(BOT_PHRASES),
          text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300)),
        }),
      ),
      v.maxLength(LANGUAGES.length * BOT_PHRASES.length),
    ),
  ),
  fields: v.pipe(
    ContactForm.entries.fields,
    v.check((fields) => fields.some((field) => field.name === "email" && field.required), "the form always asks for the e-mail"),
    v.check((fields) => new Set(fields.map((field) => field.name)).size === fields.length, "each field once"),
  ),
});

/** Long enough for a computer that is started again; a day at most. */
export const SHORTEST_ABSENCE_MS = 2 * 60_000;
const Absence = v.pipe(v.number(), v.integer(), v.minValue(SHORTEST_ABSENCE_MS), v.maxValue(86_400_000));

/** What files visitors may send: no kind at all is none. Agents may send all kinds, also where visitors may not. */
export const UploadSettings = v.object({
  kinds: v.array(v.picklist(FILE_KINDS)),
  largestMegabytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(25)),
});
export type UploadSettings = v.InferOutput<typeof UploadSettings>;
export const FIRST_UPLOADS: UploadSettings = { kinds: [...FILE_KINDS], largestMegabytes: 10 };

/** What an agent, or the owner, may change. */
export const SiteSettings = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100), v.regex(/^\P{Cc}*$/u, "one line of text")),
  forwarding: v.object({ mode: ForwardingMode, rules: v.exactOptional(ForwardingRules) }),
  agentMail: v.exactOptional(AgentMail),
  contactForm: CheckedContactForm,
  /** Without them the site is always open. */
  hours: v.exactOptional(Hours),
  /** How long after their console was last heard of an agent who is online counts as away. */
  absentAfterMs: v.exactOptional(Absence),
  greeting: v.optional(v.pipe(v.string(), v.maxLength(500))),
  replyTime: v.exactOptional(ReplyTime),
  accent: v.optional(v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i, "a colour as #rrggbb"))),
  /** Absent: `FIRST_UPLOADS`. */
  uploads: v.exactOptional(UploadSettings),
  /** Absent: for good. Else a conversation is deleted so long after its last message. */
  retentionDays: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_650))),
});
export type SiteSettings = v.InferOutput<typeof SiteSettings>;

export const Me = v.object({
  agent: Face,
  email: Email,
  status: AgentStatus,
  /** Whether they go offline at the end of their days, when they do today, and when the working day ends by the site's hours. */
  endsDay: v.exactOptional(v.boolean()),
  offlineAt: v.exactOptional(Instant),
  dayEndsAt: v.exactOptional(Instant),
  mailMe: v.optional(MailMe, "missed"),
  /** What files may go along with a reply; absent: none. */
  uploads: v.exactOptional(Uploads),
  site: v.object({ id: v.string(), name: v.string() }),
  availability: Availability,
  /** It is the hours that say "away", until then. */
  opensAt: v.exactOptional(Instant),
});
export type Me = v.InferOutput<typeof Me>;

/** Counted of one conversation: whoever has so many to read does not count them. */
export const MOST_UNREAD = 100;

export const ConversationRow = v.object({
  id: v.string(),
  channel: Channel,
  contact: v.optional(Contact),
  /** The last public message, or none while all of it was deleted. */
  last: v.optional(Message),
  /** Visitor messages above the agents' read cursor; `MOST_UNREAD` also stands for more. */
  unread: v.number(),
  /** Mails that came in and may be the visitor's: an agent has to say. */
  unconfirmed: v.optional(v.number()),
  /** Since when the visitor waits for an answer. */
  waitingSince: v.optional(Instant),
  present: v.boolean(),
  closedAt: v.optional(Instant),
});
export type ConversationRow = v.InferOutput<typeof ConversationRow>;

/** Where a reply went outside the widget. `waiting`: out of budget or before its retry. */
export const DeliveryMark = v.object({
  seq: Seq,
  state: v.picklist(["queued", "sent", "waiting", "cancelled", "failed", "bounced"]),
  to: v.string(),
  at: Instant,
  reason: v.optional(v.string()),
  /** Which rule set the time the mail was made at. */
  because: v.optional(v.string()),
});
export type DeliveryMark = v.InferOutput<typeof DeliveryMark>;

/** A mail that came in. An `answer`, or one an agent vouched for, has become the message `seq`; the others are for agents' eyes only. */
export const ReceivedMail = v.object({
  id: v.string(),
  /** Whose it is, or claims to be, where it answers a mail to an agent; without one it is the visitor's. */
  agent: v.exactOptional(Face),
  standing: v.picklist(["answer", "unconfirmed", "automatic"]),
  /** Why it is no answer: `other-sender`, `not-authentic`, or what kind of machine wrote it. */
  because: v.optional(v.string()),
  seq: v.optional(Seq),
  at: Instant,
  /** As the mail has it: nobody vouches for it. */
  from: v.string(),
  subject: v.string(),
  /** Their own words; empty where the message has them. */
  text: v.string(),
  /** Names of files that came with it and are only in the original. */
  files: v.array(v.string()),
  /** Files that came with it and can be asked for one by one. */
  attachments: v.optional(v.array(Attachment)),
});
export type ReceivedMail = v.InferOutput<typeof ReceivedMail>;

/** Whom the host's server has vouched for: its own id of the user, and what it says of them. */
export const SignedIn = v.object({ subject: v.string(), email: v.exactOptional(v.string()), name: v.exactOptional(v.string()) });
export type SignedIn = v.InferOutput<typeof SignedIn>;

/** What will become of the unread replies, as the forwarding would decide right now. */
export const Plan = v.variant("do", [
  v.object({ do: v.literal("nothing"), because: v.string() }),
  v.object({ do: v.literal("wait"), until: Instant, because: v.string() }),
  v.object({ do: v.literal("send") }),
]);
export type Plan = v.InferOutput<typeof Plan>;

export const ConversationView = v.object({
  ...ConversationRow.entries,
  messages: v.array(Message),
  latest: Seq,
  /** How far the visitor has read, and since when they are away. */
  readUpTo: Seq,
  awaySince: v.optional(Instant),
  agentsReadUpTo: Seq,
  /** `because`: why it is suppressed, as in `Suppression`. */
  address: v.object({ email: v.optional(Email), state: AddressState, because: v.optional(v.string()) }),
  signedIn: v.exactOptional(SignedIn),
  deliveries: v.array(DeliveryMark),
  mails: v.optional(v.array(ReceivedMail), []),
  verdicts: v.optional(v.array(ReplyVerdict), []),
  plan: Plan,
  /** How long after the last unread reply its mail goes, while the visitor stays where they are. */
  replyDelayMs: v.number(),
  pages: v.array(v.object({ at: Instant, page: v.string() })),
  now: Instant,
});
export type ConversationView = v.InferOutput<typeof ConversationView>;

/** One that speaks of an address. Confirmed: who reads there has shown it; otherwise somebody has only typed it. */
export const AddressedConversation = v.object({
  id: v.string(),
  name: v.optional(v.string()),
  /** Of the last message. */
  at: Instant,
  messages: v.number(),
  confirmed: v.boolean(),
});
export type AddressedConversation = v.InferOutput<typeof AddressedConversation>;

export const DossierFormat = v.picklist(["html", "json"]);
export type DossierFormat = v.InferOutput<typeof DossierFormat>;

/** Ids, not contents: the desk asks again for what it shows, so a lost or doubled event does no harm. */
export const AgentEvent = v.variant("type", [
  v.object({ type: v.literal("hello"), now: Instant }),
  v.object({ type: v.literal("conversation"), id: v.string() }),
  v.object({ type: v.literal("typing"), id: v.string(), on: v.boolean() }),
  v.object({ type: v.literal("site") }),
  v.object({ type: v.literal("beat") }),
]);
export type AgentEvent = v.InferOutput<typeof AgentEvent>;

export const MOST_QUICK_REPLIES = 4;
export const LONGEST_QUICK_REPLY = 60;

/** Answers offered with a reply: each a line of its own, and none twice. */
export const QuickReplies = v.pipe(
  v.array(
    v.pipe(
      v.string(),
      v.trim(),
      v.minLength(1),
      v.maxLength(LONGEST_QUICK_REPLY),
      v.regex(/^[^\p{Cc}\p{Cs}]*$/u, "one line of text"),
    ),
  ),
  v.minLength(1),
  v.maxLength(MOST_QUICK_REPLIES),
  v.check((texts) => new Set(texts).size === texts.length, "each answer once"),
);

/** An agent's answer keeps the same limits as a visitor's message. */
export const Reply = v.pipe(
  v.object({ ...v.omit(Draft.pipe[0], ["seen", "page"]).entries, quickReplies: v.optional(QuickReplies) }),
  v.check((said) => isSaid(said), NOTHING_SAID),
);
export type Reply = v.InferOutput<typeof Reply>;

/** Signs visitors in, so only the host's server and the agents may have it. `old`: keys that still count, and until when. */
export const IdentityKeys = v.object({
  key: v.exactOptional(v.object({ secret: Secret, createdAt: Instant })),
  old: v.array(v.object({ endsAt: Instant })),
});
export type IdentityKeys = v.InferOutput<typeof IdentityKeys>;

const Nothing = v.object({});
const Id = "/v1/agent/conversations/:id";

export const AGENT_ROUTES = {
  /** Mails a one-time link to the agent with this address; the answer is the same when there is none. */
  requestLink: { method: "POST", path: "/v1/agent/links", status: 202, body: v.object({ email: Email }), answer: Nothing },
  /** Uses the link up (15 min, once) and sets the session cookie. */
  signIn: { method: "POST", path: "/v1/agent/session", status: 200, body: v.object({ link: Secret }), answer: Me },
  signOut: { method: "DELETE", path: "/v1/agent/session", status: 200, answer: Nothing },
  me: { method: "GET", path: "/v1/agent/me", status: 200, answer: Me },
  status: { method: "PUT", path: "/v1/agent/status", status: 200, body: StatusWish, answer: Me },
  /** What this agent wants mailed to themselves. */
  mailMe: { method: "PUT", path: "/v1/agent/mail-me", status: 200, body: v.object({ mailMe: MailMe }), answer: Me },
  inbox: {
    method: "GET",
    path: "/v1/agent/conversations",
    status: 200,
    answer: v.object({ conversations: v.array(ConversationRow), now: Instant }),
  },
  conversation: { method: "GET", path: Id, status: 200, answer: ConversationView },
  /** "Ask for e-mail": the bot asks in the visitor's chat, and the contact form opens there. Refused where the e-mail is known. */
  askContact: { method: "POST", path: `${Id}/ask`, status: 201, body: Nothing, answer: Message },
  reply: { method: "POST", path: `${Id}/messages`, status: 201, body: Reply, answer: Message },
  /** As visitors do it (upload.ts). */
  agentBeginUpload: {
    method: "PUT",
    path: "/v1/agent/uploads/:upload",
    status: 200,
    body: NewUpload,
    answer: UploadState,
  },
  agentUpload: { method: "PATCH", path: "/v1/agent/uploads/:upload", status: 200, answer: UploadState },
  agentRead: { method: "POST", path: `${Id}/read`, status: 200, body: v.object({ upTo: Seq }), answer: Nothing },
  agentTyping: { method: "POST", path: `${Id}/typing`, status: 200, body: v.object({ on: v.boolean() }), answer: Nothing },
  /** "Send again": the failed mail's replies that are still unread go once more. Nothing to send again is no error. */
  sendAgain: { method: "POST", path: `${Id}/again`, status: 200, body: v.object({ seq: Seq }), answer: Nothing },
  /** The latest first. */
  decisions: { method: "GET", path: `${Id}/decisions`, status: 200, answer: v.object({ decisions: v.array(Decision) }) },
  close: { method: "POST", path: `${Id}/close`, status: 200, body: Nothing, answer: Nothing },
  /** "This is Ana": an unconfirmed mail becomes the message of whom it claims to be from. Repeats return the same message. */
  vouch: { method: "POST", path: `${Id}/mails/:mail/vouch`, status: 200, body: Nothing, answer: Message },
  /** The bytes as they came, as a file to save (message/rfc822). */
  original: { method: "GET", path: `${Id}/mails/:mail/original`, status: 200 },
  /** One file of the conversation, to save. */
  attachment: { method: "GET", path: `${Id}/attachments/:attachment`, status: 200 },
  settings: { method: "GET", path: "/v1/agent/settings", status: 200, answer: SiteSettings },
  saveSettings: { method: "PUT", path: "/v1/agent/settings", status: 200, body: SiteSettings, answer: SiteSettings },
  /** What holds where the owner sets nothing, and whether this server mails anything at all. */
  defaults: {
    method: "GET",
    path: "/v1/agent/settings/defaults",
    status: 200,
    answer: v.object({ rules: ForwardingDefaults, canMail: v.boolean() }),
  },
  /** "Send me a test": mails the signed-in agent a sample of what visitors get with these settings, saved or not. */
  sendTest: {
    method: "POST",
    path: "/v1/agent/settings/test",
    status: 200,
    body: SiteSettings,
    answer: v.object({ to: Email }),
  },
  identityKeys: { method: "GET", path: "/v1/agent/identity-keys", status: 200, answer: IdentityKeys },
  /** The first key, or the next one: the one before it counts for another day, so that the host's server can be told. */
  newIdentityKey: { method: "POST", path: "/v1/agent/identity-keys", status: 201, answer: IdentityKeys },
  /** At once, with every session they have opened: for a key that somebody else has seen. */
  endOldIdentityKeys: { method: "DELETE", path: "/v1/agent/identity-keys/old", status: 200, answer: IdentityKeys },
  accounts: { method: "GET", path: "/v1/agent/accounts", status: 200, answer: ConnectedAccounts },
  /** Connects an account, or changes one. Meta is asked first whether the access token opens it. */
  connectAccount: { method: "PUT", path: "/v1/agent/accounts", status: 200, body: AccountWish, answer: ConnectedAccounts },
  /** Its secrets are deleted, its conversations stay. Nothing there is no error. */
  disconnectAccount: {
    method: "POST",
    path: "/v1/agent/accounts/disconnect",
    status: 200,
    body: AccountName,
    answer: ConnectedAccounts,
  },
  /** Never in the path: addresses stay out of every log on the way. */
  suppressions: {
    method: "GET",
    path: "/v1/agent/suppressions",
    status: 200,
    answer: v.object({ suppressions: v.array(Suppression) }),
  },
  suppress: { method: "POST", path: "/v1/agent/suppressions", status: 200, body: v.object({ email: Email }), answer: Nothing },
  /** `asked`: the agent's word that this address's reader wants mail again. Without it only what agents have added is lifted. */
  resubscribe: {
    method: "POST",
    path: "/v1/agent/suppressions/lift",
    status: 200,
    body: v.object({ email: Email, asked: v.boolean() }),
    answer: Nothing,
  },
  /** What the site has about an address: shown, as a file, deleted. Of the last, those that were shown. */
  findAddress: {
    method: "POST",
    path: "/v1/agent/addresses",
    status: 200,
    body: v.object({ email: Email }),
    answer: v.object({ conversations: v.array(AddressedConversation) }),
  },
  addressDossier: {
    method: "POST",
    path: "/v1/agent/addresses/dossier",
    status: 200,
    body: v.object({ email: Email, as: DossierFormat }),
    answer: v.object({ content: v.string() }),
  },
  eraseAddress: {
    method: "POST",
    path: "/v1/agent/addresses/erase",
    status: 200,
    body: v.object({ email: Email, conversations: v.pipe(v.array(v.string()), v.maxLength(10_000)) }),
    answer: v.object({ erased: v.number() }),
  },
  agentEvents: { method: "GET", path: "/v1/agent/events", status: 200 },
} as const;
export type AgentRouteName = keyof typeof AGENT_ROUTES;
