/** What the desk is told of forwarding beyond the mails themselves: why a reply was not mailed, what was decided, which addresses get no mail. */
import * as v from "valibot";
import { Email } from "./contact.js";
import { Instant, Seq } from "./message.js";

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
