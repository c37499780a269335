/** The file format `forwarding-vectors/2`, parsed at the wall. Whatever could change a case and is not known here is an error, never ignored. */
import * as v from "valibot";

const Seconds = v.pipe(v.number(), v.finite(), v.minValue(0));
const Seq = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const Cursor = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Count = Cursor;
const State = v.picklist(["typed", "verified", "suppressed"]);
const Mode = v.picklist(["nothing", "unread", "transcript"]);
const Presence = v.picklist(["online", "offline"]);
const Channel = v.picklist(["widget", "email", "messenger", "instagram"]);

/** 250, 4xx, lost, crash or an enhanced 5.x.y status. */
const SmtpOutcome = v.pipe(v.string(), v.regex(/^(?:250|4xx|lost|crash|5\.\d{1,3}\.\d{1,3})$/, "250, 4xx, lost, crash or 5.x.y"));

const event = <const T extends string, E extends v.ObjectEntries>(type: T, entries: E) =>
  v.strictObject({ t: Seconds, type: v.literal(type), ...entries });

export const VectorEvent = v.variant("type", [
  event("visitor", {
    seq: Seq,
    via: v.optional(Channel),
    seen: v.optional(Cursor),
    mid: v.optional(v.string()),
    inReplyTo: v.optional(v.string()),
    /** Anything but `pass` is an answer nobody vouched for. */
    auth: v.optional(v.string()),
  }),
  event("agent", { seq: Seq }),
  event("bot", { seq: Seq }),
  event("note", { seq: Seq }),
  event("read", { seq: Cursor }),
  event("typing", { on: v.boolean() }),
  event("presence", { state: Presence }),
  event("address", { email: v.string(), state: v.picklist(["typed", "verified"]) }),
  event("verify", {}),
  event("unsubscribe", {}),
  event("complaint", {}),
  event("bounce", {
    mail: v.string(),
    status: v.pipe(v.string(), v.regex(/^[245]\.\d{1,3}\.\d{1,3}$/, "an enhanced status code")),
  }),
  event("delete", { seq: Seq }),
  event("edit", { seq: Seq }),
  event("close", {}),
  event("smtp", { outcomes: v.array(SmtpOutcome) }),
  event("mode", { mode: Mode }),
  event("autoreply", {}),
]);
export type VectorEvent = v.InferOutput<typeof VectorEvent>;

/** A file's own names for the rules; cfg.ts knows what they are called here. */
export const Cfg = v.strictObject({
  offlineDelay: v.optional(Seconds),
  onlineDelay: v.optional(Seconds),
  emailDelay: v.optional(Seconds),
  presenceGrace: v.optional(Seconds),
  typingTtl: v.optional(Seconds),
  typingGrace: v.optional(Seconds),
  offlineMaxWait: v.optional(Seconds),
  onlineMaxWait: v.optional(Seconds),
  minGap: v.optional(Seconds),
  closeDelay: v.optional(Seconds),
  closeDelayPresent: v.optional(Seconds),
  transcriptCloseDelay: v.optional(Seconds),
  transcriptQuiet: v.optional(Seconds),
  context: v.optional(Count),
  short: v.optional(Count),
  maxAge: v.optional(Seconds),
  typedDailyMax: v.optional(Count),
  unverifiedContext: v.optional(v.picklist(["all", "agent", "none"])),
  lease: v.optional(Seconds),
  backoff: v.optional(v.array(Seconds)),
  giveUp: v.optional(Seconds),
  refsMax: v.optional(Count),
});
export type Cfg = v.InferOutput<typeof Cfg>;

const Seqs = v.array(Seq);

const ExpectedMail = v.strictObject({
  t: v.optional(Seconds),
  to: v.optional(v.string()),
  kind: v.optional(v.picklist(["unread", "transcript"])),
  new: v.optional(Seqs),
  context: v.optional(Seqs),
  interleaved: v.optional(Seqs),
  whole: v.optional(v.boolean()),
  messageId: v.optional(v.string()),
  inReplyTo: v.optional(v.string()),
  references: v.optional(v.array(v.string())),
  subject: v.optional(v.string()),
  attempts: v.optional(Count),
});

export const Expect = v.strictObject({
  mails: v.optional(v.array(ExpectedMail)),
  /** Every acceptance by the other side, lost ones and repeats included. */
  deliveries: v.optional(v.array(v.tuple([v.string(), Seconds]))),
  M: v.optional(Cursor),
  R: v.optional(Cursor),
  T: v.optional(Cursor),
  cancelled: v.optional(v.array(v.string())),
  failed: v.optional(v.array(v.string())),
  address: v.optional(v.nullable(v.string())),
  addressState: v.optional(v.picklist(["none", ...State.options])),
});
export type Expect = v.InferOutput<typeof Expect>;

export const Vector = v.object({
  id: v.string(),
  title: v.optional(v.string(), ""),
  cfg: v.optional(Cfg, {}),
  init: v.optional(
    v.strictObject({
      address: v.optional(v.nullable(v.string())),
      addressState: v.optional(v.picklist(["none", ...State.options])),
      mode: v.optional(Mode),
      presence: v.optional(Presence),
      channel: v.optional(Channel),
    }),
    {},
  ),
  until: Seconds,
  events: v.array(VectorEvent),
  expect: Expect,
});
export type Vector = v.InferOutput<typeof Vector>;

/** The file around the cases, which are parsed one by one: a case that is not understood fails alone. */
export const VectorFile = v.object({
  format: v.literal("forwarding-vectors/2"),
  defaults: v.optional(Cfg, {}),
  vectors: v.pipe(v.array(v.unknown()), v.minLength(1, "at least one case")),
});
