/** How much may be kept: of one sender in a day, and of a whole site, where the files of mails count as well. Begun is counted as whole. */
import { sql } from "kysely";
import type { Database } from "../database/tables.js";
import { Refusal } from "../refusal.js";

export interface Quota {
  readonly files: number;
  readonly bytes: number;
}

/** Whose the room is that files take. */
export interface Shelf {
  readonly site: string;
  readonly mostBytes: number;
}

const DAY_MS = 86_400_000;
const [SENDING, STORING] = [18, 19];

/** In a transaction, which is the only one of this sender and this site until it ends. Throws "quota-reached", with `field: "site"` where it is the site's. */
export async function keepQuotas(
  tx: Database,
  file: { readonly owner: string; readonly bytes: number },
  { quota, shelf }: { readonly quota: Quota; readonly shelf: Shelf },
  now: number,
): Promise<void> {
  const { n, sum } = await tx
    .selectFrom("files")
    .select(({ fn }) => [fn.countAll<number>().as("n"), sql<number>`coalesce(sum(bytes), 0)::bigint`.as("sum")])
    .where("owner", "=", file.owner)
    .where("laid_at", ">", now - DAY_MS)
    .executeTakeFirstOrThrow();
  if (n >= quota.files || sum + file.bytes > quota.bytes)
    throw new Refusal("quota-reached", "That is more than may be sent in a day", { retryAfterSeconds: DAY_MS / 1000 });
  if (file.bytes > (await roomFor(tx, shelf)))
    throw new Refusal("quota-reached", "There is no room for more files here. Please send it another way", { field: "site" });
}

/** One sender at a time: two tabs that begin at once must not get past the quota together. */
export async function holdSender(tx: Database, owner: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${owner}, ${SENDING}))`.execute(tx);
}

/** How many bytes the site may still keep. Nobody else of the site is told until the transaction ends. */
export async function roomFor(tx: Database, { site, mostBytes }: Shelf): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${site}, ${STORING}))`.execute(tx);
  const kept = await tx.selectFrom("site_files").select("bytes").where("site_id", "=", site).executeTakeFirst();
  return mostBytes - (kept?.bytes ?? 0);
}
