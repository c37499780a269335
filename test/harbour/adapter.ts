/**
 * The chat of the Harbour office (service.ts), written after the guide (src/adapters/README.md), which quotes it. Not promised:
 * an impossible message among those held for the contact leaves the contact and the messages before it behind.
 */

import type { Contact, ContactForm, Draft, Message } from "recado/client";
import { type Availability, type Backend, ChatError, type ChatErrorCode } from "recado/client";
import type { Card, News, Note, Office, Stand } from "./service.js";

const CODES: Readonly<Record<string, ChatErrorCode>> = {
  "no-such-pass": "unauthorized",
  "key-spent": "id-reused",
  "nothing-said": "bad-request",
  "too-many-words": "too-large",
  "card-first": "contact-required",
  "bad-mail": "invalid-contact",
};

interface Question {
  readonly method?: "GET" | "POST" | "PUT";
  readonly body?: object;
  readonly key?: string;
}

interface Options {
  readonly url: string;
  readonly fetch?: typeof globalThis.fetch;
}
interface Key {
  readonly thread: string;
  readonly pass: string;
}

export function harbour({ url, fetch = globalThis.fetch }: Options): Backend {
  let held: Key | undefined;

  /** The one place that turns whatever happens into a ChatError. */
  async function ask<Answer>(path: string, signal: AbortSignal, question: Question = {}): Promise<Answer> {
    const { method = "GET", body, key } = question;
    const headers = new Headers({ "Content-Type": "application/json" });
    if (held !== undefined) headers.set("X-Pass", held.pass);
    if (key !== undefined) headers.set("Idempotency-Key", key);
    let response: Response;
    let answer: Answer & { readonly oops?: string };
    try {
      response = await fetch(url + path, { method, headers, body: body ? JSON.stringify(body) : null, signal });
      answer = await response.json();
    } catch (cause) {
      if (signal.aborted) throw new ChatError("aborted", "Nobody waits any more", { cause });
      if (cause instanceof SyntaxError) throw new ChatError("bad-answer", "This was not Harbour", { cause });
      throw new ChatError("offline", "Harbour cannot be reached", { cause });
    }
    if (response.ok) return answer;
    const code = CODES[answer.oops ?? ""] ?? (response.status >= 500 ? "unavailable" : "bad-answer");
    throw new ChatError(code, `Harbour said ${response.status} ${answer.oops}`);
  }

  function thread(): string {
    if (held === undefined) throw new ChatError("unauthorized", "There is no session yet");
    return `/threads/${held.thread}`;
  }

  async function write({ id, text }: Draft, signal: AbortSignal): Promise<Message> {
    return message(await ask<Note>(`${thread()}/notes`, signal, { method: "POST", body: { words: text }, key: id }));
  }

  async function see(no: number, signal: AbortSignal): Promise<number> {
    return (await ask<{ seen: number }>(`${thread()}/seen`, signal, { method: "PUT", body: { no } })).seen;
  }

  return {
    can: { typing: false, readReceipts: true, resume: false, signed: false, rate: false, erase: false, uploads: false },

    site: async (signal) => {
      const { name, door, card } = await ask<Office>("/office", signal);
      return { id: "harbour", name, availability: there(door), faces: [], contactForm: form(card), answersByEmail: false };
    },

    open: async (ticket, signal) => {
      if (ticket.kind === "resume") throw new ChatError("unauthorized", "Harbour has no resume links");
      if (ticket.kind === "stored") held = fromToken(ticket.token);
      const stand = await (ticket.kind === "new"
        ? ask<Stand>("/threads", signal, { method: "POST" })
        : ask<Stand>(thread(), signal));
      held = stand;
      const known = stand.card && { contact: contact(stand.card) };
      return { token: toToken(stand), conversation: stand.thread, ...where(stand), ...known, needsGesture: false };
    },

    pull: async ({ after, before, limit = 50 }, signal) => {
      const { top } = await ask<Stand>(thread(), signal);
      const from = after !== undefined ? after + 1 : Math.max(1, (before ?? top + 1) - limit);
      const to = Math.min(from + limit, before ?? from + limit) - 1;
      const page = await ask<{ book: string; top: number; notes: Note[] }>(`${thread()}/notes?from=${from}&to=${to}`, signal);
      return { messages: page.notes.map(message), latest: page.top, epoch: page.book };
    },

    send: async (draft, signal) => {
      const sent = await write(draft, signal);
      if (draft.seen > 0) await see(draft.seen, signal);
      return sent;
    },

    markRead: see,

    identify: async ({ email: mail, name: called, phone, consent: agreed }, drafts, signal) => {
      const body = { mail, called, phone, agreed };
      const card = await ask<Card>(`${thread()}/card`, signal, { method: "PUT", body });
      const messages: Message[] = [];
      for (const draft of drafts) messages.push(await write(draft, signal));
      const { top } = await ask<Stand>(thread(), signal);
      return { contact: contact(card), messages, latest: top };
    },

    listen: async (_after, onEvent, signal) => {
      try {
        const stand = await ask<Stand>(thread(), signal);
        onEvent({ type: "hello", ...where(stand) });
        for (let { since } = stand; !signal.aborted; ) {
          const poll = await ask<{ news: News[]; since: number; top: number }>(`${thread()}/news?since=${since}`, signal);
          for (const news of poll.news) {
            if (news.what === "note") onEvent({ type: "message", message: message(news.note) });
            if (news.what === "seen") onEvent({ type: "read", by: news.who === "guest" ? "visitor" : "agent", upTo: news.no });
            if (news.what === "door") onEvent({ type: "availability", availability: there(news.door) });
          }
          onEvent({ type: "beat", latest: poll.top });
          since = poll.since;
        }
      } catch (cause) {
        if (!signal.aborted) throw cause;
      }
    },

    // Never called: `can` says so.
    confirm: async () => {},
    typing: async () => {},
  };
}

function message({ no, ref, key, who, words, sent }: Note): Message {
  return {
    seq: no,
    id: key ?? ref,
    by: who === "guest" ? "visitor" : "agent",
    channel: "widget",
    text: words,
    at: Date.parse(sent),
  };
}

function where({ book, top, seen, door, clock }: Stand) {
  const read = { readUpTo: seen.guest, agentsReadUpTo: seen.office };
  return { epoch: book, latest: top, ...read, availability: there(door), now: Date.parse(clock) };
}

const there = (door: Office["door"]): Availability => (door === "open" ? "online" : "away");
const RULES = { no: "never", may: "optional", must: "required" } as const;
const FIELDS = { mail: "email", called: "name", phone: "phone" } as const;

function form({ open, closed, lines, agree }: Office["card"]): ContactForm {
  const fields = lines.map(({ line, must }) => ({ name: FIELDS[line], required: must }));
  return { whenOnline: RULES[open], whenAway: RULES[closed], fields, ...(agree && { consent: agree }) };
}

function contact({ mail, called, phone, agreed }: Card): Contact {
  return { email: mail, name: called, phone, consent: agreed };
}

/** Thread and pass, filled up to 32 bytes: what the client keeps is 43 characters of base64url. */
function toToken({ thread, pass }: Key): string {
  return btoa(`${thread}:${pass}`.padEnd(32)).replaceAll("+", "-").replaceAll("/", "_").slice(0, 43);
}

function fromToken(token: string): Key {
  const [thread, pass] = atob(token.replaceAll("-", "+").replaceAll("_", "/")).trim().split(":");
  if (!thread || !pass || !/^[\w-]+$/.test(thread + pass)) throw new ChatError("unauthorized", "Not a pass of Harbour");
  return { thread, pass };
}
