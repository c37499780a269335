/** One pool, one dialect: the same queries on the embedded PostgreSQL and on any other from version 15 on. */
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { describe, type Log } from "../log.js";
import { preparing } from "./prepared.js";
import type { Database, Tables } from "./tables.js";

/** A connection string, or what pg.Pool takes. */
export type Connection = string | pg.PoolConfig;

/** PostgreSQL's 64-bit integers. Ours are instants and seqs, far below 2^53, so a number holds them. */
const INT8 = pg.types.builtins.INT8;

/** With `schema`, everything is in there: each connection looks nowhere else. */
export function connect(connection: Connection, log: Log, schema?: string): Database {
  const config = typeof connection === "string" ? { connectionString: connection } : connection;
  const pool = new pg.Pool({
    ...config,
    Client: preparing(config),
    // Awaited by the pool before anybody gets the connection. A statement and not a startup option: poolers refuse those.
    ...(schema !== undefined && { onConnect: (client) => client.query(`set search_path to "${schema}"`) }),
    types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) },
  });
  // Connections that the database closes (restart, failover) are replaced by the pool; unheard, either event ends the process.
  pool.on("error", (error) => log.warn(describe(error), "The database closed an idle connection"));
  // Of a connection in use: pg tells its query as well, which is where something can be done.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/**
 * Names this past of the database. What is in a dump or a base backup comes back with it, so the row alone would not tell a
 * restored database: the cluster, its timeline (it forks at a recovery) and the database's own number are mixed in.
 */
export async function readEpoch(db: Database): Promise<string> {
  const { rows } = await sql<{ epoch: string }>`
    select substr(encode(sha256(concat_ws('/', epoch, system_identifier, timeline_id, oid)::bytea), 'hex'), 1, 16) as epoch
    from installation, pg_control_system(), pg_control_checkpoint(), pg_database where datname = current_database()`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error("The table installation is empty: this is not a database of Recado.");
  return row.epoch;
}

/** What addresses of files are signed with. */
export async function readFileKey(db: Database): Promise<string> {
  return (await db.selectFrom("installation").select("file_key").executeTakeFirstOrThrow()).file_key;
}
