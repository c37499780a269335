/** What may be used once, on whichever node: remembered until it is worth nothing anyway. */
import { sql } from "kysely";
import type { Database } from "../database/tables.js";

/** False where it was used for something else before: the same again is a repeat, whose first answer may have got lost. */
export async function spend(
  db: Database,
  id: string,
  { what, endsAt, now }: { readonly what: string; readonly endsAt: number; readonly now: number },
): Promise<boolean> {
  await db.deleteFrom("spent").where("ends_at", "<", now).execute();
  // The second of two at the same moment waits here for the first.
  const { rows } = await sql<{ what: string }>`
    insert into spent (id, what, ends_at) values (${id}, ${what}, ${endsAt}::bigint)
    on conflict (id) do update set id = excluded.id
    returning what`.execute(db);
  return rows[0]?.what === what;
}
