/** What the forwarding rules are given of what was said: with the mails or by a question of its own, nothing they reach is missing. */
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { Reach } from "../../src/forwarding/reach.js";
import type { Line } from "../../src/forwarding/thread.js";
import { connect } from "../../src/server/database/connect.js";
import { migrate } from "../../src/server/database/migrate.js";
import { linesOf } from "../../src/server/mail/lines.js";
import { loadMails } from "../../src/server/mail/mails.js";
import { ensureSite } from "../../src/server/site/ensure.js";
import { counting } from "./counting.js";
import { freshDatabase } from "./database.js";

const database = await freshDatabase();
const asked: string[] = [];
const silent = () => undefined;
const db = connect(counting(database.connection, asked), { debug: silent, info: silent, warn: silent, error: silent });
await migrate(db);
await ensureSite(db, { id: "s", name: "S", origins: [], agents: [] }, 0);
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

/** What comes along are 20. */
const MOST = 45;
const said = fc.record({ by: fc.constantFrom("visitor", "agent", "bot", "system"), deleted: fc.boolean(), edits: fc.nat(3) });
const place = fc.nat(MOST + 2);
const reaches: fc.Arbitrary<Reach> = fc.record({ from: place, before: fc.nat(12), agentsBefore: fc.nat(6), after: place });

/** As forwarding/reach.ts says it. */
function reached(lines: readonly Line[], { from, before, agentsBefore, after }: Reach): Line[] {
  const earlier = lines.filter(({ seq, by, deleted }) => seq < from && seq > after && by !== "system" && !deleted);
  const agents = earlier.filter(({ by }) => by === "agent");
  const lastOf = (of: readonly Line[], most: number) => of.slice(Math.max(0, of.length - most));
  const kept = new Set([...lastOf(earlier, before), ...lastOf(agents, agentsBefore)]);
  return lines.filter((line) => line.seq >= from || kept.has(line));
}

let conversations = 0;
async function conversationOf(lines: readonly Line[]): Promise<string> {
  const id = `c${++conversations}`;
  await database.query("insert into visitors (id, site_id, created_at) values ($1, 's', 0)", [id]);
  await database.query(
    "insert into conversations (id, site_id, channel, created_at, last_message_at) values ($1, 's', 'widget', 0, 0)",
    [id],
  );
  await database.query(
    `insert into messages (conversation_id, seq, id, by, channel, text, at, edits, deleted_at)
    select $1, seq, 'm' || seq, by, 'widget', 'Hello', at, edits, case when deleted then 1 end
    from json_to_recordset($2) as line (seq bigint, by text, at bigint, edits bigint, deleted boolean)`,
    [id, JSON.stringify(lines)],
  );
  return id;
}

test("all that the rules reach is there, as it is stored: the last twenty, or where these do not reach, just what is asked for", async () => {
  let [along, alone] = [0, 0];
  const conversation = fc.array(said, { maxLength: MOST, size: "max" });
  await fc.assert(
    fc.asyncProperty(conversation, fc.array(reaches, { minLength: 1, maxLength: 20 }), async (all, asking) => {
      const lines = all.map((one, n) => ({ ...one, seq: n + 1, at: 1_700_000_000_000 + n }) as Line);
      const id = await conversationOf(lines);
      const mails = await loadMails(db, { side: { conversationId: id, agentId: null }, siteId: "s", address: null }, 0);
      const last = mails?.lastLines ?? [];
      expect(last).toEqual(lines.slice(-20).reverse());
      for (const reach of asking) {
        const before = asked.length;
        const got = await linesOf(db, id, last, reach);
        const wanted = reached(lines, reach);
        if (asked.length === before) {
          along += 1;
          expect(got).toEqual(lines.slice(-20));
          expect(got).toEqual(expect.arrayContaining(wanted));
        } else {
          alone += 1;
          expect(lines.length).toBeGreaterThanOrEqual(20);
          expect(got).toEqual(wanted);
        }
      }
    }),
    { numRuns: 150 },
  );
  expect(along).toBeGreaterThan(100);
  expect(alone).toBeGreaterThan(100);
});
