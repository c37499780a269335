/** What came back over HTTP: the answer, the server's refusal, or something that is not from our server at all. */
import * as v from "valibot";
import type { Abilities } from "../client/backend.js";
import { ChatError, type ChatErrorCode } from "../client/errors.js";
import { Problem } from "../protocol/errors.js";

/** What every server of our own wire can do. */
export const CAN: Abilities = {
  typing: true,
  readReceipts: true,
  resume: true,
  signed: true,
  rate: true,
  erase: true,
  uploads: true,
  dossier: true,
};

export function siteAddress(path: string, { url, site }: { readonly url: string; readonly site: string }): string {
  return url.replace(/\/$/, "") + path.replace(":site", encodeURIComponent(site));
}

/** Statuses that keep their meaning whoever says them. Anything else without a Problem in it is a stranger's word, and may not end a session. */
const PLAIN: Readonly<Record<number, ChatErrorCode>> = {
  400: "bad-request",
  422: "bad-request",
  413: "too-large",
  429: "rate-limited",
  // Of a balancer behind which nobody stands yet, as in a deploy: our server says it in a Problem.
  404: "unavailable",
  408: "unavailable",
  425: "unavailable",
};

/** `refusal`: what a stranger's 4xx means for this call. */
export async function answerOf<S extends v.GenericSchema>(
  response: Response,
  schema: S,
  refusal?: ChatErrorCode,
): Promise<v.InferOutput<S>> {
  if (!response.ok) throw await problemOf(response, refusal);
  const parsed = v.safeParse(schema, parsedJson(await response.text()));
  // A captive portal answers everything with 200 and its own page.
  if (!parsed.success) throw stranger(response);
  return parsed.output;
}

/** The error a refusal stands for. */
export async function problemOf(response: Response, refusal: ChatErrorCode = "bad-answer"): Promise<ChatError> {
  const parsed = v.safeParse(Problem, parsedJson(await response.text()));
  const { status, headers } = response;
  const wait = headers.get("Retry-After");
  if (parsed.success) {
    const { code, message, field, retryAfterSeconds } = parsed.output.error;
    return new ChatError(code, message, { field, retryAfterMs: retryAfterMs(retryAfterSeconds ?? wait) });
  }
  return stranger(response, PLAIN[status] ?? (status >= 500 ? "unavailable" : refusal), retryAfterMs(wait));
}

export function stranger({ status }: Response, code: ChatErrorCode = "bad-answer", retryAfterMs?: number): ChatError {
  return new ChatError(code, `Not the chat server's answer (${status})`, { retryAfterMs });
}

/** Why no answer came: nobody waits, it took too long, or there is no way to the server. */
export function failureOf(cause: unknown, signal: AbortSignal): ChatError {
  if (cause instanceof ChatError) return cause;
  const isLate = cause instanceof Error && cause.name === "TimeoutError";
  return new ChatError(signal.aborted ? "aborted" : isLate ? "timeout" : "offline", "No answer", { cause });
}

/** What is not JSON fits no schema, and that is for the caller to say. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds, or a date; both come from intermediaries, too. */
function retryAfterMs(value: number | string | null): number | undefined {
  const seconds = Number(value);
  return Math.max(0, Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(String(value)) - Date.now()) || undefined;
}
