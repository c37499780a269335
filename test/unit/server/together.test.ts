/** Questions asked together: one statement for all of a moment, and never an answer older than its question. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { together } from "../../../src/server/database/together.js";

setFlagsFromString("--expose-gc");
const gc: (options: { type: "minor" }) => void = runInNewContext("gc");
/** As it happens every second: what is old stays, dead or not, and so does what the dead among it lead to. */
const collectYoung = () => gc({ type: "minor" });

/** A database that answers when it is told to, and remembers what it was asked. */
function slowDatabase() {
  const asked: string[][] = [];
  const answers: ((found: Map<string, string> | Error) => void)[] = [];
  const ask = together<string, string>(
    (name) => name,
    (names) => {
      asked.push([...names]);
      return new Promise((resolve, reject) => {
        answers.push((found) => (found instanceof Error ? reject(found) : resolve(found)));
      });
    },
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { asked, ask, turn, answer: (n: number, found: Map<string, string> | Error) => answers[n]?.(found) };
}

test("what is asked in one moment goes in one statement, equal questions once, and each hears its own answer", async () => {
  const { ask, asked, turn, answer } = slowDatabase();
  const all = Promise.all(["ana", "bea", "ana", "nobody"].map(ask));
  await turn();
  expect(asked).toEqual([["ana", "bea", "nobody"]]);
  answer(
    0,
    new Map([
      ["bea", "away"],
      ["ana", "there"],
    ]),
  );
  expect(await all).toEqual(["there", "away", "there", undefined]);
});

test("a question asked while the same one is on its way is asked anew: its answer may have been read before", async () => {
  const { ask, asked, turn, answer } = slowDatabase();
  const before = ask("ana");
  await turn();
  const after = ask("ana");
  await turn();
  expect(asked).toEqual([["ana"], ["ana"]]);
  answer(1, new Map([["ana", "new"]]));
  answer(0, new Map([["ana", "old"]]));
  expect([await before, await after]).toEqual(["old", "new"]);
});

test("no more than two statements are on their way, none of them without end, and nobody is forgotten", async () => {
  const { ask, asked, turn, answer } = slowDatabase();
  const names = Array.from({ length: 250 }, (_, n) => `visitor ${n}`);
  const all = Promise.all(names.map(ask));
  await turn();
  expect(asked.map(({ length }) => length)).toEqual([100, 100]);
  for (let n = 0; n < 3; n++) {
    answer(n, new Map(asked[n]?.map((name) => [name, `of ${name}`])));
    await turn();
  }
  expect(asked.map(({ length }) => length)).toEqual([100, 100, 50]);
  expect(await all).toEqual(names.map((name) => `of ${name}`));
});

test("a statement that fails fails for those who asked with it, and the next one is asked", async () => {
  const { ask, turn, answer } = slowDatabase();
  const together = Promise.allSettled([ask("ana"), ask("bea")]);
  await turn();
  const next = ask("carla");
  await turn();
  answer(0, new Error("The connection has ended"));
  answer(1, new Map([["carla", "there"]]));
  expect((await together).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await next).toBe("there");
});

test("what was asked and answered dies young, also behind what was asked while the server was busy", async () => {
  const KIB = 1_024;
  const names = Array.from({ length: 100 }, (_, n) => `visitor ${n}`);
  let whileAsked: () => void = () => undefined;
  const ask = together<string, number[]>(
    (name) => name,
    async () => {
      whileAsked();
      return new Map(names.map((name) => [name, new Array(512).fill(0.5)]));
    },
  );
  // What is there at both of these is old from now on.
  whileAsked = () => [collectYoung(), collectYoung()];
  await Promise.all(names.map(ask));
  const before = process.memoryUsage().heapUsed;
  whileAsked = collectYoung;
  for (let n = 0; n < 50; n++) await Promise.all(names.map(ask));
  for (let n = 0; n < 2; n++) collectYoung();
  expect((process.memoryUsage().heapUsed - before) / 5_000 / KIB).toBeLessThan(1);
});
