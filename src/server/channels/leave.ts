/** A reply on its way to an account elsewhere: its messages are written down in the transaction that writes the reply. */
import { sql } from "kysely";
import type { Seq } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import type { Accounts } from "./accounts.js";

export interface Leaving {
  readonly conversationId: string;
  readonly seq: Seq;
  readonly text: string;
  readonly at: number;
}

/** Nothing where the conversation is not from a channel. Repeats change nothing. */
export async function leave(tx: Database, accounts: Accounts, { conversationId, seq, text, at }: Leaving): Promise<void> {
  const person = await tx
    .selectFrom("channel_people")
    .select(["kind", "account"])
    .where("conversation_id", "=", conversationId)
    .executeTakeFirst();
  if (person === undefined) return;
  const channel = (await accounts.find(tx, person.kind, person.account))?.channel;
  // An account that was taken out: the reply stays, and the agent sees that it went nowhere.
  const parts = channel?.parts(text) ?? [text];
  const failed = channel === undefined && ({ state: "failed", because: "not-connected", ended_at: at } as const);
  await tx
    .insertInto("channel_parts")
    .values(
      parts.map((part, index) => ({
        ...{
          conversation_id: conversationId,
          seq,
          n: index + 1,
          id: `${conversationId}:${seq}:${index + 1}`,
          text: part,
          due_at: at,
        },
        ...(failed || {}),
      })),
    )
    .onConflict((conflict) => conflict.columns(["conversation_id", "seq", "n"]).doNothing())
    .execute();
}

/** What failed of this reply is tried once more. What has gone out stays out. */
export async function leaveAgain(db: Database, conversationId: string, seq: Seq, at: number): Promise<void> {
  await db
    .updateTable("channel_parts")
    .set({ state: "queued", attempts: 0, due_at: at, because: null, reason: null, ended_at: null })
    .where("conversation_id", "=", conversationId)
    .where("seq", "=", seq)
    .where("state", "=", "failed")
    .execute();
}

/** The parts that may be tried now: the first queued one of each conversation, if it is due. Held for whoever asks. */
export function dueParts(now: number, limit: number) {
  return sql<string>`(
    select part.id from channel_parts as part
    where part.state = 'queued' and part.due_at <= ${now}
      and not exists (
        select from channel_parts as earlier
        where earlier.conversation_id = part.conversation_id and earlier.state = 'queued' and (earlier.seq, earlier.n) < (part.seq, part.n)
      )
    order by part.due_at limit ${limit} for update skip locked)`;
}
