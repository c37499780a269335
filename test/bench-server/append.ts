/**
 * Messages stored durably, exactly once, in order, 64 conversations at once: against a bare `INSERT … RETURNING` through the same
 * pool in the same run. The two take turns, so that what else the machine does is done to both.
 */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { createGathering } from "../../src/server/conversation/gathered.js";
import { connect } from "../../src/server/database/connect.js";
import { against, type Figure, figure, load, median, short } from "./figure.js";
import { createGround } from "./ground.js";

const AT_ONCE = 64;
const TURNS = 5;
const TURN_MS = 3_000;
const TEXT = "Where is my olive tree? I ordered it two weeks ago.";
const silent = () => undefined;

export async function appends(): Promise<Figure[]> {
  const ground = await createGround();
  await ground.people(AT_ONCE, "writer");
  const db = connect(ground.database.connection, { debug: silent, info: silent, warn: silent, error: silent });
  await sql`create table bare (conversation_id text not null, id text primary key, text text not null, at bigint not null)`.execute(
    db,
  );

  const store = createGathering(db);
  const bare = (conversationId: string) =>
    sql`insert into bare (conversation_id, id, text, at) values (${conversationId}, ${randomUUID()}, ${TEXT}, ${Date.now()}::bigint) returning *`.execute(
      db,
    );
  const whole = (conversationId: string) =>
    store({
      conversationId,
      id: randomUUID(),
      author: { by: "visitor", seen: 1 },
      channel: "widget",
      text: TEXT,
      at: Date.now(),
    });

  const rates = { bare: [] as number[], append: [] as number[] };
  await perSecond(whole, TURN_MS);
  for (let turn = 0; turn < TURNS; turn++) {
    rates.bare.push(await perSecond(bare, TURN_MS));
    rates.append.push(await perSecond(whole, TURN_MS));
  }
  await db.destroy();
  await ground.end();
  const shares = rates.append.map((rate, turn) => (100 * rate) / (rates.bare[turn] ?? 1));
  return [
    figure("bare INSERT … RETURNING", `${short(median(rates.bare))} /s (${load()})`),
    figure("messages stored", `${short(median(rates.append))} /s`),
    against("messages stored, of what the bare INSERT does", median(shares), 70, "%", { atLeast: true }),
  ];
}

async function perSecond(work: (conversationId: string) => Promise<unknown>, ms: number): Promise<number> {
  const since = performance.now();
  let done = 0;
  const writers = Array.from({ length: AT_ONCE }, async (_, n) => {
    while (performance.now() - since < ms) {
      await work(`writer-${n + 1}`);
      done += 1;
    }
  });
  await Promise.all(writers);
  return done / ((performance.now() - since) / 1_000);
}
