/**
 * The line between one node and PostgreSQL, as a TCP proxy that understands as much of the protocol as it takes to know which
 * statement goes by. It may be cut at any of them: before it arrives, after it has without its answer, or after the answer.
 */
import { once } from "node:events";
import { createConnection, createServer, type Socket } from "node:net";
import type pg from "pg";

/** The transactions of a letter that are worth interrupting, looking for work, which comes before them, and a piece of a sweep. A letter that was deferred has a retry. */
export type Work = "look" | "claim" | "retry" | "settle" | "erase";
export type Cut =
  /** The statement that writes never arrives. */
  | "writing"
  /** All is written, the COMMIT never arrives. */
  | "committing"
  /** The COMMIT has arrived; its answer never comes back. */
  | "unanswered"
  /** The answer comes back, and nothing after it. */
  | "answered";

export interface DatabaseLine {
  /** How to connect through it. */
  readonly connection: pg.PoolConfig;
  /** Cuts at the next such moment, once, and calls `then` when nothing goes through any more. Of looks, at the first after a new message. */
  cutAt(work: Work, cut: Cut, then: () => void): void;
  /** Lets new connections through again; those that were cut stay dead. */
  mend(): void;
  close(): Promise<void>;
}

export async function databaseLine(database: pg.PoolConfig): Promise<DatabaseLine> {
  let armed: { work: Work; cut: Cut; then: () => void; hasNews: boolean } | undefined;
  let isCut = false;
  const sockets = new Set<Socket>();

  const server = createServer((client) => {
    const upstream = createConnection(socketOf(database));
    const messages = createReader();
    let doing: Work | undefined;
    let isLast = false;
    let isWithin = false;
    let message: "none" | "written" | "committing" = "none";
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      // Both ends are killed on purpose here.
      socket.on("error", () => socket.destroy());
      socket.on("close", () => sockets.delete(socket));
    }
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());

    const cutHere = () => {
      const then = armed?.then;
      armed = undefined;
      isCut = true;
      then?.();
    };
    client.on("data", (chunk) => {
      for (const { bytes, statement } of messages(chunk)) {
        if (isCut) return;
        const work = statement === undefined ? undefined : workOf(statement);
        doing = work ?? doing;
        const isCommit = statement === "commit";
        const isDue = armed !== undefined && (armed.work !== "look" || armed.hasNews);
        const isHere = isDue && armed?.work === (work ?? (isCommit ? doing : undefined));
        if (isHere && ((armed?.cut === "writing" && work !== undefined) || (armed?.cut === "committing" && isCommit)))
          return cutHere();
        upstream.write(bytes);
        isLast = isHere && isCommit;
        if (statement === "begin") isWithin = true;
        // Alone it is its own transaction, as an agent's reply of words is.
        if (statement?.includes("insert into messages")) message = isWithin ? "written" : "committing";
        else if (isCommit && message === "written") message = "committing";
        if (statement === "commit" || statement === "rollback") {
          doing = undefined;
          isWithin = false;
        }
      }
    });
    upstream.on("data", (chunk) => {
      if (isCut) return;
      if (message === "committing") {
        message = "none";
        if (armed) armed.hasNews = true;
      }
      if (!isLast) return void client.write(chunk);
      // The answer to the COMMIT.
      if (armed?.cut === "answered") client.write(chunk, cutHere);
      else cutHere();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The line has no port");
  return {
    connection: { ...accountOf(database), host: "127.0.0.1", port: address.port },
    cutAt(work, cut, then) {
      armed = { work, cut, then, hasNews: false };
    },
    mend() {
      for (const socket of sockets) socket.destroy();
      isCut = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/**
 * By the text of the statement: the ones of store.ts, one-statement.ts and erase.ts. A settled delivery drops its letter, one
 * that is deferred, or leased again, keeps it; the first lease is part of the claim.
 */
function workOf(statement: string): Work | undefined {
  if (/^with "held" as materialized \(select [^()]* from "conversations" .*for update skip locked\)/.test(statement))
    return "look";
  if (statement.includes('insert into "deliveries"')) return "claim";
  if (statement.startsWith('delete from "visitors"')) return "erase";
  if (!statement.includes('update "deliveries"')) return undefined;
  return statement.includes('"raw"') ? "settle" : "retry";
}

/** Cuts the frontend's bytes into messages: the first without a type, then a letter and a length, both of the size of an int32. */
function createReader(): (chunk: Buffer) => { bytes: Buffer; statement?: string }[] {
  let rest: Buffer = Buffer.alloc(0);
  let isStarted = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const found: { bytes: Buffer; statement?: string }[] = [];
    for (;;) {
      const head = isStarted ? 1 : 0;
      if (rest.length < head + 4) return found;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return found;
      const bytes = rest.subarray(0, length);
      rest = rest.subarray(length);
      const statement = isStarted ? statementOf(bytes) : undefined;
      isStarted = true;
      found.push(statement === undefined ? { bytes } : { bytes, statement });
    }
  };
}

/** Of a simple query or a Parse: https://www.postgresql.org/docs/current/protocol-message-formats.html */
function statementOf(bytes: Buffer): string | undefined {
  const type = String.fromCharCode(bytes[0] ?? 0);
  if (type !== "Q" && type !== "P") return undefined;
  const texts = bytes.subarray(5).toString().split("\0");
  return type === "Q" ? texts[0] : texts[1];
}

function socketOf(database: pg.PoolConfig): { path: string } | { host: string; port: number } {
  const { host, port } = reachOf(database);
  return host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
}

function reachOf(database: pg.PoolConfig): { host: string; port: number } {
  if (database.connectionString === undefined) return { host: database.host ?? "localhost", port: database.port ?? 5432 };
  const url = new URL(database.connectionString);
  return { host: url.searchParams.get("host") ?? url.hostname, port: Number(url.port || 5432) };
}

function accountOf(database: pg.PoolConfig): pg.PoolConfig {
  if (database.connectionString === undefined) return database;
  const url = new URL(database.connectionString);
  return { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password), database: url.pathname.slice(1) };
}
