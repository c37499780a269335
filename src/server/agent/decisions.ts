/** The log of what the forwarding decided about a conversation, as the worker kept it. */
import { sql } from "kysely";
import type { Verdict } from "../../forwarding/verdict.js";
import type { Decision } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import type { Sending } from "./delivery-marks.js";

const MOST = 100;

/** The latest first. */
export async function decisionsOf(db: Database, conversationId: string): Promise<Decision[]> {
  const query = db.selectFrom("verdicts").select(["at", "verdict"]).where("conversation_id", "=", conversationId);
  const rows = await query.orderBy("id", "desc").limit(MOST).execute();
  return rows.map(({ at, verdict }) => ({ at, ...told(verdict) }));
}

/** The mails that were decided on, oldest first. */
export async function sendingsOf(db: Database, conversationId: string): Promise<Sending[]> {
  const rows = await db
    .selectFrom("verdicts")
    .select("verdict")
    .where("conversation_id", "=", conversationId)
    .where(sql`verdict ->> 'do'`, "=", "send")
    .orderBy("id")
    .execute();
  return rows.flatMap(({ verdict }) => (verdict.do === "send" ? [verdict] : []));
}

function told(verdict: Verdict) {
  if (verdict.do !== "send") return verdict;
  return { do: verdict.do, because: verdict.because, replies: verdict.mail.new.length };
}
