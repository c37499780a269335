/** `npm run own-words -- FILE`: what is left of the answers in a file of mails, per language. Last line `N passed, M failed`. */
import { readFile } from "node:fs/promises";
import { check, isClean, table } from "./own-words/check.js";

async function main(): Promise<void> {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || more.length > 0) throw new Error("Usage: npm run own-words -- FILE");
  const results = check(await readFile(file, "utf8"));
  const failed = results.filter((one) => !isClean(one));
  for (const { name, lines } of failed) {
    const lost = lines?.lost.map((line) => `\n    lost:   ${line}`) ?? [];
    const leaked = lines?.leaked.map((line) => `\n    leaked: ${line}`) ?? [];
    console.log(`✗ ${name}${[...lost, ...leaked].join("")}`);
  }
  const passed = results.filter((one) => one.lines !== undefined && isClean(one));
  console.log(table(results));
  console.log(`${passed.length} passed, ${failed.length} failed`);
  if (failed.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
