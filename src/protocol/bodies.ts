/** What a browser sends: checked by the server alone, so no browser should load what would; it takes the types from here. */
import * as v from "valibot";
import { Locale } from "./language.js";
import { PageAddress, Seq } from "./message.js";
import { object } from "./object.js";
import { Secret } from "./secret.js";

const whereabouts = { locale: v.optional(Locale), page: v.optional(PageAddress) };

/**
 * What the host's server says of its user: a JWT (HS256) signed with the site's identity key, `aud` the site's id, `sub` the user's
 * id there, `exp` at most an hour ahead; `email` and `name`, if it likes. Whether it is good, only the server can say.
 */
export const SignedToken = v.pipe(v.string(), v.maxLength(4_096));

/**
 * `stored`: the token of this browser · `resume`: the secret from a mail's link · `signed`: a signed token, and the browser's own,
 * if it has one: what was begun there anonymously is taken along · `new`: a visitor's first message.
 */
export const Ticket = v.variant("kind", [
  object({ kind: v.literal("new"), ...whereabouts }),
  object({ kind: v.literal("stored"), token: Secret, ...whereabouts }),
  object({ kind: v.literal("resume"), secret: Secret, ...whereabouts }),
  object({ kind: v.literal("signed"), jwt: SignedToken, token: v.optional(Secret), ...whereabouts }),
]);
export type Ticket = v.InferOutput<typeof Ticket>;

/** Up to `limit` messages right after `after`, or right before `before`; with neither, the last ones. */
export const Range = object({
  after: v.optional(Seq),
  before: v.optional(Seq),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200))),
});
export type Range = v.InferOutput<typeof Range>;

export const NewUpload = object({
  name: v.pipe(v.string(), v.maxLength(1_000)),
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
});
export type NewUpload = v.InferOutput<typeof NewUpload>;

/** Without an answer: what is the task? */
export const TaskAnswer = object({ answer: v.optional(v.pipe(v.string(), v.maxLength(8_192))) });
