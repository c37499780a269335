/**
 * `npm run test:model -- --runs 20000`: many more of the histories that test/unit/client/model/model.test.ts lives a few of.
 * `--seed` and `--path`, as a failure prints them, live that one again. `--links` lives
 * short ones that are mostly of resume links, sign-ins and logouts.
 */
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const ROOT = resolve(import.meta.dirname, "..");
const TEST = "test/unit/client/model/model.test.ts";

const { values } = parseArgs({
  options: { runs: { type: "string" }, seed: { type: "string" }, path: { type: "string" }, links: { type: "boolean" } },
});

function whole(name: "runs" | "seed", otherwise: number): number {
  const number = Number(values[name] ?? otherwise);
  if (!Number.isSafeInteger(number)) throw new Error(`--${name} is a whole number`);
  return number;
}

const look = {
  runs: whole("runs", 2_000),
  seed: whole("seed", Date.now() % 2 ** 31),
  path: values.path,
  areComingsAndGoings: values.links,
};
console.log(`${look.runs} histories from seed ${look.seed}`);
// In vitest, as in `npm test`: what late code waits for is simulated there, and the same seed is the same history.
const { status } = spawnSync(process.execPath, [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--project", "unit", TEST], {
  cwd: ROOT,
  stdio: "inherit",
  env: { ...process.env, RECADO_MODEL: JSON.stringify(look) },
});
process.exitCode = status ?? 1;
