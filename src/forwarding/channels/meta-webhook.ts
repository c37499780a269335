/**
 * What Meta tells a webhook: who may subscribe it, whether it is Meta that speaks, and what happened, one by one. Batches, repeats
 * and disorder are usual: whoever keeps this compares `mid`s.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import * as v from "valibot";
import type { ChannelKind } from "./channel.js";

/** One thing that happened at an account of Meta's. */
export type ChannelNews = Happened & {
  readonly kind: ChannelKind;
  readonly account: string;
  /** The person opposite, in both directions. */
  readonly person: string;
  /** Milliseconds since 1970, by Meta's clock. */
  readonly at: number;
};

type Happened =
  /** `isFromAd`: they came by a click on an advertisement, which keeps the window open for 7 days. */
  | {
      readonly was: "message";
      readonly mid: string;
      readonly text: string;
      readonly files: readonly string[];
      readonly isFromAd: boolean;
    }
  /** Sent from the account: by us (`id` is our name for it), or by somebody with another program. */
  | { readonly was: "echo"; readonly mid: string; readonly text: string; readonly files: readonly string[]; readonly id?: string }
  /** Everything sent until then, or until that message, has been seen. */
  | { readonly was: "read"; readonly until: number }
  | { readonly was: "read"; readonly mid: string }
  | { readonly was: "deleted"; readonly mid: string };

/** The challenge to answer with, or undefined where somebody else asks. `query`: of the GET request. */
export function challengeOf(query: URLSearchParams, verifyToken: string): string | undefined {
  if (query.get("hub.mode") !== "subscribe" || !isSame(query.get("hub.verify_token") ?? "", verifyToken)) return undefined;
  return query.get("hub.challenge") ?? undefined;
}

/** `signature`: the header X-Hub-Signature-256. Over the bytes as they came: parsed and written anew they are others. */
export function isSigned(body: Uint8Array, signature: string | undefined, appSecret: string): boolean {
  return isSame(signature ?? "", `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`);
}

/** In constant time, also where the lengths differ. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHmac("sha256", "compared").update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}

const Party = v.object({ id: v.string() });
const Referral = v.object({ source: v.optional(v.string()) });
const Entry = v.object({
  sender: Party,
  recipient: Party,
  timestamp: v.optional(v.number()),
  message: v.optional(
    v.object({
      mid: v.string(),
      text: v.optional(v.string()),
      attachments: v.optional(v.array(v.object({ payload: v.optional(v.nullable(v.object({ url: v.optional(v.string()) }))) }))),
      is_echo: v.optional(v.boolean()),
      is_deleted: v.optional(v.boolean()),
      metadata: v.optional(v.string()),
      referral: v.optional(Referral),
    }),
  ),
  postback: v.optional(v.object({ mid: v.optional(v.string()), title: v.optional(v.string()), referral: v.optional(Referral) })),
  read: v.optional(v.object({ watermark: v.optional(v.number()), mid: v.optional(v.string()) })),
});
type Entry = v.InferOutput<typeof Entry>;

const Batch = v.object({
  object: v.picklist(["page", "instagram"]),
  entry: v.array(v.object({ id: v.string(), time: v.optional(v.number()), messaging: v.optional(v.array(v.unknown())) })),
});

/** Which accounts a batch speaks of, each once: the app of one of them has to have signed it. Undefined for what is no batch of a kind we know. */
export function accountsIn(body: unknown): { readonly kind: ChannelKind; readonly accounts: readonly string[] } | undefined {
  const batch = v.safeParse(Batch, body);
  return batch.success
    ? { kind: kindOf(batch.output), accounts: [...new Set(batch.output.entry.map(({ id }) => id))] }
    : undefined;
}

/** Undefined for what is no batch of a kind we know. An entry that means nothing to us is left out, and harms none of the others. */
export function newsIn(body: unknown): ChannelNews[] | undefined {
  const batch = v.safeParse(Batch, body);
  if (!batch.success) return undefined;
  const kind = kindOf(batch.output);
  return batch.output.entry.flatMap(({ id: account, time = 0, messaging = [] }) =>
    messaging.flatMap((given) => {
      const entry = v.safeParse(Entry, given);
      const happened = entry.success ? happenedIn(entry.output) : undefined;
      if (!entry.success || !happened) return [];
      const { sender, recipient, timestamp = time } = entry.output;
      return [{ ...happened, kind, account, person: happened.was === "echo" ? recipient.id : sender.id, at: timestamp }];
    }),
  );
}

const kindOf = ({ object }: v.InferOutput<typeof Batch>): ChannelKind => (object === "page" ? "messenger" : "instagram");

function happenedIn({ message, postback, read }: Entry): Happened | undefined {
  if (message) {
    const { mid, text = "", attachments = [], metadata, referral } = message;
    const files = attachments.flatMap(({ payload }) => payload?.url ?? []);
    if (message.is_deleted) return { was: "deleted", mid };
    if (message.is_echo) return { was: "echo", mid, text, files, ...(metadata !== undefined && { id: metadata }) };
    return { was: "message", mid, text, files, isFromAd: referral?.source === "ADS" };
  }
  // A tap on a button: its title is what the person said.
  if (postback?.mid && postback.title)
    return { was: "message", mid: postback.mid, text: postback.title, files: [], isFromAd: postback.referral?.source === "ADS" };
  if (read?.mid !== undefined) return { was: "read", mid: read.mid };
  if (read?.watermark !== undefined) return { was: "read", until: read.watermark };
  return undefined;
}
