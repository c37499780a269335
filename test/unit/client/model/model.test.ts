/**
 * The invariants of the client (design: I1–I10) in a simulated world: up to three tabs of one browser over one disk, one
 * server, a bad network, a person. `npm run test:model -- --runs 20000` looks further than the runs below.
 */
import { describe, expect, test, vi } from "vitest";
import * as code from "../../../../src/client/live.js";
import { cases } from "./cases.js";
import { live } from "./history.js";
import { type Look, lookForBreach } from "./property.js";

// The platform brings this code late, by an import that takes its own time, in which the time of this world would stand still.
vi.mock("../../../../src/client/platform/afresh.js", () => ({ afresh: async () => code }));

/** What `npm run test:model` asks for. */
const asked: Look | undefined = process.env.RECADO_MODEL ? JSON.parse(process.env.RECADO_MODEL) : undefined;
/** The same for everybody: who breaks a promise sees it, and nobody else does. */
const LOOK: Look = { runs: 300, seed: 1 };
const longest = { timeout: asked ? 0 : 300_000 };

describe("what once went wrong", () => {
  test.each(Object.entries(cases))("%s", async (_, history) => {
    await live(history);
  });
});

test("whatever happens, every promise holds at every step, and all is well once it is over", longest, async () => {
  const { runs, commands } = await lookForBreach(asked ?? LOOK);
  console.log(`${runs} histories, ${commands} commands`);
  if (asked === undefined) expect(commands / runs).toBeGreaterThan(50);
});
