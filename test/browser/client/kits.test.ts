/** The kits need no runner and no Node: here a page asks an adapter, by a loop. */
import { expect, test } from "vitest";
import { backendKit, whySkipped } from "../../../src/conformance/index.js";
import { world as good } from "../../fixtures/adapters/good.js";

test("a page can ask an adapter for every promise of a backend", { timeout: 60_000 }, async () => {
  const world = good();
  const broken: string[] = [];
  let asked = 0;
  for (const { name, needs, run } of backendKit) {
    if (whySkipped(needs, world) !== undefined) continue;
    asked += 1;
    await run(world).catch((cause: unknown) => broken.push(`${name}: ${cause}`));
  }
  expect(broken).toEqual([]);
  expect(asked).toBeGreaterThan(30);
});
