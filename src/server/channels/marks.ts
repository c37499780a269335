/** What became of a reply that left by a channel, as the desk shows it: one mark a reply, of the part that says most. */
import type { DeliveryMark } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";

const NAMES = { messenger: "Messenger", instagram: "Instagram" } as const;

export async function channelMarks(db: Database, conversationId: string): Promise<DeliveryMark[]> {
  const parts = await db
    .selectFrom("channel_parts as part")
    .innerJoin("channel_people as person", "person.conversation_id", "part.conversation_id")
    .select([
      "part.seq",
      "part.state",
      "part.attempts",
      "part.due_at",
      "part.ended_at",
      "part.because",
      "part.reason",
      "person.kind",
    ])
    .where("part.conversation_id", "=", conversationId)
    .orderBy("part.seq")
    .orderBy("part.n")
    .execute();
  const marks = new Map<number, DeliveryMark>();
  for (const { seq, state, kind, due_at, ended_at, because, reason } of parts) {
    const before = marks.get(seq);
    // The first that failed, else the first that waits: what comes behind it follows from it.
    if (before !== undefined && before.state !== "sent") continue;
    const mark = { seq, to: NAMES[kind], at: ended_at ?? due_at };
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
