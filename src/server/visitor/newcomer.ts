/** A visitor of whom nothing is known yet. */
import type { Database } from "../database/tables.js";
import { newId } from "../secrets.js";

export async function newVisitor(tx: Database, siteId: string, locale: string | undefined, at: number): Promise<string> {
  const id = newId();
  await tx
    .insertInto("visitors")
    .values({ id, site_id: siteId, locale: locale ?? null, created_at: at })
    .execute();
  return id;
}
