/** The words and addresses of one letter to an agent: what the visitor wrote, who they are as far as they said, and the way into the console. */
import { createHash } from "node:crypto";
import { jsonArrayFrom } from "kysely/helpers/postgres";
import type { LetterParts } from "../../forwarding/letter/parts.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import type { SiteRecord } from "../site/site.js";
import { FALLBACK_LOCALE, letterLines, letterSite, linesAsked, type Sender } from "./letter-parts.js";

export async function agentLetterParts(
  db: Database,
  ground: Ground,
  sender: Sender,
  { conversationId, agentId, site }: { readonly conversationId: string; readonly agentId: string; readonly site: SiteRecord },
  seqs: readonly number[],
): Promise<LetterParts> {
  const lastPage = db
    .selectFrom("pages")
    .select("pages.page")
    .where("conversation_id", "=", conversationId)
    .orderBy("pages.id", "desc")
    .limit(1);
  const { locale, contact, lastAt, lines } = await db
    .selectFrom(["agents", "visitors"])
    .select(["agents.locale", "visitors.contact", lastPage.as("lastAt")])
    .select(jsonArrayFrom(linesAsked(db, conversationId, seqs)).as("lines"))
    .where("agents.id", "=", agentId)
    .where("visitors.id", "=", conversationId)
    .executeTakeFirstOrThrow();
  const { resumeLink: _, ...ours } = letterSite(site, sender, ground.publicUrl());
  const page = ownPage(lastAt, site);
  const desk = `${ground.publicUrl()}/console/`;
  return {
    locale: locale ?? FALLBACK_LOCALE,
    site: ours,
    lines: letterLines(lines),
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
function ownPage(page: string | null, { origins }: SiteRecord): string | undefined {
  if (page === null || !URL.canParse(page)) return undefined;
  return origins.includes(new URL(page).origin) ? page : undefined;
}
