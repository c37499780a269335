/**
 * A fresh database for each test file, on DATABASE_URL's server or on an embedded PostgreSQL that the files of a run share:
 * created once in the temporary folder, adopted by each file, stopped after the last one.
 */
import { createHash, randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startEmbeddedPostgres } from "../../src/server/embedded-postgres.js";
import { until } from "../until.js";

export interface TestDatabase {
  readonly connection: pg.PoolConfig;
  /** For looking behind the server's back. */
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Runs a statement and keeps its locks until released. */
  hold(sql: string, values: readonly unknown[]): Promise<{ release: () => Promise<void> }>;
  /** Resolves when so many queries wait for a lock. */
  queued(count: number): Promise<void>;
  drop(): Promise<void>;
}

/** One folder for each checkout and user, so that two of them do not share. */
const FOLDER = join(
  tmpdir(),
  `recado-test-${createHash("sha256")
    .update(`${import.meta.url} ${process.getuid?.()}`)
    .digest("hex")
    .slice(0, 12)}`,
);

/** Three seconds; what a test has left open on purpose is then cut off. */
const MOST_LOOKS = 150;
const LOOK_EVERY_MS = 20;

/** To be stopped by whoever asked; it goes on for the others. */
export async function serverToUse(): Promise<{ connection: pg.PoolConfig; stop: () => Promise<void> }> {
  const url = process.env.DATABASE_URL;
  if (url !== undefined && url !== "") return { connection: { connectionString: url }, stop: async () => undefined };
  const postgres = await startEmbeddedPostgres({ dataDir: FOLDER });
  return { connection: postgres.connection, stop: () => postgres.stop() };
}

export async function freshDatabase(): Promise<TestDatabase> {
  const { connection: main, stop } = await serverToUse();
  const name = `recado_test_${randomUUID().replaceAll("-", "")}`;
  const administer = async (sql: string) => {
    const client = new pg.Client(main);
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  // A pool has ended before its sockets have: one that is cut off in between is an error nobody listens for any more.
  const connectionsGone = async () => {
    const client = new pg.Client(main);
    await client.connect();
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      const { rows } = await client.query("select 1 from pg_stat_activity where datname = $1", [name]);
      if (rows.length === 0) break;
      await sleep(LOOK_EVERY_MS);
    }
    await client.end();
  };
  await administer(`create database ${name}`);
  const connection = within(main, name);
  const pool = new pg.Pool({ ...connection, max: 2 });
  const query = async (sql: string, values: readonly unknown[] = []) => (await pool.query(sql, [...values])).rows;
  return {
    connection,
    query,
    async hold(sql, values) {
      const client = new pg.Client(connection);
      await client.connect();
      await client.query("begin");
      await client.query(sql, [...values]);
      return { release: () => client.end() };
    },
    async queued(count) {
      // An "object" is what NOTIFY locks while it commits, for the whole server: who waits for that waits for another test.
      const waiting = `
        select pid from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and wait_event <> 'object'`;
      await until(async () => (await query(waiting)).length >= count);
    },
    async drop() {
      await pool.end();
      await connectionsGone();
      await administer(`drop database ${name} with (force)`);
      await stop();
    },
  };
}

function within(main: pg.PoolConfig, database: string): pg.PoolConfig {
  if (main.connectionString === undefined) return { ...main, database };
  const url = new URL(main.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
}
