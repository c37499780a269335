/**
 * Chatwoot (v4) as a backend, by its client API: needs an API-channel inbox, and nothing of ours on its side; agents stay in
 * Chatwoot. What it cannot do is in `can`; what it cannot promise is written in chatwoot-sent.ts and chatwoot-courier.ts.
 */
import * as v from "valibot";
import type { Backend } from "../client/backend.js";
import { ChatError } from "../client/errors.js";
import { Contact, Draft, type Message, type Session } from "../protocol/index.js";
import type { OpenSocket } from "./chatwoot-cable.js";
import { caller, type Server } from "./chatwoot-calls.js";
import { givenContact, knownContact } from "./chatwoot-contact.js";
import { courier } from "./chatwoot-courier.js";
import { fileShelf } from "./chatwoot-files.js";
import { listen } from "./chatwoot-line.js";
import { ChatwootContact, Conversation } from "./chatwoot-message.js";
import { type Settings, shop } from "./chatwoot-shop.js";
import { type Thread, thread } from "./chatwoot-thread.js";

/** Where Chatwoot is, and what it does not know of a site. */
export interface ChatwootOptions extends Server {
  /** What Chatwoot does not know of a site: contact form, faces, accent, greeting, whether unread replies are mailed. */
  readonly settings?: Settings;
  /** Instead of the browser's WebSocket, where there is none (Node 20). */
  readonly openSocket?: OpenSocket;
  /** How often presence is renewed and the line proves that it lives. */
  readonly beatMs?: number;
}

interface Own {
  readonly thread: Thread;
  readonly courier: ReturnType<typeof courier>;
  readonly pubsubToken: string;
  contact: Contact | undefined;
}

/** Chatwoot forgets a presence after 20 s. */
const BEAT_MS = 15_000;
const PAGE_LIMIT = 50;
const Nothing = v.unknown();

/** The backend of a site whose agents sit in Chatwoot (v4), over an inbox of the channel "API". */
export function chatwoot(options: ChatwootOptions): Backend {
  const { url, settings = {}, beatMs = BEAT_MS, openSocket: open = (at, protocols) => new WebSocket(at, protocols) } = options;
  const call = caller(options);
  const site = shop(call, options.inbox, settings);
  const shelf = fileShelf();
  let own: Own | undefined;

  const mine = (): Own => {
    if (own === undefined) throw new ChatError("unauthorized", "No session is open");
    return own;
  };

  async function enter(
    token: string,
    known: ChatwootContact,
    signal: AbortSignal,
    unsent: readonly Draft[] = [],
  ): Promise<Session> {
    const opened = thread(call, token);
    await opened.load(signal);
    // Which files a draft means is known once they are here again: then it is looked for.
    for (const draft of unsent) if (draft.files === undefined) opened.recognise(draft, { text: draft.text, sizes: [] });
    const { availability } = await site.site(signal);
    const contact = knownContact(known);
    own = { thread: opened, courier: courier(call, opened, shelf), pubsubToken: known.pubsub_token ?? "", contact };
    return {
      ...{ token, conversation: opened.name(), epoch: opened.epoch(), latest: opened.latest() },
      ...{ readUpTo: opened.visitorRead(), agentsReadUpTo: opened.agentsRead(), availability },
      ...{ needsGesture: false, now: Date.now() },
      ...(contact && { contact }),
    };
  }

  return {
    can: { typing: true, readReceipts: true, resume: false, signed: false, rate: false, erase: false, uploads: true },
    site: site.site,
    async open(ticket, signal, unsent) {
      if (ticket.kind === "resume") throw new ChatError("gone", "Chatwoot has no resume links");
      if (ticket.kind === "stored")
        return enter(ticket.token, await call("GET", `/contacts/${ticket.token}`, ChatwootContact, signal), signal, unsent);
      const token = secret();
      const known = await call("POST", "/contacts", ChatwootContact, signal, { json: { source_id: token } });
      const { page, locale } = ticket;
      const json = { custom_attributes: { ...(page && { page }), ...(locale && { locale }) } };
      await call("POST", `/contacts/${token}/conversations`, Conversation, signal, { json });
      return enter(token, known, signal);
    },
    confirm: async () => {},
    async pull({ after, before, limit = PAGE_LIMIT }, signal) {
      const { thread } = mine();
      if (!thread.isLive()) await thread.refresh(signal);
      const messages = thread.range({ limit, ...(after !== undefined && { after }), ...(before !== undefined && { before }) });
      return { messages, latest: thread.latest(), epoch: thread.epoch() };
    },
    async send(draft, signal) {
      const { courier, contact } = mine();
      return courier.carry(parsed(Draft, draft, "bad-request"), signal, () => site.admit(contact, signal));
    },
    markRead: async (upTo, signal) => mine().courier.see(upTo, signal),
    async identify(given, held, signal) {
      const session = mine();
      const contact = parsed(Contact, given, "invalid-contact");
      const drafts = held.map((draft) => parsed(Draft, draft, "bad-request"));
      await call("PATCH", session.thread.contact, Nothing, signal, { json: givenContact(contact) });
      session.contact = { ...session.contact, ...contact };
      const messages: Message[] = [];
      for (const draft of drafts) messages.push(await session.courier.carry(draft, signal));
      return { contact: session.contact, messages, latest: session.thread.latest() };
    },
    async upload(file, onProgress, signal) {
      mine();
      return shelf.lay(file, site.uploads, onProgress, signal);
    },
    async fileAddress(id) {
      const address = mine().thread.addressOf(id);
      if (address === undefined) throw new ChatError("not-found", "There is no such file");
      return address;
    },
    async typing(on, signal) {
      const json = { typing_status: on ? "on" : "off" };
      await call("POST", `${mine().thread.path()}/toggle_typing`, Nothing, signal, { json });
    },
    async listen(_after, onEvent, signal) {
      const { thread, pubsubToken, courier } = mine();
      await listen({ url, open, beatMs, pubsubToken, thread, shop: site, readUpTo: courier.readUpTo }, onEvent, signal);
    },
  };
}

function parsed<S extends v.GenericSchema>(schema: S, value: unknown, code: "bad-request" | "invalid-contact"): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw new ChatError(code, result.issues[0].message, { field: v.getDotPath(result.issues[0]) ?? undefined });
}

/** The contact's source_id, which is all the proof Chatwoot asks a visitor for: 256 random bits in base64url. */
function secret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
