/**
 * Messages that come at the same moment in many conversations are written in one statement: each waits for its own commit all the
 * same, and a disk that is asked once for twenty answers twenty times as fast. Where nothing is being written a message goes at once.
 *
 *   comes ──▶ waits while the ones before are being written ──▶ with all that wait ──▶ stored
 *                                                                     └─ held by somebody, a repeat, or no luck ──▶ append.ts, alone
 *
 * Nobody waits for another's conversation: one that is held at that moment is left out. So there is no order of locks to keep.
 */
import { sql } from "kysely";
import type { Message } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import { append, type Entry } from "./append.js";
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from "./message.js";
import { agentsSide, traces } from "./traces.js";

/** A visitor's, from the widget, without files: what comes in thousands. */
export interface Gatherable extends Omit<Entry, "author" | "attachments"> {
  readonly author: Extract<Entry["author"], { by: "visitor" }>;
  readonly channel: "widget";
}
/** As append() does, outside of any transaction. */
export type Gathered = (entry: Gatherable) => Promise<Message>;

const MOST_TOGETHER = 50;
/** While one statement waits for the disk, the next one is prepared. */
const AT_ONCE = 2;

interface Waiting {
  readonly entry: Gatherable;
  readonly settle: (message: Message | Promise<Message>) => void;
}

export function createGathering(db: Database): Gathered {
  const waiting: Waiting[] = [];
  let writing = 0;

  async function write(): Promise<void> {
    writing += 1;
    const all = taken(waiting);
    const entries = all.map(({ entry }) => entry);
    // What goes wrong together is tried alone, where it is known whose fault it was. A draft's id makes that harmless.
    const stored = await together(db, entries).catch(() => new Map<string, Message>());
    // Those that go alone may have to wait for whoever holds their conversation: not at the cost of those that come next.
    for (const { entry, settle } of all) settle(stored.get(entry.conversationId) ?? append(db, entry));
    writing -= 1;
    if (waiting.length > 0) void write();
  }

  return (entry) =>
    new Promise((resolve) => {
      waiting.push({ entry, settle: resolve });
      if (writing < AT_ONCE) void write();
    });
}

/** The first ones, one of each conversation: the numbers of two in one statement would be the same. */
function taken(waiting: Waiting[]): Waiting[] {
  const of = new Map<string, Waiting>();
  for (const one of waiting) {
    if (of.size === MOST_TOGETHER) break;
    if (!of.has(one.entry.conversationId)) of.set(one.entry.conversationId, one);
  }
  const all = [...of.values()];
  for (const one of all) waiting.splice(waiting.indexOf(one), 1);
  return all;
}

/** By conversation; what is not there was not written. */
async function together(db: Database, entries: readonly Gatherable[]): Promise<Map<string, Message>> {
  const author = { by: "visitor", seen: sql<number>`seen` } as const;
  const traced = { author, channel: "widget", at: sql<number>`said_at` } as const;
  const column = <T>(of: (entry: Gatherable) => T) => entries.map(of);
  const { rows } = await sql<MessageRow & { conversation_id: string }>`
    with given as (
      select * from unnest(
        ${column(({ conversationId }) => conversationId)}::text[], ${column(({ id }) => id)}::text[], ${column(({ text }) => text)}::text[],
        ${column((entry) => entry.author.seen)}::bigint[], ${column(({ at }) => at)}::bigint[]
      ) as one (conversation, draft, said, seen, said_at)
    ), held as (
      select id from conversations where id = any(${column(({ conversationId }) => conversationId)}::text[])
      for no key update skip locked
    ), turn as (
      update conversations set last_seq = last_seq + 1, ${traces(traced)}
      from given join held on held.id = given.conversation
      where conversations.id = given.conversation
        and not exists (select from messages where conversation_id = given.conversation and messages.id = given.draft)
      returning conversations.id, last_seq, site_id, last_message_at, draft, said
    )${agentsSide(traced)}
    insert into messages (conversation_id, seq, id, by, channel, text, at)
    select id, last_seq, draft, 'visitor', 'widget', said, last_message_at from turn
    returning conversation_id, ${sql.join(MESSAGE_COLUMNS.map((name) => sql.ref(name)))}`.execute(db);
  return new Map(rows.map((row) => [row.conversation_id, toMessage(row)]));
}
