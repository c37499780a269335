/** The agents' and the owner's side of the backend in memory; the visitors' devices only hear of it. */
import { ChatError } from "../client/errors.js";
import {
  type Availability,
  type Contact,
  type ContactForm,
  FILE_KINDS,
  type Instant,
  type Message,
  type Seq,
} from "../protocol/index.js";
import { append, type Books, type Conversation, erase, secret, standing, tell } from "./memory-books.js";
import { attach, type NewFile } from "./memory-files.js";

/** The agents' side of a shop in memory: what they and the owner do. */
export interface Desk {
  reply(conversation: string, text: string, files?: readonly NewFile[]): Message;
  /** A reply with answers to choose from. */
  offer(conversation: string, text: string, quickReplies: readonly string[]): Message;
  /** There is nothing left to do; writing opens it again. */
  close(conversation: string): void;
  /** The bot asks for the contact, and the form opens below. */
  askContact(conversation: string, text: string): Message;
  edit(conversation: string, seq: Seq, text: string): void;
  remove(conversation: string, seq: Seq): void;
  read(conversation: string, upTo: Seq): void;
  typing(conversation: string, on: boolean): void;
  /** `opensAt`: the next opening, where it is the hours that say "away". */
  setAvailability(availability: Availability, opensAt?: Instant): void;
  setContactForm(form: ContactForm): void;
  /** What a mail's link carries. */
  resumeSecret(conversation: string): string;
  /** What the host's server would sign of its user: `identify()` takes it, for ten minutes unless said. */
  sign(subject: string, contact?: Pick<Contact, "email" | "name">, forMs?: number): string;
  /** "Delete my data": lines end, tokens are worth nothing, nothing is kept. */
  erase(conversation: string): void;
  /** A backup is restored: the last `lost` messages of every conversation never happened. */
  restoreBackup(lost: number): void;
  /** The conversation as stored, for whoever wants to look. */
  messages(conversation: string): readonly Message[];
  readUpTo(conversation: string): Seq;
  contact(conversation: string): Contact | undefined;
}

export function desk(books: Books): Desk {
  const { conversations, links, agent, now } = books;

  function the(id: string): Conversation {
    const conversation = conversations.get(id);
    if (conversation === undefined) throw new ChatError("not-found", "There is no such conversation");
    return conversation;
  }

  function revise(id: string, seq: Seq, change: (message: Message) => Message): void {
    const conversation = the(id);
    const before = conversation.messages[seq - 1];
    if (before === undefined || before.deletedAt !== undefined) throw new ChatError("not-found", "There is no such message");
    const message = change(before);
    conversation.messages[seq - 1] = message;
    tell(conversation, { type: "changed", message });
  }

  return {
    reply(id, text, files) {
      const conversation = the(id);
      const attachments = files?.map((file) => attach(conversation, file, FILE_KINDS));
      const message = { id: crypto.randomUUID(), by: "agent", from: agent, channel: "widget", text } as const;
      return append(books, conversation, { ...message, ...(attachments && { attachments }) });
    },
    offer: (id, text, quickReplies) =>
      append(books, the(id), {
        ...{ id: crypto.randomUUID(), by: "agent", from: agent, channel: "widget", text },
        quickReplies: [...quickReplies],
      }),
    close(id) {
      append(books, the(id), { id: crypto.randomUUID(), by: "system", channel: "widget", text: "", news: { kind: "closed" } });
    },
    askContact: (id, text) =>
      append(books, the(id), { id: crypto.randomUUID(), by: "bot", channel: "widget", text, asks: "contact" }),
    edit: (id, seq, text) => revise(id, seq, (message) => ({ ...message, text, editedAt: now() })),
    remove: (id, seq) => revise(id, seq, (message) => ({ ...message, text: "", deletedAt: now() })),
    read(id, upTo) {
      const conversation = the(id);
      if (upTo <= conversation.agentsReadUpTo) return;
      conversation.agentsReadUpTo = Math.min(upTo, conversation.messages.length);
      tell(conversation, { type: "read", by: "agent", upTo: conversation.agentsReadUpTo });
    },
    typing: (id, on) => tell(the(id), { type: "typing", on, from: agent }),
    setAvailability(availability, opensAt) {
      books.site = { ...books.site, availability, opensAt };
      for (const conversation of conversations.values()) tell(conversation, { type: "availability", availability, opensAt });
    },
    setContactForm(contactForm) {
      books.site = { ...books.site, contactForm };
    },
    resumeSecret(id) {
      const link = secret();
      links.set(link, the(id));
      return link;
    },
    sign(subject, contact = {}, forMs = 600_000) {
      const payload = btoa(JSON.stringify({ sub: subject })).replaceAll("=", "");
      const jwt = `${btoa('{"alg":"HS256"}').replaceAll("=", "")}.${payload}.${secret()}`;
      books.signed.set(jwt, { subject, contact, endsAt: now() + forMs });
      return jwt;
    },
    erase: (id) => erase(books, the(id)),
    restoreBackup(lost) {
      books.epoch = secret();
      for (const conversation of conversations.values()) {
        const { messages, taken, lines } = conversation;
        for (const { id } of messages.splice(Math.max(0, messages.length - lost))) taken.delete(id);
        conversation.readUpTo = Math.min(conversation.readUpTo, messages.length);
        conversation.agentsReadUpTo = Math.min(conversation.agentsReadUpTo, messages.length);
        // Whoever was connected to the old server comes back to the new one.
        for (const line of [...lines]) line({ type: "hello", ...standing(books, conversation) });
      }
    },
    messages: (id) => the(id).messages,
    readUpTo: (id) => the(id).readUpTo,
    contact: (id) => the(id).contact,
  };
}
