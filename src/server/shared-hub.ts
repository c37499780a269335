/**
 * The hub of several nodes on one database: what is published on one is told on all, by LISTEN/NOTIFY.
 *
 *   publish ──▶ here, at once
 *       └─▶ gathered, each notice once ──(every 25 ms)──▶ NOTIFY ──▶ the other nodes' hubs
 *
 * Gathered, because each NOTIFY takes a lock of the whole cluster at its commit. A notice may get lost while the connection is
 * renewed: every stream looks by itself with its next beat, so that costs time and never news.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import type { Connection } from "./database/connect.js";
import type { Database } from "./database/tables.js";
import type { Hub, Notice } from "./hub.js";
import { describe, type Log } from "./log.js";
import { newId } from "./secrets.js";

const GATHERED_MS = 25;
/** PostgreSQL carries less than 8,000 bytes. */
const LARGEST_PAYLOAD = 7_500;
const AGAIN_AFTER_MS = 1_000;
const PATIENCE_MS = 10_000;

export interface Sharing {
  readonly hub: Hub;
  /** Until the signal ends, and all that was published has been told. Never rejects. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** `channel`: of this installation alone. Another in the same database has its own, and sites of the same names perhaps. */
export function shareHub(
  local: Hub,
  db: Database,
  { connection, channel }: { readonly connection: Connection; readonly channel: string },
  log: Log,
): Sharing {
  const self = newId();
  let gathered = new Set<string>();

  async function tell(): Promise<void> {
    const notices = gathered;
    gathered = new Set();
    for (const payload of payloads(self, notices)) await sql`select pg_notify(${channel}, ${payload})`.execute(db);
  }

  async function hear(signal: AbortSignal): Promise<void> {
    const config = typeof connection === "string" ? { connectionString: connection } : connection;
    const client = new pg.Client({ connectionTimeoutMillis: PATIENCE_MS, ...config });
    const broken = new Promise<never>((_, reject) => {
      client.on("error", reject);
      client.on("end", () => reject(new Error("The connection has ended")));
    });
    // Told below, or not at all any more: the server closes.
    broken.catch(() => undefined);
    client.on("notification", ({ payload = "" }) => {
      const [sender, ...notices] = payload.split("\n");
      if (sender !== self) for (const notice of notices) local.publish(JSON.parse(notice) as Notice);
    });
    try {
      const listening = client.connect().then(() => client.query(`listen "${channel}"`));
      await Promise.race([listening, broken, ended(signal)]);
      await Promise.race([broken, ended(signal)]);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  const repeatedly = async (
    work: (signal: AbortSignal) => Promise<void>,
    everyMs: number,
    sentence: string,
    signal: AbortSignal,
  ) => {
    while (!signal.aborted) {
      let restMs = everyMs;
      await work(signal).catch((error: unknown) => {
        log.warn(describe(error), sentence);
        restMs = AGAIN_AFTER_MS;
      });
      await sleep(restMs, undefined, { signal }).catch(() => undefined);
    }
  };

  return {
    hub: {
      ...local,
      publish(notice) {
        local.publish(notice);
        gathered.add(JSON.stringify(notice));
      },
    },
    async run(signal) {
      const hearing = repeatedly(hear, 0, "Other nodes cannot be heard: streams look with their beats meanwhile", signal);
      await repeatedly(tell, GATHERED_MS, "Other nodes could not be told", signal);
      // What was published while the node closed is news, too.
      await tell().catch((error: unknown) => log.warn(describe(error), "Other nodes could not be told"));
      await hearing;
    },
  };
}

/** The sender, and as many notices as there is room for, each in a line of its own. */
function payloads(sender: string, notices: ReadonlySet<string>): string[] {
  const all: string[] = [];
  let open = "";
  for (const notice of notices) {
    if (open === "" || Buffer.byteLength(`${open}\n${notice}`) > LARGEST_PAYLOAD) {
      if (open !== "") all.push(open);
      open = sender;
    }
    open += `\n${notice}`;
  }
  return open === "" ? all : [...all, open];
}

const ended = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
