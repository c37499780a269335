/** `npm run vectors -- FILE`: plays every case of a forwarding vector file through the real worker. Last line `N passed, M failed`. */
import { readFile } from "node:fs/promises";
import { check } from "./vectors/check.js";

const DEFAULT_FILE = new URL("../../test/fixtures/forwarding-vectors.json", import.meta.url);

async function main(): Promise<void> {
  const [file = DEFAULT_FILE, ...more] = process.argv.slice(2);
  if (more.length > 0) throw new Error("Usage: npm run vectors -- [FILE]");
  const results = await check(await readFile(file, "utf8"));
  const failed = results.filter(({ problems }) => problems.length > 0);
  for (const { name, problems } of failed) console.log(`✗ ${name}\n${problems.map((problem) => `    ${problem}`).join("\n")}`);
  console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
  if (failed.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
