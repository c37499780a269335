/**
 * The invariants of the client (design: I1–I10) in a simulated world: up to three tabs of one browser over one disk, one
 * server, a bad network, a person. `npm run test:model -- --runs 20000` looks further than the runs below.
 */
import { describe, expect, test } from "vitest";
import { cases } from "./cases.js";
import { live } from "./history.js";
import { lookForBreach } from "./property.js";

describe("what once went wrong", () => {
  test.each(Object.entries(cases))("%s", async (_, history) => {
    await live(history);
  });
});

test("whatever happens, every promise holds at every step, and all is well once it is over", { timeout: 300_000 }, async () => {
  // The same for everybody: who breaks a promise sees it, and nobody else does.
  const { runs, commands } = await lookForBreach({ runs: 300, seed: 1 });
  expect(runs).toBe(300);
  expect(commands / runs).toBeGreaterThan(50);
});
