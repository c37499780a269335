/** Whose letter a token of ours stands in. Unknown, expired and revoked are the same: nothing is there. */
import { seqsOf, wordsIn } from "../../../forwarding/content.js";
import type { Delivery } from "../../../forwarding/delivery.js";
import type { Mailed } from "../../../forwarding/inbound/read.js";
import { hashOf } from "../../../forwarding/letter/tokens.js";
import type { Face } from "../../../protocol/index.js";
import type { Database } from "../../database/tables.js";
import { type Side, threadIdOf } from "../side.js";

/** `conversationId` as the letter's ids have it: that of the side. */
export interface LetterOf extends Mailed {
  readonly siteId: string;
  readonly side: Side;
  /** Whom it was mailed to, if it was an agent. */
  readonly agent: Face | undefined;
  readonly delivery: Delivery;
}

export async function letterOf(
  db: Database,
  way: { readonly for: "reply" | "unsubscribe" | "bounce"; readonly token: string },
  mailDomain: string,
  now: number,
): Promise<LetterOf | undefined> {
  const row = await db
    .selectFrom("mail_tokens as token")
    .innerJoin("deliveries as delivery", (join) =>
      join
        .onRef("delivery.conversation_id", "=", "token.conversation_id")
        .onRef("delivery.agent_id", "is not distinct from", "token.agent_id")
        .onRef("delivery.n", "=", "token.n"),
    )
    // A conversation has its visitor's id.
    .innerJoin("visitors as visitor", "visitor.id", "token.conversation_id")
    .leftJoin("agents as agent", "agent.id", "token.agent_id")
    .select(["token.conversation_id", "token.address", "token.expires_at", "delivery.site_id", "delivery.delivery"])
    .select(["visitor.locale", "token.agent_id", "agent.name", "agent.locale as agentLocale"])
    .where("token.hash", "=", hashOf(way.token))
    .where("token.kind", "=", way.for)
    .where("token.revoked_at", "is", null)
    .executeTakeFirst();
  if (row === undefined || (row.expires_at !== null && row.expires_at <= now)) return undefined;
  const { conversation_id, agent_id, name, address, site_id: siteId, delivery } = row;
  const side = { conversationId: conversation_id, agentId: agent_id };
  const agent = agent_id === null || name === null ? undefined : { id: agent_id, name };
  const locale = (agent === undefined ? row.locale : row.agentLocale) ?? undefined;
  const { messageId } = delivery;
  return { conversationId: threadIdOf(side), messageId, address, mailDomain, locale, siteId, side, agent, delivery };
}

/** Its messages, as they stand now. The bytes that went out are gone by then: they held its tokens in clear. */
export async function textOf(db: Database, { side, delivery }: LetterOf): Promise<string> {
  const seqs = seqsOf(delivery);
  if (seqs.length === 0) return "";
  const rows = await db
    .selectFrom("messages")
    .select(["seq", "text"])
    .where("conversation_id", "=", side.conversationId)
    .where("seq", "in", seqs)
    .orderBy("seq")
    .execute();
  return wordsIn(delivery, rows);
}
