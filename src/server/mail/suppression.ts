/**
 * Addresses that want, or take, no mail of a site: remembered for good, whatever is typed, confirmed or answered later. Only their
 * reader's explicit wish lifts one: told by themselves on the unsubscribe page, or to an agent, whose name is kept with it. What
 * an agent has added (`owner`) is the agents' own and no reader's to lift.
 */
import { sql } from "kysely";
import type { Suppression } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import type { Reader } from "./mails.js";

/** For every conversation of the site. A reader's wish or a bounce outranks what an agent has added, so that no agent can take it back. */
export async function suppress(db: Database, siteId: string, email: string, because: string, at: number): Promise<void> {
  await db
    .insertInto("suppressions")
    .values({ site_id: siteId, email: email.toLowerCase(), because, at })
    .onConflict((conflict) =>
      conflict
        .columns(["site_id", "email"])
        .doUpdateSet({ because, at, lifted_at: null, lifted_by: null })
        .where((is) => is.or([is("suppressions.lifted_at", "is not", null), is("suppressions.because", "=", "owner")])),
    )
    .execute();
}

/** `of`: which ones this may lift. False when there is none of those. */
export async function lift(
  db: Database,
  siteId: string,
  email: string,
  { by, of, at }: { by: string; of: "owner" | "all" | "all-but-owner"; at: number },
): Promise<boolean> {
  let query = db
    .updateTable("suppressions")
    .set({ lifted_at: at, lifted_by: by })
    .where("site_id", "=", siteId)
    .where("email", "=", email.toLowerCase())
    .where("lifted_at", "is", null);
  if (of !== "all") query = query.where("because", of === "owner" ? "=" : "<>", "owner");
  const { numUpdatedRows } = await query.executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The latest first, those lifted among them. */
export async function suppressionsOf(db: Database, siteId: string): Promise<Suppression[]> {
  const rows = await db.selectFrom("suppressions").selectAll().where("site_id", "=", siteId).orderBy("at", "desc").execute();
  return rows.map(({ email, because, at, lifted_at, lifted_by }) => ({
    email,
    because,
    at,
    ...(lifted_at !== null && { lifted: { at: lifted_at, by: lifted_by ?? "" } }),
  }));
}

/** Why this address gets no mail, or undefined when it may. */
export async function suppressedBecause(db: Database, siteId: string, email: string): Promise<string | undefined> {
  const row = await db
    .selectFrom("suppressions")
    .select("because")
    .where("site_id", "=", siteId)
    .where("email", "=", email.toLowerCase())
    .where("lifted_at", "is", null)
    .executeTakeFirst();
  return row?.because;
}

/** Their address, where it takes no mail. Others they had are decided on by nobody. */
export function suppressedOf(db: Database, { siteId, address }: Pick<Reader, "siteId" | "address">) {
  return db
    .selectFrom("suppressions")
    .select("email")
    .where("site_id", "=", siteId)
    .where("email", "=", (address ?? "").toLowerCase())
    .where("lifted_at", "is", null);
}

/**
 * Every conversation with this address: its mail is held back, or goes now. Not for whoever holds a conversation: two of them,
 * each waiting for the other's, would never end.
 */
export async function decideAnew(db: Database, siteId: string, email: string, at: number): Promise<void> {
  await db
    .updateTable("conversations")
    .set({ due_at: at })
    .where("site_id", "=", siteId)
    .where(sql<boolean>`lower(address) = lower(${email})`)
    .execute();
}
