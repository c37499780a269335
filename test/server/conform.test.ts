/** `recado conform`, as somebody who writes an adapter types it. */
import { execFile } from "node:child_process";
import { expect, test } from "vitest";
import { backendKit, cacheKit, channelKit, mailerKit, storeKit } from "../../src/conformance/index.js";

function conform(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["--import", "tsx", "src/cli/recado.ts", "conform", ...args], (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
  });
}
const lines = (out: string, mark: string) => out.split("\n").filter((line) => line.startsWith(mark));

test("an adapter that keeps its promises hears so, case by case, with the reason for what was not asked", async () => {
  const { code, out } = await conform("test/fixtures/adapters/good.ts");
  expect(lines(out, "✗")).toEqual([]);
  expect(lines(out, "✓").length + lines(out, "–").length).toBe(backendKit.length);
  expect(out).toContain("not asked: agents of this shop stand by what they wrote");
  expect(out.trimEnd().split("\n").at(-1)).toBe(`${lines(out, "✓").length} kept, 0 broken, ${lines(out, "–").length} not asked`);
  expect(lines(out, "✓").length).toBeGreaterThan(30);
  expect(code).toBe(0);
});

test("one that breaks them hears which, what happened, and what people lose by it", async () => {
  const { code, out } = await conform("test/fixtures/adapters/broken.ts");
  expect(lines(out, "✗")).toContain("✗ a message keeps the id of its draft");
  expect(out).toMatch(/The stored message: expected .+, got .+"m1"/);
  expect(out).toContain("What is lost: A bubble stays one bubble from the first keystroke to the tick.");
  expect(out).toContain("No route (the cable is out)");
  expect(out).toContain("Rejected with nobody there to hear it (nobody typed)");
  expect(out).toMatch(new RegExp(`\\n\\d+ kept, ${lines(out, "✗").length} broken, \\d+ not asked\\n$`));
  expect(code).toBe(1);
});

test.each([
  ["cache", 8, cacheKit],
  ["store", 10, storeKit],
  ["mailer", 5, mailerKit],
  ["channel", 5, channelKit],
] as const)("a %s is known by its world, and asked for what its kind promises", { timeout: 60_000 }, async (kind, least, kit) => {
  const { code, out } = await conform(`test/fixtures/adapters/${kind}.ts`);
  expect(lines(out, "✗")).toEqual([]);
  expect(out).toContain(`What a ${kind} promises:`);
  expect(lines(out, "✓").map((line) => line.slice(2).replace(/ \d+ ms$/, ""))).toEqual(kit.map(({ name }) => name));
  expect(kit.length).toBeGreaterThanOrEqual(least);
  expect(out.trimEnd().split("\n").at(-1)).toBe(`${kit.length} kept, 0 broken, 0 not asked`);
  expect(code).toBe(0);
});

test("a cache that keeps less than it says hears what people lose by it", { timeout: 60_000 }, async () => {
  const { code, out } = await conform("test/fixtures/adapters/leaky-cache.ts");
  expect(lines(out, "✗")).toContain("✗ a wipe takes everything under its prefix and leaves the rest");
  expect(out).toContain("What is lost: Logout leaves nothing for the next person, and other sites alone.");
  expect(code).toBe(1);
});

test("what is no adapter is told so in one sentence", async () => {
  expect(await conform("test/fixtures/adapters/nowhere.ts")).toMatchObject({
    code: 66,
    err: expect.stringMatching(/^test\/fixtures\/adapters\/nowhere\.ts cannot be asked anything: Cannot find module/),
  });
  expect(await conform("test/until.ts")).toMatchObject({
    code: 66,
    err: expect.stringContaining("exports no `world` with one of these in it: device(), pageView(), "),
  });
  expect(await conform("test/fixtures/adapters/one-cache.ts")).toMatchObject({
    code: 66,
    err: expect.stringContaining("a cache's `world` is a function: each case wants one of its own"),
  });
  for (const args of [[], ["--help"], ["a", "b"]])
    expect(await conform(...args)).toMatchObject({ code: 64, err: expect.stringContaining("Usage: recado conform MODULE") });
});
