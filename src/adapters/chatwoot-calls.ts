/** Questions to Chatwoot's client API: one URL below the inbox, an answer that fits its schema, or a ChatError. */
import ky from "ky";
import * as v from "valibot";
import { ChatError, type ChatErrorCode } from "../client/errors.js";
import { object, stringifyJson } from "../protocol/object.js";

export interface Server {
  /** "https://chatwoot.example.com" */
  readonly url: string;
  /** The identifier of the API-channel inbox. */
  readonly inbox: string;
  /** Instead of the global one: through a proxy, with a trace. */
  readonly fetch?: typeof fetch;
}

interface Asked {
  readonly json?: object;
  /** Files. */
  readonly body?: FormData;
  /** Instead of the usual patience. */
  readonly timeout?: number;
  readonly searchParams?: Record<string, number>;
  /** Small, and worth sending while the page is being closed. */
  readonly keepalive?: boolean;
}

/** The caller has a deadline of its own, a little later. */
const ANSWER_MS = 15_000;

const BY_STATUS: Readonly<Record<number, ChatErrorCode>> = {
  408: "unavailable",
  413: "too-large",
  422: "bad-request",
  425: "unavailable",
  429: "rate-limited",
};
const Refusal = object({ message: v.string(), attributes: v.optional(v.array(v.string())) });

export type Call = ReturnType<typeof caller>;

export function caller({ url, inbox, fetch: custom }: Server) {
  const fetch: typeof globalThis.fetch = custom ?? ((...args) => globalThis.fetch(...args));
  const api = ky.create({
    ...{ fetch, stringifyJson, retry: 0, throwHttpErrors: false },
    ...{ credentials: "omit", timeout: ANSWER_MS, cache: "no-store" },
  });
  const base = `/public/api/v1/inboxes/${encodeURIComponent(inbox)}`;

  return async function call<S extends v.GenericSchema>(
    method: "GET" | "POST" | "PATCH",
    path: string,
    answer: S,
    signal: AbortSignal,
    asked: Asked = {},
  ): Promise<v.InferOutput<S>> {
    try {
      const response = await api(new URL(base + path, url).href, { method, signal, ...asked });
      if (!response.ok) throw await refusalOf(response, path);
      const parsed = v.safeParse(answer, parsedJson(await response.text()));
      // A captive portal answers everything with 200 and its own page.
      if (!parsed.success)
        throw new ChatError("bad-answer", `Not Chatwoot's answer to ${method} ${path.replace(/[\w-]{40,}/, "…")}`);
      return parsed.output;
    } catch (cause) {
      if (cause instanceof ChatError) throw cause;
      const isLate = cause instanceof Error && cause.name === "TimeoutError";
      throw new ChatError(signal.aborted ? "aborted" : isLate ? "timeout" : "offline", "No answer", { cause });
    }
  };
}

async function refusalOf(response: Response, path: string): Promise<ChatError> {
  const { status, headers } = response;
  const parsed = v.safeParse(Refusal, parsedJson(await response.text()));
  const { message, attributes } = parsed.success ? parsed.output : { message: `Chatwoot answered ${status}` };
  const retryAfterMs = Number(headers.get("Retry-After")) * 1_000 || undefined;
  // More than 200 a minute in one conversation is refused like a text that is too long, but passes.
  if (status === 422 && /too many/i.test(message)) return new ChatError("rate-limited", message, { retryAfterMs });
  // The source_id is all the proof there is: a contact that Chatwoot does not have is a session that is over.
  if (status === 404) return new ChatError(path === "" ? "not-found" : "unauthorized", message);
  const code = BY_STATUS[status] ?? (status >= 500 ? "unavailable" : "bad-answer");
  return new ChatError(code, message, { retryAfterMs, field: attributes?.[0] });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Some answers have no body; what is not JSON and should be fits no schema.
    return text === "" ? null : undefined;
  }
}
