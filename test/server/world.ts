/** A server on a fresh database, with a clock that tests can turn forward, and shops that do not know each other. */
import { afterAll, expect } from "vitest";
import { createServer, type RecadoServer, type ServerOptions, type SiteSpec } from "../../src/server/index.js";
import { freshDatabase, type TestDatabase } from "./database.js";
import { type AgentInTest, newVisitor, signedIn, type VisitorInTest } from "./people.js";

export interface World {
  readonly server: RecadoServer;
  readonly url: string;
  readonly database: TestDatabase;
  /** Turns the server's clock forward. Timers do not follow. */
  advance(ms: number): void;
  now(): number;
  /** Every line the server logged, as JSON. */
  readonly log: readonly string[];
  shop(spec?: Partial<SiteSpec>): Promise<Shop>;
  /** Closes the server and opens another on the same database. */
  restart(): Promise<void>;
}

export interface Shop {
  readonly id: string;
  visitor(): Promise<VisitorInTest>;
  /** With a contact, so that nothing is asked for. */
  knownVisitor(email?: string): Promise<VisitorInTest>;
  agent(email?: string): Promise<AgentInTest>;
}

const AGENT = { name: "Amélie", email: "amelie@flora.example" };

/** What no log may have (row 21 of the security checklist, whatever a file is about): some texts and all addresses in it. */
async function saidIn(database: TestDatabase): Promise<string[]> {
  const rows = await database.query(
    `select distinct told from (
       (select text as told from messages where length(text) > 11 limit 500) union all
       (select contact ->> 'email' from visitors limit 500) union all select email from agents) as all_of_it
     where told is not null`,
  );
  return rows.map(({ told }) => String(told));
}

/** To be called at the top of a test file; everything ends with it. `through`: how the server comes to its database. */
export async function createWorld(
  options: Partial<ServerOptions> = {},
  through = (own: TestDatabase["connection"]) => own,
): Promise<World> {
  const database = await freshDatabase();
  const log: string[] = [];
  const write = (level: string) => (facts: object, sentence: string) => log.push(JSON.stringify({ level, ...facts, sentence }));
  let skewMs = 0;
  const now = () => Date.now() + skewMs;
  const start = () =>
    createServer({
      database: through(database.connection),
      port: 0,
      clock: now,
      log: { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") },
      ...options,
      // Whoever tests forms is a program, and quick.
      spam: { soonestMs: 0, ...options.spam },
    });
  let server = await start();
  let shops = 0;
  afterAll(async () => {
    await server.close();
    const told = await saidIn(database);
    await database.drop();
    const written = log.join("\n");
    expect(told.filter((one) => written.includes(one))).toEqual([]);
  });

  return {
    get server() {
      return server;
    },
    get url() {
      return server.url;
    },
    database,
    now,
    log,
    advance(ms) {
      skewMs += ms;
    },
    async restart() {
      await server.close();
      server = await start();
    },
    async shop(spec = {}) {
      shops += 1;
      const id = spec.id ?? `shop-${shops}`;
      // Each shop has an agent of its own, so that a sign-in link has one meaning.
      const own = { name: AGENT.name, email: `${id}.${AGENT.email}` };
      await server.ensureSite({ id, name: "Flora Garden Shop", origins: [], agents: [own], ...spec });
      return {
        id,
        visitor: () => newVisitor(server.url, id),
        async knownVisitor(email = "ana@example.com") {
          const visitor = await newVisitor(server.url, id);
          await visitor.ask("identify", { body: { contact: { email }, held: [] } });
          return visitor;
        },
        agent: async (email = own.email) => signedIn(server.url, await server.signInLink(email)),
      };
    },
  };
}
