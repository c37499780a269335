/** What a backend in memory remembers, and the steps both sides of it share. Who may do what is left to counter and desk. */

import type { Contact, Face, Message, Seq, ServerEvent, Site } from "../protocol/index.js";
import type { Upload } from "./memory-files.js";

export type Line = (event: ServerEvent) => void;

export interface Conversation {
  readonly id: string;
  /** Message n stands at n - 1: that is how there can be no hole. */
  readonly messages: Message[];
  /** Draft id → what it said as first stored, whatever has become of the message since. */
  readonly taken: Map<string, string>;
  /** Files on their way, by the id of the upload; and those that have come, by their own. */
  readonly uploads: Map<string, Upload>;
  readonly files: Map<string, Blob>;
  readUpTo: Seq;
  agentsReadUpTo: Seq;
  contact: Contact | undefined;
  /** Whose it is by the host's word. */
  subject: string | undefined;
  readonly lines: Set<Line>;
}

interface Access {
  readonly conversation: Conversation;
  needsGesture: boolean;
  /** It came by a mail's link, or by the host's word; otherwise it was begun on the device. */
  readonly by?: "link" | "signature";
  /** The token that ends with the first use of this one. */
  replaces?: string | undefined;
}

interface Signed {
  readonly subject: string;
  readonly contact: Contact;
  readonly endsAt: number;
}

export interface Books {
  site: Site;
  epoch: string;
  readonly agent: Face;
  readonly now: () => number;
  readonly conversations: Map<string, Conversation>;
  readonly tokens: Map<string, Access>;
  /** Tokens that have ended before their time; of their conversation's deletion they hear as well. */
  readonly ended: Map<string, Conversation>;
  /** Secret of a resume link → where it leads. */
  readonly links: Map<string, Conversation>;
  /** What the host has signed, as `Desk.sign` made it: nothing else is one. */
  readonly signed: Map<string, Signed>;
  /** Tokens of conversations that were deleted. */
  readonly erased: Set<string>;
}

export function newConversation(): Conversation {
  return {
    id: crypto.randomUUID(),
    messages: [],
    taken: new Map(),
    uploads: new Map(),
    files: new Map(),
    readUpTo: 0,
    agentsReadUpTo: 0,
    contact: undefined,
    subject: undefined,
    lines: new Set(),
  };
}

export function tell(conversation: Conversation, event: ServerEvent): void {
  for (const line of [...conversation.lines]) line(structuredClone(event));
}

export function append({ now }: Books, conversation: Conversation, message: Omit<Message, "seq" | "at">): Message {
  const stored: Message = { ...message, seq: conversation.messages.length + 1, at: now() };
  conversation.messages.push(stored);
  tell(conversation, { type: "message", message: stored });
  return stored;
}

export function endToken({ tokens, ended }: Books, token: string): void {
  const known = tokens.get(token);
  if (known !== undefined) ended.set(token, known.conversation);
  tokens.delete(token);
}

/** Lines end, tokens are worth nothing, nothing is kept. */
export function erase(books: Books, conversation: Conversation): void {
  const { conversations, tokens, ended, links, erased } = books;
  conversations.delete(conversation.id);
  for (const [token, known] of tokens) if (known.conversation === conversation) endToken(books, token);
  for (const [token, of] of ended) if (of === conversation) erased.add(token);
  for (const [link, known] of links) if (known === conversation) links.delete(link);
  tell(conversation, { type: "gone" });
  conversation.lines.clear();
}

/** How things stand in a conversation: the common part of a session and a hello. */
export function standing({ epoch, site, now }: Books, { messages, readUpTo, agentsReadUpTo }: Conversation) {
  return {
    epoch,
    latest: messages.length,
    readUpTo,
    agentsReadUpTo,
    availability: site.availability,
    opensAt: site.opensAt,
    now: now(),
  };
}

/** 256 random bits in base64url, as the wire wants them. */
export function secret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
