/**
 * Writes that belong together, in one statement: each costs no way to the database and back of its own. None of them sees what
 * another one wrote, so no two of them are for the same row.
 */
import { ExpressionWrapper, type OperationNodeSource, sql } from "kysely";
import type { Database } from "../database/tables.js";

export interface Write {
  /** Of its part of the statement. */
  readonly name: string;
  readonly query: OperationNodeSource;
  /** What is said where it found no row to write, which it has to; such a one returns its row. */
  readonly missing?: string;
}

/** Throws, in words of the write's own, where one has found no row; whoever holds the transaction gives it up then. */
export async function writeAll(tx: Database, writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return;
  const parts = writes.map(({ name, query }) => sql`${sql.id(name)} as (${new ExpressionWrapper(query.toOperationNode())})`);
  const needed = writes.filter(({ missing }) => missing !== undefined);
  const found = needed.map(({ name }) => sql`exists (select from ${sql.id(name)}) as ${sql.id(name)}`);
  const { rows } = await sql<Record<string, boolean>>`with ${sql.join(parts)} select ${sql.join(found)}`.execute(tx);
  for (const { name, missing } of needed) if (rows[0]?.[name] !== true) throw new Error(missing);
}
