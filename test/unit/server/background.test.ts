/** Work nobody waits for: the server closes when there is none left, and a failure is told. */
import { expect, test } from "vitest";
import { createBackground } from "../../../src/server/background.js";

const silent = () => undefined;

test("it has settled when nothing runs any more, also nothing that was started meanwhile, or has failed", async () => {
  const told: string[] = [];
  const background = createBackground({ debug: silent, info: silent, warn: silent, error: (_, sentence) => told.push(sentence) });
  await background.settled();

  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => ends.push(resolve));
  background.run(work().then(() => background.run(work())));
  background.run(Promise.reject(new Error("The database is gone")));
  let hasSettled = false;
  const settled = background.settled().then(() => {
    hasSettled = true;
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  await turn();
  ends[0]?.();
  await turn();
  expect([hasSettled, ends.length]).toEqual([false, 2]);
  ends[1]?.();
  await settled;
  expect(told).toEqual(["Work in the background failed"]);
});
