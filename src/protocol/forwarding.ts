/** What the desk is told of forwarding beyond the mails themselves: why a reply was not mailed, what was decided, which addresses get no mail. */
import * as v from "valibot";
import { Email } from "./contact.js";
import { Instant, Seq } from "./message.js";

export const ForwardingMode = v.picklist(["nothing", "unread", "transcript"]);
export type ForwardingMode = v.InferOutput<typeof ForwardingMode>;

/** Spans in milliseconds; what each means is forwarding/rules.ts. */
export const WAIT_RULES = [
  "awayDelayMs",
  "presentDelayMs",
  "mailThreadDelayMs",
  "awayGraceMs",
  "awayCapMs",
  "presentCapMs",
  "closeDelayMs",
  "closeDelayPresentMs",
  "typingTtlMs",
  "typingGraceMs",
  "gapMs",
  "transcriptCloseDelayMs",
  "transcriptQuietMs",
  "maxAgeMs",
] as const;
export const COUNT_RULES = ["contextCount", "shortCount", "unverifiedDailyCount"] as const;

const DAY_MS = 86_400_000;
const Wait = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(DAY_MS));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000));
const UnverifiedContext = v.picklist(["all", "agent", "none"]);

/** The numbers of forwarding an owner may set; one that is missing is the operator's, or else the default. */
export const ForwardingRules = v.object({
  ...v.entriesFromList(WAIT_RULES, v.exactOptional(Wait)),
  // Longer than any delay and gap together: no reply may grow too old while its mail waits for them.
  maxAgeMs: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(2 * DAY_MS), v.maxValue(60 * DAY_MS))),
  ...v.entriesFromList(COUNT_RULES, v.exactOptional(Count)),
  unverifiedContext: v.exactOptional(UnverifiedContext),
});
export type ForwardingRules = v.InferOutput<typeof ForwardingRules>;

/**
 * Mail to the agents about what visitors wrote and nobody saw: on unless switched off. So long after a visitor's last message it goes
 * while everybody is away, and while somebody is online who does not look.
 */
export const AgentMail = v.object({
  isOn: v.boolean(),
  delayMs: v.exactOptional(Wait),
  onlineDelayMs: v.exactOptional(Wait),
});
export type AgentMail = v.InferOutput<typeof AgentMail>;

/** An agent's own choice: nothing, what is missed, or what is missed at once also while somebody is online. */
export const MailMe = v.picklist(["missed", "always", "never"]);
export type MailMe = v.InferOutput<typeof MailMe>;

/** What holds where the owner sets nothing. The operator's numbers keep other limits than the owner's. */
export const ForwardingDefaults = v.object({
  ...v.entriesFromList([...WAIT_RULES, ...COUNT_RULES], v.number()),
  unverifiedContext: UnverifiedContext,
});
export type ForwardingDefaults = v.InferOutput<typeof ForwardingDefaults>;

/** A reason by its name; the desk has the words. Text and no list: an older desk shows a newer reason as it came. */
const Because = v.string();

/** Why a reply is in no mail, or not yet. A reply whose mail went, is on its way or failed has a `DeliveryMark` instead. */
export const ReplyVerdict = v.variant("do", [
  v.object({ seq: Seq, do: v.literal("nothing"), because: Because }),
  v.object({ seq: Seq, do: v.literal("wait"), until: Instant, because: Because }),
  v.object({ seq: Seq, do: v.literal("send"), because: Because }),
]);
export type ReplyVerdict = v.InferOutput<typeof ReplyVerdict>;

/** One decision of the forwarding about a conversation, from `at` on until the next one. `replies`: how many were mailed. */
export const Decision = v.variant("do", [
  v.object({ at: Instant, do: v.literal("nothing"), because: Because }),
  v.object({ at: Instant, do: v.literal("wait"), until: Instant, because: Because }),
  v.object({ at: Instant, do: v.literal("send"), because: Because, replies: v.number() }),
]);
export type Decision = v.InferOutput<typeof Decision>;

/**
 * An address the site mails no more, and why: `unsubscribed` and `complaint` are its reader's wish, `owner` an agent's, anything
 * else what a mail server said. `lifted`: it is mailed again, since its reader asked for that, by whose word.
 */
export const Suppression = v.object({
  email: Email,
  because: v.string(),
  at: Instant,
  lifted: v.optional(v.object({ at: Instant, by: v.string() })),
});
export type Suppression = v.InferOutput<typeof Suppression>;
