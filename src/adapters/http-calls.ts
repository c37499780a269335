/** The http adapter itself: calls by ky, events by a fetch stream (or long polls). What only files need comes with the first of them. */
import ky, { type Options } from "ky";
import type * as v from "valibot";
import type { Backend } from "../client/backend.js";
import { ChatError, type ChatErrorCode } from "../client/errors.js";
import { CALLS } from "../protocol/calls.js";
import type { Task } from "../protocol/challenge.js";
import { stringifyJson } from "../protocol/object.js";
import { answerOf, CAN, failureOf, siteAddress } from "./http-answer.js";
import { listener } from "./http-listen.js";

/** Which site on which server, and how it is reached. */
export interface HttpOptions {
  /** Where the server is: "https://chat.example.com", or "https://example.com/chat". */
  readonly url: string;
  /** The site's id. */
  readonly site: string;
  /** Instead of the global one: through a proxy, with a trace. */
  readonly fetch?: typeof fetch;
  /** Answers a task of the kind that the server asks for in place of its own: with Turnstile's token, say. */
  readonly challenge?: ((task: Task) => Promise<string>) | undefined;
}

interface Call {
  readonly method: string;
  readonly path: string;
}

/** Whoever opens a session has no token to show, and the site's settings are the same for everybody (and cacheable). */
const NOBODY = { headers: {} };
/** The caller has a deadline of its own, a little later. */
const ANSWER_MS = 15_000;
/** A poll without news is answered after a heartbeat of 20 s. */
const POLL_MS = 35_000;

export function httpCalls({ url, site, fetch: custom, challenge }: HttpOptions): Required<Backend> {
  // Looked up at each call: a page may wrap fetch (for tracing, say) after this module has been loaded.
  const fetch: typeof globalThis.fetch = custom ?? ((...args) => globalThis.fetch(...args));
  const api = ky.create({ fetch, retry: 0, throwHttpErrors: false, credentials: "omit", stringifyJson });
  let token: string | undefined;
  let stamp: string | undefined;
  let answering: Promise<void> | undefined;

  const request = ({ method, path }: Call, signal: AbortSignal, { headers, ...more }: Options) =>
    api(siteAddress(path, { url, site }), {
      ...{ method, signal, cache: "no-store", timeout: ANSWER_MS },
      headers: headers ?? authorization(),
      ...more,
    });
  const authorization = (): Record<string, string> => (token === undefined ? {} : { Authorization: `Bearer ${token}` });

  async function call<S extends v.GenericSchema>(
    what: Call & { readonly answer: S },
    signal: AbortSignal,
    options: Options = {},
    refusal?: ChatErrorCode,
  ): Promise<v.InferOutput<S>> {
    try {
      return await answerOf(await request(what, signal, options), what.answer, refusal);
    } catch (error) {
      throw failureOf(error, signal);
    }
  }

  /** For what a site under attack asks something first. The answer is found also where its caller has given up: the next has it. */
  async function checked<T>(make: () => Promise<T>): Promise<T> {
    try {
      return await make();
    } catch (error) {
      if (!(error instanceof ChatError) || error.field !== "challenge") throw error;
      const ask = (answer?: string) => call(CALLS.challenge, AbortSignal.timeout(ANSWER_MS), { json: { answer } });
      answering ??= import("./http-challenge.js")
        .then(({ answerTask }) => answerTask(ask, challenge))
        .finally(() => {
          answering = undefined;
        });
      // Not to be answered here: then it waits, as the server has said.
      await answering.catch(() => Promise.reject(error));
      return make();
    }
  }

  const listen = listener({
    stream(position, signal) {
      const headers: Record<string, string> = { Accept: "text/event-stream", ...authorization() };
      if (position !== undefined) headers["Last-Event-ID"] = `${position.epoch}:${position.seq}`;
      return request(CALLS.events, signal, { headers, timeout: false });
    },
    poll: (after, signal) =>
      call(CALLS.poll, signal, { timeout: POLL_MS, ...(after !== undefined && { searchParams: { after } }) }),
  });

  return {
    can: CAN,
    site: (signal) => call(CALLS.site, signal, { ...NOBODY, cache: "default" }),
    async open(ticket, signal) {
      const session = await call(CALLS.open, signal, { ...NOBODY, json: ticket });
      token = session.token;
      stamp = session.stamp;
      return session;
    },
    async confirm(signal) {
      await call(CALLS.confirm, signal, { json: {} });
    },
    pull: (range, signal) => call(CALLS.pull, signal, { searchParams: { ...range } }),
    // Small bodies that must survive the end of the page: a message just sent, a cursor just moved.
    // A firewall that will not let a message through refuses it each time: it must not hold up the next one.
    send: (draft, signal) => checked(() => call(CALLS.send, signal, { json: draft, keepalive: true }, "bad-request")),
    async markRead(upTo, signal) {
      return (await call(CALLS.read, signal, { json: { upTo }, keepalive: true })).readUpTo;
    },
    async identify(contact, held, signal) {
      const known = await checked(() => call(CALLS.identify, signal, { json: { contact, held, stamp } }));
      stamp = known.stamp;
      return known;
    },
    async typing(on, signal) {
      await call(CALLS.typing, signal, { json: { on } });
    },
    rate: (seq, rating, signal) => call(CALLS.rate, signal, { json: { seq, rating } }),
    async erase(signal) {
      await call(CALLS.erase, signal, { json: {} });
    },
    dossier: async (as, lang, signal) => (await call(CALLS.dossier, signal, { searchParams: { as, lang } })).content,
    async upload({ id, name, content }, onProgress, signal) {
      const { carry } = await import("./http-files.js").catch((cause: unknown) => Promise.reject(failureOf(cause, signal)));
      const path = CALLS.upload.path.replace(":upload", id);
      return carry(content, onProgress, {
        begin: () => call({ ...CALLS.beginUpload, path }, signal, { json: { name, bytes: content.size } }),
        append: (body, offset) => call({ ...CALLS.upload, path }, signal, { body, searchParams: { offset } }),
        error: (code, message, cause) => new ChatError(code, message, { cause }),
      });
    },
    async fileAddress(id, signal) {
      return (await call({ ...CALLS.fileAddress, path: CALLS.fileAddress.path.replace(":file", id) }, signal)).url;
    },
    listen,
  };
}
