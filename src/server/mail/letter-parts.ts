/** The words and addresses of one letter, from the rows: texts of the messages asked for, and the site's ways back. */
import type { Selectable } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";
import type { LetterLine, LetterParts, LetterSite } from "../../forwarding/letter/parts.js";
import type { Database, Tables } from "../database/tables.js";
import type { Ground } from "../ground.js";
import type { SiteRecord } from "../site/site.js";

/** From whom letters come, and where answers to them arrive, if anywhere. */
export interface Sender {
  readonly from: string;
  /** Every address of this host is ours; its MX leads to whoever hands mails to us. */
  readonly replyHost?: string | undefined;
  /** Where there is no such host: a mailbox whose plus addresses are ours, like chat@shop.example. */
  readonly replyMailbox?: string | undefined;
  /** How answers reach us. Letters invite them only where they are read. */
  readonly inbound?: object | undefined;
}

/** Right side of our Message-IDs, for the whole life of a conversation. */
export const mailDomainOf = ({ from }: Sender): string => from.slice(from.lastIndexOf("@") + 1);

export const FALLBACK_LOCALE = "en";

export async function letterParts(
  db: Database,
  ground: Ground,
  sender: Sender,
  { conversationId, site }: { readonly conversationId: string; readonly site: SiteRecord },
  seqs: readonly number[],
): Promise<LetterParts> {
  const { locale, lines } = await db
    .selectFrom("visitors")
    .select(["locale", jsonArrayFrom(linesAsked(db, conversationId, seqs)).as("lines")])
    .where("id", "=", conversationId)
    .executeTakeFirstOrThrow();
  return {
    locale: locale ?? FALLBACK_LOCALE,
    site: letterSite(site, sender, ground.publicUrl()),
    lines: letterLines(lines),
  };
}

export function linesAsked(db: Database, conversationId: string, seqs: readonly number[]) {
  return db
    .selectFrom("messages")
    .select(["seq", "by", "from_name", "text", "attachments", "at"])
    .where("conversation_id", "=", conversationId)
    .where("seq", "in", [...seqs])
    .orderBy("seq");
}

type Asked = Pick<Selectable<Tables["messages"]>, "seq" | "by" | "from_name" | "text" | "attachments" | "at">;

export function letterLines(rows: readonly Asked[]): LetterLine[] {
  return rows.flatMap(({ seq, by, from_name, text, attachments, at }): LetterLine[] => {
    if (by === "system") return [];
    const files = attachments?.map(({ name }) => name);
    return [{ seq, by, text, at, ...(from_name !== null && { name: from_name }), ...(files && { files }) }];
  });
}

export function letterSite(site: SiteRecord, sender: Sender, publicUrl: string): LetterSite {
  const { from, replyHost, replyMailbox, inbound } = sender;
  const isRead = inbound !== undefined;
  const page = resumePage(site);
  return {
    name: site.settings.name,
    from,
    mailDomain: mailDomainOf(sender),
    ...(page !== undefined && { resumeLink: `${page}#recado={token}` }),
    unsubscribeLink: `${publicUrl}/unsubscribe/{token}`,
    ...(replyMailbox !== undefined && { inbound: { mailbox: replyMailbox, isRead } }),
    ...(replyHost !== undefined && { inbound: { host: replyHost, isRead } }),
    ...(site.settings.accent !== undefined && { accent: site.settings.accent }),
  };
}

/** Only ever an address the operator wrote down; never one a browser reported. */
function resumePage(site: SiteRecord): string | undefined {
  if (site.chatPage !== undefined) return site.chatPage;
  const [first] = site.origins;
  return first === undefined ? undefined : `${first}/`;
}
