/** Messenger and Instagram by Meta's Send API. Nothing is retried here, and nothing is remembered. */
import ky from "ky";
import * as v from "valibot";
import type { Channel, ChannelKind, ChannelOutcome, Outgoing, Refused } from "./channel.js";
import { split } from "./split.js";
import { wholeText } from "./whole-text.js";

/** Which account, and the token that opens it. */
export interface MetaOptions {
  readonly kind: ChannelKind;
  /** The page's id, or the Instagram account's. */
  readonly account: string;
  readonly accessToken: string;
  /** Of the Graph API: "v23.0". */
  readonly version?: string;
  /** Where the API is, if it is not Meta's own. */
  readonly url?: string;
}

export const VERSION = "v23.0";
export const HOSTS: Record<ChannelKind, string> = {
  messenger: "https://graph.facebook.com",
  instagram: "https://graph.instagram.com",
};
const ANSWER_MS = 15_000;

/** Messenger counts UTF-16 units, Instagram bytes. */
const LIMITS: Record<ChannelKind, { readonly most: number; readonly sizeOf: (text: string) => number }> = {
  messenger: { most: 2_000, sizeOf: (text) => text.length },
  instagram: { most: 1_000, sizeOf: (text) => Buffer.byteLength(text) },
};

const Sent = v.object({ message_id: v.string() });
const Failure = v.object({
  error: v.object({ message: v.string(), code: v.number(), error_subcode: v.optional(v.number()) }),
});

/** https://developers.facebook.com/docs/messenger-platform/error-codes */
const WINDOW_CLOSED = [2_018_278, 2_534_022];
const BY_CODE: Readonly<Record<number, Refused>> = {
  190: "token",
  200: "token",
  551: "unavailable",
  100: "rejected",
  10: "rejected",
};
/** Trouble on their side, and limits of calls. */
const PASSES = [1, 2, 4, 17, 32, 613, 1_200, 80_006];

/** The channel of a Facebook page or an Instagram account, over Meta's Send API. */
export function meta({ kind, account, accessToken, version = VERSION, url = HOSTS[kind] }: MetaOptions): Channel {
  const api = ky.create({
    ...{ retry: 0, throwHttpErrors: false, timeout: ANSWER_MS },
    // Never in the URL: it would be in logs on the way.
    headers: { Authorization: `Bearer ${accessToken}` },
  });
  const address = new URL(`/${version}/${account}/messages`, url).href;
  const { most, sizeOf } = LIMITS[kind];

  return {
    kind,
    account,
    parts: (text) => split(text, most, sizeOf),
    async send(message, signal) {
      let response: Response;
      let text: string;
      try {
        response = await api.post(address, { json: bodyOf(message), signal });
        text = await wholeText(response, signal);
      } catch (error) {
        if (signal.aborted) throw error;
        return { was: "deferred", reason: error instanceof Error ? error.message : String(error) };
      }
      return outcomeOf(response, parsedJson(text));
    },
  };
}

function bodyOf({ to, text, id, asHumanAgent }: Outgoing): object {
  const type = asHumanAgent ? { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" } : { messaging_type: "RESPONSE" };
  return { recipient: { id: to }, ...type, message: { text, metadata: id } };
}

function outcomeOf({ ok, status, headers }: Response, body: unknown): ChannelOutcome {
  const sent = v.safeParse(Sent, body);
  if (ok && sent.success) return { was: "sent", mid: sent.output.message_id };
  const failure = v.safeParse(Failure, body);
  const retryAfterMs = Number(headers.get("Retry-After")) * 1_000 || undefined;
  // Not Meta speaking, or Meta out of order: the next try will tell.
  if (!failure.success) return { was: "deferred", reason: `Answered ${status}`, ...(retryAfterMs && { retryAfterMs }) };
  const { message, code, error_subcode } = failure.output.error;
  const reason = `${message} (${code}${error_subcode === undefined ? "" : `/${error_subcode}`})`;
  if (error_subcode !== undefined && WINDOW_CLOSED.includes(error_subcode))
    return { was: "refused", because: "window-closed", reason };
  const because = BY_CODE[code];
  if (because !== undefined) return { was: "refused", because, reason };
  if (status >= 500 || status === 429 || PASSES.includes(code))
    return { was: "deferred", reason, ...(retryAfterMs && { retryAfterMs }) };
  return { was: "refused", because: "rejected", reason };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
