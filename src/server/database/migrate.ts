/** Brings a database up to date at start. Several nodes may start at once: one migrates, the others wait for it. */
import { type Kysely, sql } from "kysely";
import { MIGRATIONS } from "./migrations.js";
import type { Database, Tables } from "./tables.js";

/** Any number, as long as nobody else uses it for a lock in the same database. */
const MIGRATING = 0x7ecad1;

interface Migrated extends Tables {
  migrations: { name: string };
}

/** All missing steps in one transaction: a step that fails leaves the database as it was. `schema` is made where it is missing. */
export async function migrate(db: Database, schema?: string): Promise<void> {
  await db.transaction().execute(async (plain) => {
    const tx: Kysely<Migrated> = plain.withTables<{ migrations: { name: string } }>();
    await sql`select pg_advisory_xact_lock(${MIGRATING})`.execute(tx);
    if (schema !== undefined) await ensureSchema(tx, schema);
    await sql`create table if not exists migrations (name text primary key)`.execute(tx);
    const done = new Set((await tx.selectFrom("migrations").select("name").execute()).map((step) => step.name));
    const known = new Set(MIGRATIONS.map((step) => step.name));
    const newer = [...done].filter((name) => !known.has(name));
    if (newer.length > 0) throw new Error(`This database was written by a newer Recado (${newer.join(", ")}): please update.`);
    for (const step of MIGRATIONS) {
      if (done.has(step.name)) continue;
      await sql.raw(step.sql).execute(tx);
      await tx.insertInto("migrations").values({ name: step.name }).execute();
    }
  });
}

/** Asked before it is made: who may only use a schema that somebody else has made for them is refused also "if not exists". */
async function ensureSchema(tx: Kysely<Migrated>, schema: string): Promise<void> {
  const { rows } = await sql<{ is: boolean }>`select to_regnamespace(${`"${schema}"`}) is not null as is`.execute(tx);
  if (rows[0]?.is !== true) await sql`create schema ${sql.id(schema)}`.execute(tx);
}
