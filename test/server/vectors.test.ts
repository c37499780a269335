/** All forwarding vectors on PostgreSQL: the definition of the forwarding, played through the server's own functions and store. */
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { afterAll, expect, test } from "vitest";
import { differences } from "../../src/cli/vectors/compare.js";
import { Vector, VectorFile } from "../../src/cli/vectors/format.js";
import { headersOf } from "../../src/cli/vectors/headers-of.js";
import type { Actual } from "../../src/cli/vectors/run.js";
import { symbolOf } from "../../src/cli/vectors/symbols.js";
import { wordsFor } from "../../src/forwarding/index.js";
import { connect } from "../../src/server/database/connect.js";
import { migrate } from "../../src/server/database/migrate.js";
import { freshDatabase } from "./database.js";
import { createVectorWorld, type VectorWorld } from "./vector-world.js";

const FILE = new URL("../fixtures/forwarding-vectors.json", import.meta.url);
const { defaults, vectors } = v.parse(VectorFile, JSON.parse(readFileSync(FILE, "utf8")));
const cases = vectors.map((vector) => v.parse(Vector, vector));

const database = await freshDatabase();
const silent = () => undefined;
// Thousands of small steps: what a power cut would do to them is not the question here.
const db = connect(
  { ...database.connection, options: "-c synchronous_commit=off" },
  { debug: silent, info: silent, warn: silent, error: silent },
);
await migrate(db);
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

test("there are 81 of them", () => expect(cases).toHaveLength(81));

test.each(cases)("$id $title", async (vector) => {
  const world = await createVectorWorld(db, vector.init, defaults, vector.cfg);
  await play(world, vector);
  expect(differences(vector.expect, await outcome(world))).toEqual([]);
});

/** Events of a moment come before anything due at that moment. */
async function play(world: VectorWorld, { events, until }: Vector): Promise<void> {
  const rest = [...events].sort((one, other) => one.t - other.t);
  for (;;) {
    const now = Math.min(ms(rest[0]?.t ?? Number.POSITIVE_INFINITY), (await world.store.nextDue()) ?? Number.POSITIVE_INFINITY);
    if (now > ms(until) || now === Number.POSITIVE_INFINITY) return;
    while (rest[0] !== undefined && ms(rest[0].t) === now) {
      const [event] = rest.splice(0, 1);
      if (event !== undefined) await world.happen(event, now);
    }
    await world.work(now);
  }
}

const ms = (seconds: number): number => Math.round(seconds * 1_000);
const SUBJECT = wordsFor("en").subject("S");

/** From the bytes that went out where they tell it, and from the database for the rest. */
async function outcome(world: VectorWorld): Promise<Actual> {
  const thread = await world.thread();
  const ids = thread.deliveries.map((one) => one.messageId);
  const symbol = (id: string) => symbolOf(id, ids);
  const of = (state: string) => thread.deliveries.flatMap((one) => (one.state === state ? [symbol(one.messageId)] : []));
  const letters = world.taken.map((letter) => ({ ...letter, header: headersOf(letter.raw) }));
  const seqs = (all: readonly number[]) => all.map(world.theirs);
  const mails = thread.deliveries.flatMap((one) => {
    if (one.state !== "sent") return [];
    const copies = letters.filter(({ header }) => header("Message-ID") === one.messageId);
    const [first] = copies;
    if (first === undefined || copies.some(({ raw }) => raw !== first.raw))
      throw new Error(`${symbol(one.messageId)} is not one letter`);
    return [
      {
        t: one.acceptedAt / 1_000,
        to: first.to,
        kind: one.kind,
        new: seqs(one.new),
        context: seqs(one.context),
        interleaved: seqs(one.interleaved),
        whole: one.whole,
        messageId: symbol(first.header("Message-ID")),
        inReplyTo: symbol(first.header("In-Reply-To")),
        references: first.header("References").split(" ").map(symbol),
        subject: first.header("Subject").replace(SUBJECT, "S"),
        attempts: one.attempts,
      },
    ];
  });
  return {
    mails: mails.sort((one, other) => one.t - other.t),
    deliveries: letters.map(({ header, at }) => [symbol(header("Message-ID")), at / 1_000]),
    M: world.theirs(thread.forwardedCursor),
    R: world.theirs(thread.readCursor),
    T: world.theirs(thread.transcriptCursor),
    cancelled: of("cancelled"),
    failed: of("failed"),
    address: thread.address?.email ?? null,
    addressState: await world.state(),
  };
}
