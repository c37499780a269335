/**
 * `npm run test:crash -- --rounds N`: N nodes killed (kill -9) at every step of a letter in turn, then five times as many races of a
 * reader against a worker and of two workers, on a real database and a real mail server. `npm test` plays a few of each.
 */
import { parseArgs } from "node:util";
import { connect } from "../src/server/database/connect.js";
import { migrate } from "../src/server/database/migrate.js";
import { readAtTheClaim, twoWorkers } from "./server/crash/races.js";
import { DEATHS, dieOften } from "./server/crash/rounds.js";
import { freshDatabase } from "./server/database.js";
import { createVectorWorld } from "./server/vector-world.js";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "200" } } });
const rounds = Number(values.rounds);
if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error(`--rounds must be a number from 1 on, not "${values.rounds}"`);

const seconds = async <T>(name: string, run: () => Promise<T>, tell: (result: T) => string): Promise<void> => {
  const began = performance.now();
  console.log(`${name}: ${tell(await run())} in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
};

const silent = () => undefined;
const database = await freshDatabase();
const db = connect(database.connection, { debug: silent, info: silent, warn: silent, error: silent });
try {
  await seconds(
    "F26 kill -9",
    () => dieOften(database, DEATHS, rounds, (line) => console.log(`  ${line}`)),
    (tally) =>
      `${tally.rounds} rounds, ${tally.repeats} letters twice with the same bytes, ${tally.withdrawn} read first, none lost`,
  );
  await migrate(db);
  const away = { address: "ana@example.com", addressState: "verified", presence: "offline" } as const;
  for (const [name, race] of [
    ["F28 read at the claim", readAtTheClaim],
    ["F29 two workers", twoWorkers],
  ] as const) {
    const world = await createVectorWorld(db, away, {}, {});
    await world.happen({ t: 0, type: "visitor", seq: 1 }, 0);
    await world.happen({ t: 0, type: "bot", seq: 2 }, 0);
    await seconds(
      name,
      () => race(world, rounds * 5),
      ({ mailed, withheld }) => `${mailed} mailed, ${withheld} read first`,
    );
  }
} finally {
  await db.destroy();
  await database.drop();
}
