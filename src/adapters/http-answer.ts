/** What came back over HTTP: the answer, the server's refusal, or something that is not from our server at all. */
import * as v from "valibot";
import { ChatError, type ChatErrorCode } from "../client/errors.js";
import { Problem } from "../protocol/errors.js";

/** Statuses that keep their meaning whoever says them. Anything else without a Problem in it is a stranger's word: it may neither end a session nor fail a message. */
const PLAIN: Readonly<Record<number, ChatErrorCode>> = {
  400: "bad-request",
  408: "unavailable",
  413: "too-large",
  422: "bad-request",
  425: "unavailable",
  429: "rate-limited",
  503: "unavailable",
};

export async function answerOf<S extends v.GenericSchema>(response: Response, schema: S): Promise<v.InferOutput<S>> {
  if (!response.ok) throw await problemOf(response);
  const parsed = v.safeParse(schema, await jsonOf(response));
  if (parsed.success) return parsed.output;
  // A captive portal answers everything with 200 and its own page.
  throw new ChatError("bad-answer", `Something else than the chat server answered (${response.status})`);
}

/** The error a refusal stands for. */
export async function problemOf(response: Response): Promise<ChatError> {
  const parsed = v.safeParse(Problem, await jsonOf(response));
  const waitMs = retryAfterMs(response.headers.get("Retry-After"));
  if (parsed.success) {
    const { code, message, field, retryAfterSeconds } = parsed.output.error;
    return new ChatError(code, message, {
      field,
      retryAfterMs: retryAfterSeconds === undefined ? waitMs : retryAfterSeconds * 1_000,
    });
  }
  const code = PLAIN[response.status] ?? (response.status >= 500 ? "unavailable" : "bad-answer");
  return new ChatError(code, `The answer was ${response.status} ${response.statusText}`.trim(), { retryAfterMs: waitMs });
}

/** Why no answer came: nobody waits, it took too long, or there is no way to the server. */
export function failureOf(error: unknown, signal: AbortSignal | null | undefined): ChatError {
  if (signal?.aborted) return new ChatError("aborted", "Nobody waits for this answer any more", { cause: error });
  if (error instanceof Error && error.name === "TimeoutError") {
    return new ChatError("timeout", "The server did not answer in time", { cause: error });
  }
  return offline(error);
}

export function offline(cause: unknown): ChatError {
  return new ChatError("offline", "The server could not be reached", { cause });
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text().catch((error: unknown) => {
    throw offline(error);
  });
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: whatever it is, it fits no schema, and the caller says so.
    return undefined;
  }
}

/** Seconds, or a date; both come from intermediaries, too. */
function retryAfterMs(value: string | null): number | undefined {
  if (value === null) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  return Math.max(0, Date.parse(value) - Date.now()) || undefined;
}
