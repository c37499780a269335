/** A site as its row has it, and as visitors may see it. Only reading; ensure.ts and agent/settings.ts write. */
import { type Selectable, sql } from "kysely";
import { type Rules, rules } from "../../forwarding/rules.js";
import { FILE_KINDS, FIRST_UPLOADS, type Site, type SiteSettings, type Uploads } from "../../protocol/index.js";
import type { Shelf } from "../attachments/quota.js";
import type { Database, Tables } from "../database/tables.js";
import { together } from "../database/together.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import { availabilityOf } from "./availability.js";

export interface SiteRecord {
  readonly id: string;
  readonly settings: SiteSettings;
  readonly rules: Partial<Rules>;
  readonly origins: readonly string[];
  readonly chatPage: string | undefined;
  readonly filesMegabytes: number;
}

const MOST_FACES = 3;
const MEGABYTE = 1_000_000;
/** All files of a site together, unless its operator says another number. */
const FILES_MEGABYTES = 10_000;
/** Ids are the operator's words; anything else cannot be one, and need not be asked for. */
const SITE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
export const isSiteId = (id: string): boolean => SITE_ID.test(id);

export async function loadSite(db: Database, id: string): Promise<SiteRecord> {
  const row = isSiteId(id)
    ? await db.selectFrom("sites").select(SITE_COLUMNS).where("id", "=", id).executeTakeFirst()
    : undefined;
  if (row === undefined) throw noSite();
  return siteOf(row);
}

/** The same for whoever knocks: all who do so at the same moment ask together. */
export function createSites(db: Database): (id: string) => Promise<SiteRecord> {
  const find = together<string, SiteRecord>(
    (id) => id,
    async (ids) => {
      const rows = await db.selectFrom("sites").select(SITE_COLUMNS).where(sql<boolean>`id = any(${ids}::text[])`).execute();
      return new Map(rows.map((row) => [row.id, siteOf(row)]));
    },
  );
  return async (id) => {
    const site = isSiteId(id) ? await find(id) : undefined;
    if (site === undefined) throw noSite();
    return site;
  };
}

const noSite = () => new Refusal("not-found", "There is no such site");

export const SITE_COLUMNS = ["id", "settings", "rules", "origins", "chat_page", "files_megabytes"] as const;
type SiteRow = Pick<Selectable<Tables["sites"]>, (typeof SITE_COLUMNS)[number]>;

export function siteOf({ id, settings, rules, origins, chat_page, files_megabytes }: SiteRow): SiteRecord {
  return { id, settings, rules, origins, chatPage: chat_page ?? undefined, filesMegabytes: files_megabytes ?? FILES_MEGABYTES };
}

/** The defaults, with the operator's numbers in their place, and the owner's in theirs. */
export function rulesOf(site: Pick<SiteRecord, "rules" | "settings">): Rules {
  return rules({ ...site.rules, ...site.settings.forwarding.rules });
}

/** What files this site takes of visitors; without a kind it takes none. */
export function uploadsOf({ attachments }: Pick<Ground, "attachments">, { settings }: SiteRecord): Uploads {
  const { kinds, largestMegabytes } = settings.uploads ?? FIRST_UPLOADS;
  return { kinds: attachments === undefined ? [] : kinds, largestBytes: largestMegabytes * MEGABYTE };
}

/** All of it, and not only what is new: what is erased makes room. */
export function shelfOf({ id, filesMegabytes }: Pick<SiteRecord, "id" | "filesMegabytes">): Shelf {
  return { site: id, mostBytes: filesMegabytes * MEGABYTE };
}

/** An agent chooses what they send; only what could do harm is not taken of them either. */
export function agentUploads({ attachments }: Pick<Ground, "attachments">): Uploads {
  return { kinds: attachments === undefined ? [] : [...FILE_KINDS], largestBytes: 25 * MEGABYTE };
}

/** `answersByEmail` promises only what will happen: the mode allows it, and there is a mailer to do it. So with `uploads`. */
export async function publicSite(ground: Ground, site: SiteRecord, canMail: boolean): Promise<Site> {
  const { db } = ground;
  const now = ground.now();
  const { name, contactForm, forwarding, greeting, accent, replyTime } = site.settings;
  const uploads = uploadsOf(ground, site);
  const faces = await db
    .selectFrom("agents")
    .select(["id", "name"])
    .where("site_id", "=", site.id)
    // Not by status: who is shown must not tell who is there.
    .orderBy("created_at")
    .orderBy("id")
    .limit(MOST_FACES)
    .execute();
  return {
    id: site.id,
    name,
    ...(await availabilityOf(db, site.id, now)),
    faces,
    contactForm,
    answersByEmail: canMail && forwarding.mode !== "nothing",
    ...(accent !== undefined && { accent }),
    ...(greeting !== undefined && { greeting }),
    ...(replyTime !== undefined && { replyTime }),
    ...(uploads.kinds.length > 0 && { uploads }),
  };
}
