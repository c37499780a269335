/** The visitors' side of the backend in memory: what the port's methods come down to, with the token a device would send along. */
import { ChatError } from "../client/errors.js";
import type {
  Attachment,
  Contact,
  Draft,
  Identified,
  Message,
  Page,
  Position,
  Range,
  Rating,
  Seq,
  Session,
  Site,
  Ticket,
} from "../protocol/index.js";
import {
  append,
  type Books,
  type Conversation,
  endToken,
  erase,
  type Line,
  newConversation,
  secret,
  standing,
  tell,
} from "./memory-books.js";
import { add, begin, claim } from "./memory-files.js";
import { signIn } from "./memory-sign-in.js";

const PAGE_LIMIT = 50;
/** Whoever missed more pulls; a line is for news. */
const MOST_MISSED = 200;

interface Uploaded {
  readonly received: number;
  readonly attachment: Attachment | undefined;
}
const stateOf = (upload: { readonly content: Uint8Array; readonly attachment?: Attachment } | undefined): Uploaded => ({
  received: upload?.content.length ?? 0,
  attachment: upload?.attachment,
});
const said = ({ text, files = [] }: Draft): string => [text, ...files].join("\0");

export type Counter = ReturnType<typeof counter>;
type Token = string | undefined;

export function counter(books: Books) {
  function caller(token: Token) {
    const known = books.tokens.get(token ?? "");
    if (known?.replaces !== undefined) endToken(books, known.replaces);
    if (known !== undefined) return known;
    if (books.erased.has(token ?? "")) throw new ChatError("gone", "This conversation was deleted");
    throw new ChatError("unauthorized", "The session is over, or never was: open a new one");
  }

  function trusted(token: Token): Conversation {
    const { conversation, needsGesture } = caller(token);
    if (needsGesture) throw new ChatError("gesture-needed", "A click or key in the widget must come first");
    return conversation;
  }

  function take(conversation: Conversation, draft: Draft): Message {
    const { id, text, files, seen } = draft;
    const before = conversation.messages.find((message) => message.id === id);
    if (before !== undefined) return before;
    const attachments = files && claim(conversation, files);
    moveCursor(conversation, seen);
    conversation.taken.set(id, said(draft));
    return append(books, conversation, { id, by: "visitor", channel: "widget", text, ...(attachments && { attachments }) });
  }

  return {
    site: (): Site => books.site,
    open(ticket: Ticket): Session {
      const token = admitted(books, ticket);
      // What the host's word has opened is not in use yet: its answer may get lost, and the token of before goes on until then.
      const { conversation, needsGesture } = (ticket.kind === "signed" && books.tokens.get(token)) || caller(token);
      const { id, contact } = conversation;
      return {
        token,
        conversation: id,
        ...standing(books, conversation),
        ...(contact === undefined ? {} : { contact }),
        needsGesture,
      };
    },
    confirm(token: Token): void {
      caller(token).needsGesture = false;
    },
    pull(token: Token, { after, before, limit = PAGE_LIMIT }: Range): Page {
      const { messages } = caller(token).conversation;
      const end = Math.min(before === undefined ? messages.length : before - 1, messages.length);
      const part = after === undefined ? messages.slice(Math.max(0, end - limit), end) : messages.slice(after, after + limit);
      return { messages: part, latest: messages.length, epoch: books.epoch };
    },
    send(token: Token, draft: Draft): Message {
      const conversation = trusted(token);
      refuseReused(conversation, [draft]);
      // What is already stored is returned, whatever would be asked of a new one.
      if (!conversation.taken.has(draft.id)) requireContact(books.site, conversation.contact);
      return take(conversation, draft);
    },
    markRead(token: Token, upTo: Seq): Seq {
      const conversation = trusted(token);
      moveCursor(conversation, upTo);
      return conversation.readUpTo;
    },
    identify(token: Token, given: Contact, held: readonly Draft[]): Identified {
      const conversation = trusted(token);
      // Answers add up: a form that asks for the phone alone does not forget the name.
      const own = [...(conversation.contact?.own ?? []), ...(given.own ?? [])];
      const named = new Map(own.map((answer) => [answer.name, answer]));
      const contact: Contact = { ...conversation.contact, ...given, ...(named.size > 0 && { own: [...named.values()] }) };
      const field = missing(books.site, contact);
      // A page may know a part of it before anybody writes; only a message waits for all of it.
      if (field !== undefined && held.length > 0)
        throw new ChatError("invalid-contact", `The contact needs: ${field}`, { field });
      refuseReused(conversation, held);
      const hasChanged = JSON.stringify(contact) !== JSON.stringify(conversation.contact);
      conversation.contact = contact;
      const messages = held.map((draft) => take(conversation, draft));
      if (hasChanged) report(books, conversation, contact);
      return { contact, messages, latest: conversation.messages.length };
    },
    /** How far this upload has come, and the file once it is whole. */
    beginUpload(token: Token, id: string, file: { readonly name: string; readonly bytes: number }): Uploaded {
      return stateOf(begin(books.site, trusted(token), id, file));
    },
    addToUpload(token: Token, id: string, piece: Uint8Array): Uploaded {
      const conversation = trusted(token);
      add(books.site, conversation, id, piece);
      return stateOf(conversation.uploads.get(id));
    },
    file(token: Token, id: string): Blob {
      const blob = caller(token).conversation.files.get(id);
      if (blob === undefined) throw new ChatError("not-found", "There is no such file");
      return blob;
    },
    typing(token: Token): void {
      trusted(token);
    },
    rate(token: Token, seq: Seq, rating: Rating): Message {
      const conversation = trusted(token);
      const line = conversation.messages[seq - 1];
      if (line?.news?.kind !== "closed") throw new ChatError("not-found", "The conversation was not closed there");
      const message: Message = { ...line, news: { kind: "closed", rating }, editedAt: books.now() };
      conversation.messages[seq - 1] = message;
      tell(conversation, { type: "changed", message });
      return message;
    },
    erase: (token: Token): void => erase(books, trusted(token)),
    /** Says hello, and what was missed since `after` if that is little and of the same past; the function returned hangs up. */
    listen(token: Token, after: Position | undefined, line: Line): () => void {
      const { conversation } = caller(token);
      line({ type: "hello", ...standing(books, conversation) });
      const missed = after?.epoch === books.epoch ? conversation.messages.slice(after.seq) : [];
      if (missed.length <= MOST_MISSED)
        for (const message of missed) line({ type: "message", message: structuredClone(message) });
      conversation.lines.add(line);
      return () => conversation.lines.delete(line);
    },
    latest: (token: Token): Seq => caller(token).conversation.messages.length,
  };
}

