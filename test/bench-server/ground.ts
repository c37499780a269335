/** A database of the bench's own on the embedded PostgreSQL (or on DATABASE_URL), with a shop and as many visitors as are wanted. */
import { createServer } from "../../src/server/index.js";
import { hashed, newSecret } from "../../src/server/secrets.js";
import { freshDatabase, type TestDatabase } from "../server/database.js";
import { type AgentInTest, signedIn } from "../server/people.js";

export const SITE = "flora";
const AT_ONCE = 10_000;
const silent = () => undefined;
const quiet = { debug: silent, info: silent, warn: silent, error: silent };

export interface Ground {
  readonly database: TestDatabase;
  /** With a conversation of so many messages each; ids are `${prefix}-1` and so on. Returns their tokens. */
  people(count: number, prefix: string, messages?: number): Promise<string[]>;
  /** An agent who can ask any node of this database. */
  agent(url: string): Promise<AgentInTest>;
  end(): Promise<void>;
}

export async function createGround(): Promise<Ground> {
  const database = await freshDatabase();
  const server = await createServer({ database: database.connection, port: 0, log: quiet });
  // Nobody to mail to: agents are told of nothing here.
  await server.ensureSite({
    id: SITE,
    name: "Flora Garden Shop",
    origins: ["https://flora.example"],
    agents: [{ name: "Amélie", email: "amelie@flora.example" }],
    settings: { agentMail: { isOn: false } },
    // What is measured is the queue: a site's mails of a day are spent in half a minute.
    rules: { siteDailyCount: 10_000_000 },
  });
  return {
    database,
    async people(count, prefix, messages = 1) {
      const tokens = Array.from({ length: count }, newSecret);
      for (let from = 0; from < count; from += AT_ONCE) {
        const hashes = tokens.slice(from, from + AT_ONCE).map(hashed);
        await database.query(
          `with given as (select $1 || '-' || (n + $2) as id, hash from unnest($3::text[]) with ordinality as t (hash, n)),
          visitor as (
            insert into visitors (id, site_id, contact, created_at)
            select id, $4, json_build_object('email', id || '@example.com'), $5 from given),
          session as (
            insert into visitor_sessions (hash, site_id, visitor_id, needs_gesture, expires_at)
            select hash, $4, id, false, $5 + 15552000000 from given),
          conversation as (
            insert into conversations (id, site_id, channel, created_at, last_seq, last_message_at, address)
            select id, $4, 'widget', $5, $6, $5, id || '@example.com' from given)
          insert into messages (conversation_id, seq, id, by, channel, text, at)
          select id, seq, 'first-' || seq, 'visitor', 'widget', 'Where is my olive tree?', $5 from given, generate_series(1, $6::int) as seq`,
          [prefix, from, hashes, SITE, Date.now(), messages],
        );
      }
      await database.query("vacuum (analyze) visitors, visitor_sessions, conversations, messages");
      return tokens;
    },
    agent: async (url) => {
      const link = await server.signInLink("amelie@flora.example");
      return signedIn(url, link);
    },
    async end() {
      await server.close();
      await database.drop();
    },
  };
}
