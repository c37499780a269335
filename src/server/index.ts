/** `recado/server`: the reference backend, and the PostgreSQL it brings along for whoever has none. */
export { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.js";
export type { Log } from "./log.js";
export type { Mail } from "./mail/forwarding.js";
export type { RecadoServer, ServerOptions } from "./options.js";
export { createServer } from "./server.js";
export type { SiteSpec } from "./site/ensure.js";
