/**
 * `recado/server`: the reference backend, and the PostgreSQL it brings along for whoever has none. Whoever only wants the browser's
 * half installs none of the server's packages, so they are loaded when a server is asked for: a missing one is then a sentence.
 */
import type { EmbeddedPostgres } from "./embedded-postgres.js";
import type { RecadoServer, ServerOptions } from "./options.js";

export type { EmbeddedPostgres } from "./embedded-postgres.js";
export type { Log } from "./log.js";
export type { Mail } from "./mail/forwarding.js";
export type { RecadoServer, ServerOptions } from "./options.js";
export type { SiteSpec } from "./site/ensure.js";
export type { Challenge } from "./spam/challenge.js";

const INSTALL = "npm install hono @hono/node-server jose kysely pg pino nodemailer postal-mime htmlparser2";

/**
 * Starts the reference backend. Resolves when it can answer, with the database up to date; rejects with a sentence when an
 * option, the database or a package is missing or no good.
 */
export async function createServer(options: ServerOptions): Promise<RecadoServer> {
  const server = await import("./server.js").catch(explain);
  return server.createServer(options);
}

/**
 * Starts the PostgreSQL that comes with the package `embedded-postgres`, or goes on with the one that runs already in this
 * folder.
 */
export async function startEmbeddedPostgres(
  options?: Parameters<typeof import("./embedded-postgres.js").startEmbeddedPostgres>[0],
): Promise<EmbeddedPostgres> {
  const embedded = await import("./embedded-postgres.js").catch(explain);
  return embedded.startEmbeddedPostgres(options);
}

/** Node's own words name one package and a file of ours; whoever reads them needs all of them, and the command. */
function explain(cause: unknown): never {
  const missing = /^Cannot find package '([^']+)'/.exec((cause as Error).message)?.[1];
  if (missing === undefined) throw cause;
  throw new Error(`recado/server needs the package ${missing}, which is not installed. Run "${INSTALL}".`, { cause });
}
