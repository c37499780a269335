/** Addresses that want, or take, no mail of a site: remembered for good, whatever is typed, confirmed or answered later. */
import type { Database } from "../database/tables.js";

/** For every conversation of the site, and for good. */
export async function suppress(db: Database, siteId: string, email: string, because: string, at: number): Promise<void> {
  await db
    .insertInto("suppressions")
    .values({ site_id: siteId, email: email.toLowerCase(), because, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Those among the addresses this conversation uses or was mailed at. */
export async function suppressedOf(db: Database, id: string, siteId: string, address: string | null): Promise<string[]> {
  const rows = await db
    .selectFrom("suppressions")
    .select("email")
    .where("site_id", "=", siteId)
    .where((is) =>
      is.or([
        is("email", "=", (address ?? "").toLowerCase()),
        is("email", "in", is.selectFrom("deliveries").select("address").where("conversation_id", "=", id)),
      ]),
    )
    .execute();
  return rows.map(({ email }) => email);
}
