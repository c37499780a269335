/** One visitor's conversation at Chatwoot as this page knows it: fetched, numbered, kept up to date. */
import * as v from "valibot";
import { ChatError } from "../client/errors.js";
import type { Draft, Message } from "../protocol/index.js";
import type { Call } from "./chatwoot-calls.js";
import { type Entry, entered, inRange, type Ledger, lastBefore, ledger, type Told } from "./chatwoot-ledger.js";
import { ChatwootMessage, Conversation, filesOf, translated } from "./chatwoot-message.js";
import { type Said, saidBy, sentBook } from "./chatwoot-sent.js";

export type Thread = ReturnType<typeof thread>;

export function thread(call: Call, token: string) {
  const contact = `/contacts/${token}`;
  const sent = sentBook();
  /** Where files are, by their ids. */
  const addresses = new Map<string, string>();
  let book: Ledger = ledger("");
  let current = 0;
  let isLive = false;
  const lastSeen = { visitor: 0, agent: 0 };
  /** One look after the other, so that none brings back what a later one has replaced. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const mine = turn.then(step, step);
    turn = mine.catch(() => undefined);
    return mine;
  };

  function take(messages: readonly ChatwootMessage[]): void {
    const known = new Set(book.entries.map(({ key }) => key));
    const told = messages.map((message): Told => {
      const ours = translated(message);
      for (const { attachment, address } of filesOf(message)) addresses.set(attachment.id, address);
      if (ours.by === "visitor" && !known.has(message.id)) sent.arrived(message.id, saidBy(ours));
      return { key: message.id, message: { ...ours, id: sent.idOf(message.id) ?? ours.id } };
    });
    book = entered(book, told);
  }

  /** Whoever starts has to know how many there are: Chatwoot numbers nothing. This answer has all of them; later ones are pages. */
  const load = (signal: AbortSignal) =>
    inTurn(async () => {
      const all = await call("GET", `${contact}/conversations`, v.array(Conversation), signal);
      const first = all[0];
      if (!first) throw new ChatError("unauthorized", "There is no such conversation");
      if (book.epoch === "") book = ledger(`${first.uuid ?? first.id}`);
      current = Math.max(...all.map(({ id }) => id));
      for (const one of all) {
        take(one.messages);
        lastSeen.visitor = Math.max(lastSeen.visitor, one.contact_last_seen_at ?? 0);
        lastSeen.agent = Math.max(lastSeen.agent, one.agent_last_seen_at ?? 0);
      }
    });

  /** Pages from the end back to what is known. */
  const refresh = (signal: AbortSignal) =>
    inTurn(async () => {
      const last = book.entries.at(-1)?.key ?? 0;
      const missed: ChatwootMessage[] = [];
      for (;;) {
        const before = missed[0]?.id;
        const page = await call("GET", `${path()}/messages`, v.array(ChatwootMessage), signal, {
          ...(before !== undefined && { searchParams: { before } }),
        });
        missed.unshift(...page);
        if (page.length === 0 || (page[0]?.id ?? 0) <= last) break;
      }
      take(missed);
    });

  /** Under the id of its draft from now on. */
  function claim({ id, text }: Pick<Draft, "id" | "text">, key: number): void {
    sent.claim(id, key, text);
    book = { ...book, entries: book.entries.map((entry) => (entry.key === key ? named(entry, id) : entry)) };
  }

  const path = () => `${contact}/conversations/${current}`;

  return {
    sent,
    contact,
    path,
    load,
    refresh,
    /** An edit or a deletion, told by the socket. Undefined where it changes nothing a visitor sees. */
    revise(message: ChatwootMessage): Message | undefined {
      const before = book.entries.find(({ key }) => key === message.id)?.message;
      if (!before) return undefined;
      const told = { ...translated(message), id: before.id };
      const isEdited = told.deletedAt === undefined && told.text !== before.text;
      const at = Date.parse(message.updated_at ?? "") || told.at;
      book = entered(book, [{ key: message.id, message: isEdited ? { ...told, editedAt: at } : told }]);
      const after = book.entries.find(({ key }) => key === message.id)?.message;
      return isEdited || (after?.deletedAt !== undefined && before.deletedAt === undefined) ? after : undefined;
    },
    claim,
    /** What an earlier attempt at this draft, maybe of an earlier page, has left here is this draft's message. */
    recognise(draft: Draft, said: Said): boolean {
      const left = sent.leftBy(draft, said, book);
      if (left) claim(draft, left.key);
      return left !== undefined;
    },
    addressOf: (file: string): string | undefined => addresses.get(file),
    /** Whether a line brings the news; then what is known needs no looking after. */
    isLive: () => isLive,
    setLive(is: boolean): void {
      isLive = is;
    },
    /** Whether that moves how far the agents have read. */
    agentLooked(seconds: number): boolean {
      const before = lastBefore(book, lastSeen.agent);
      lastSeen.agent = Math.max(lastSeen.agent, seconds);
      return lastBefore(book, lastSeen.agent) > before;
    },
    /** The same for as long as there is a conversation. */
    name: () => book.epoch.split("+")[0] ?? "",
    latest: () => book.entries.length,
    epoch: () => book.epoch,
    messageOf: (key: number): Message | undefined => book.entries.find((entry) => entry.key === key)?.message,
    range: (range: { readonly after?: number; readonly before?: number; readonly limit: number }) => inRange(book, range),
    /** The last reply: whoever has read that has read everything. */
    lastReply: () => book.entries.reduce((last, { message }) => (message.by === "visitor" ? last : message.seq), 0),
    visitorRead: () => lastBefore(book, lastSeen.visitor),
    agentsRead: () => lastBefore(book, lastSeen.agent),
  };
}

function named(entry: Entry, id: string): Entry {
  return { ...entry, message: { ...entry.message, id } };
}
