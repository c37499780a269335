/** What became of a reply that left by a channel, as the desk shows it: one mark a reply, of the part that says most. */
import type { DeliveryMark, Seq } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";

const NAMES = { messenger: "Messenger", instagram: "Instagram" } as const;

/** Of the replies from this one on. */
export async function channelMarks(db: Database, conversationId: string, from: Seq): Promise<DeliveryMark[]> {
  const person = await db
    .selectFrom("channel_people")
    .select("kind")
    .where("conversation_id", "=", conversationId)
    .executeTakeFirst();
  if (person === undefined) return [];
  const parts = await db
    .selectFrom("channel_parts")
    .select(["seq", "state", "due_at", "ended_at", "because", "reason"])
    .where("conversation_id", "=", conversationId)
    .where("seq", ">=", from)
    .orderBy("seq")
    .orderBy("n")
    .execute();
  const marks = new Map<number, DeliveryMark>();
  for (const { seq, state, due_at, ended_at, because, reason } of parts) {
    const before = marks.get(seq);
    // The first that failed, else the first that waits: what comes behind it follows from it.
    if (before !== undefined && before.state !== "sent") continue;
    const mark = { seq, to: NAMES[person.kind], at: ended_at ?? due_at };
    if (state === "sent") marks.set(seq, { ...mark, state: "sent" });
    else if (state === "failed")
      marks.set(seq, {
        ...mark,
        state: "failed",
        reason: because === "rejected" || because === "gave-up" ? (reason ?? because) : (because ?? "failed"),
      });
    else marks.set(seq, reason === null ? { ...mark, state: "queued" } : { ...mark, state: "waiting", reason });
  }
  return [...marks.values()];
}
