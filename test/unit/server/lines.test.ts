/** A node that is told to end: its streams go one after the other, in their order, and none is left. */
import { expect, test } from "vitest";
import { createLines } from "../../../src/server/lines.js";

/** Ends `count` streams; returns when each was ended. */
async function endedAt(count: number): Promise<number[]> {
  let now = 0;
  const at: number[] = [];
  const lines = createLines({
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
  });
  for (let n = 0; n < count; n++) lines.hold({ end: () => at.push(now) });
  await lines.end();
  return at;
}

test("F31 ten thousand are spread over half a minute, and no second has more than a fair share", async () => {
  const at = await endedAt(10_000);
  expect(at).toHaveLength(10_000);
  expect(at.at(-1)).toBeGreaterThanOrEqual(30_000);
  expect(at.at(-1)).toBeLessThan(40_000);
  for (let second = 0; second < 40; second++)
    expect(at.filter((ms) => Math.floor(ms / 1_000) === second).length).toBeLessThan(350);
});
test("a few are ended at once", async () => {
  expect(await endedAt(10)).toEqual(Array(10).fill(0));
});
test("one that has ended by itself is not ended again; one that begins meanwhile is", async () => {
  const ended: string[] = [];
  const lines = createLines();
  lines.hold({ end: () => ended.push("first") })();
  lines.hold({ end: () => ended.push("second") });
  await lines.end();
  lines.hold({ end: () => ended.push("late") });
  expect(ended).toEqual(["second", "late"]);
});
