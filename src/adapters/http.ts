/** The reference backend, or any server that speaks the same wire (protocol/routes.ts): calls by ky, events by a fetch stream. */
import ky, { type KyInstance, type Options } from "ky";
import type * as v from "valibot";
import type { Backend } from "../client/backend.js";
import { ChatError } from "../client/errors.js";
import { ROUTES } from "../protocol/routes.js";
import { answerOf, failureOf, offline, problemOf } from "./http-answer.js";
import { readEvents } from "./http-events.js";

export interface HttpOptions {
  /** Where the server is, without a path of its own: "https://chat.example.com". */
  readonly url: string;
  /** The site's id. */
  readonly site: string;
  /** Instead of the global one: a proxy, a test. */
  readonly fetch?: typeof fetch;
}

interface Route<S> {
  readonly method: string;
  readonly path: string;
  readonly answer: S;
}

/** Whoever opens a session has no token to show, and the site's settings are the same for everybody (and cacheable). */
const NOBODY = {};
/** The caller has a deadline of its own, a little later. */
const ANSWER_MS = 15_000;

export function http({ url, site, fetch: custom }: HttpOptions): Backend {
  // Looked up at each call: a page may wrap fetch (for tracing, say) after this module has been loaded.
  const fetch: typeof globalThis.fetch = custom ?? ((...args) => globalThis.fetch(...args));
  const api: KyInstance = ky.create({ fetch, retry: 0, throwHttpErrors: false, timeout: ANSWER_MS, credentials: "omit" });
  let token: string | undefined;

  const address = (path: string) => new URL(path.replace(":site", encodeURIComponent(site)), url).href;
  const authorization = (): Record<string, string> => (token === undefined ? {} : { Authorization: `Bearer ${token}` });

  async function call<S extends v.GenericSchema>(route: Route<S>, options: Options): Promise<v.InferOutput<S>> {
    const response = await api(address(route.path), { method: route.method, headers: authorization(), ...options }).catch(
      (error: unknown) => {
        throw failureOf(error, options.signal);
      },
    );
    return answerOf(response, route.answer);
  }

  return {
    can: { typing: true, readReceipts: true, resume: true },
    site: (signal) => call(ROUTES.site, { headers: NOBODY, signal }),
    async open(ticket, signal) {
      const session = await call(ROUTES.open, { headers: NOBODY, json: ticket, signal });
      token = session.token;
      return session;
    },
    async confirm(signal) {
      await call(ROUTES.confirm, { json: {}, signal });
    },
    pull: (range, signal) => call(ROUTES.pull, { searchParams: { ...range }, cache: "no-store", signal }),
    // Small bodies that must survive the end of the page: a message just sent, a cursor just moved.
    send: (draft, signal) => call(ROUTES.send, { json: draft, keepalive: true, signal }),
    async markRead(upTo, signal) {
      return (await call(ROUTES.read, { json: { upTo }, keepalive: true, signal })).readUpTo;
    },
    identify: (contact, held, signal) => call(ROUTES.identify, { json: { contact, held }, signal }),
    async typing(on, signal) {
      await call(ROUTES.typing, { json: { on }, signal });
    },
    async listen(after, onEvent, signal) {
      const headers = {
        Accept: "text/event-stream",
        ...authorization(),
        ...(after === undefined ? {} : { "Last-Event-ID": `${after.epoch}:${after.seq}` }),
      };
      try {
        const response = await fetch(address(ROUTES.events.path), { headers, signal, cache: "no-store", credentials: "omit" });
        if (!response.ok) throw await problemOf(response);
        await readEvents(response, onEvent);
      } catch (error) {
        if (signal.aborted) return;
        throw error instanceof ChatError ? error : offline(error);
      }
      if (!signal.aborted) throw new ChatError("unavailable", "The server ended the line");
    },
  };
}