/** The token this ticket is worth. */
function admitted(books: Books, ticket: Ticket): string {
  const { conversations, links, tokens } = books;
  if (ticket.kind === "stored") return ticket.token;
  if (ticket.kind === "signed") return signIn(books, ticket);
  const token = secret();
  if (ticket.kind === "resume") {
    const conversation = links.get(ticket.secret);
    if (conversation === undefined) throw new ChatError("gone", "This link has ended. A newer mail has a newer one");
    tokens.set(token, { conversation, needsGesture: true, by: "link" });
    return token;
  }
  const conversation = newConversation();
  conversations.set(conversation.id, conversation);
  tokens.set(token, { conversation, needsGesture: false });
  return token;
}

function missing({ contactForm }: Site, contact: Contact | undefined) {
  const missing = contactForm.fields.find(({ name, required }) => required && contact?.[name] === undefined);
  if (missing) return `contact.${missing.name}`;
  const answered = new Set(contact?.own?.map(({ name }) => name));
  return contactForm.own?.some(({ name, required }) => required && !answered.has(name)) ? "contact.own" : undefined;
}

function requireContact(site: Site, contact: Contact | undefined): void {
  const rule = site.availability === "online" ? site.contactForm.whenOnline : site.contactForm.whenAway;
  const field = missing(site, contact);
  if (rule !== "required" || field === undefined) return;
  throw new ChatError("contact-required", "Please tell us first how to reach you", { field });
}

/** Before anything is stored: all of it or nothing. */
function refuseReused({ taken }: Conversation, drafts: readonly Draft[]): void {
  if (drafts.every((draft) => (taken.get(draft.id) ?? said(draft)) === said(draft))) return;
  throw new ChatError("id-reused", "Another message was already sent under this id");
}

function moveCursor(conversation: Conversation, upTo: Seq): void {
  const reached = Math.min(upTo, conversation.messages.length);
  if (reached <= conversation.readUpTo) return;
  conversation.readUpTo = reached;
  tell(conversation, { type: "read", by: "visitor", upTo: reached });
}

/** One line for both sides, in each reader's own words; a contact given before the first message needs none. */
function report(books: Books, conversation: Conversation, contact: Contact): void {
  tell(conversation, { type: "contact", contact });
  if (conversation.messages.length === 0) return;
  const { email, name, phone } = contact;
  const news = { kind: "contact", ...(email && { email }), ...(name && { name }), ...(phone && { phone }) } as const;
  append(books, conversation, { id: crypto.randomUUID(), by: "system", channel: "widget", text: "", news });
}
