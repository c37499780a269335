/** The words and addresses of one letter to an agent: what the visitor wrote, who they are as far as they said, and the way into the console. */
import { createHash } from "node:crypto";
import type { LetterParts } from "../../forwarding/letter/parts.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { loadSite, type SiteRecord } from "../site/site.js";
import { FALLBACK_LOCALE, letterLines, letterSite, type Sender } from "./letter-parts.js";

export async function agentLetterParts(
  db: Database,
  ground: Ground,
  sender: Sender,
  { conversationId, agentId }: { readonly conversationId: string; readonly agentId: string },
  seqs: readonly number[],
): Promise<LetterParts> {
  const agent = await db.selectFrom("agents").select(["site_id", "locale"]).where("id", "=", agentId).executeTakeFirstOrThrow();
  const { contact } = await db
    .selectFrom("visitors")
    .select("contact")
    .where("id", "=", conversationId)
    .executeTakeFirstOrThrow();
  const site = await loadSite(db, agent.site_id);
  const { resumeLink: _, ...ours } = letterSite(site, sender, ground.publicUrl());
  const page = await lastOwnPage(db, conversationId, site);
  const desk = `${ground.publicUrl()}/console/`;
  return {
    locale: agent.locale ?? FALLBACK_LOCALE,
    site: ours,
    lines: await letterLines(db, conversationId, seqs),
    toAgent: {
      ...(contact?.name !== undefined && { visitor: contact.name }),
      facts: [contact?.email, contact?.phone, page].filter((fact) => fact !== undefined),
      reference: referenceOf(conversationId),
      link: `${desk}#/conversation/${encodeURIComponent(conversationId)}`,
      choiceLink: desk,
    },
  };
}

/** Short enough for a subject, and easier to say aloud than an id. */
function referenceOf(conversationId: string): string {
  return createHash("sha256").update(conversationId).digest("hex").slice(0, 6).toUpperCase();
}

/** The page they were on last, if it is one of the site's own: any other address would be a stranger's link in an agent's mail. */
async function lastOwnPage(db: Database, conversationId: string, { origins }: SiteRecord): Promise<string | undefined> {
  const row = await db
    .selectFrom("pages")
    .select("page")
    .where("conversation_id", "=", conversationId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined || !URL.canParse(row.page)) return undefined;
  return origins.includes(new URL(row.page).origin) ? row.page : undefined;
}
