/**
 * `npm run test:model -- --runs 20000`: many more of the histories that test/unit/client/model/model.test.ts lives a few of.
 * A thousand at a time, by one seed after the other: Node never lets go of what has listened to a signal by a signal.
 * `--seed` and `--path`, as a failure prints them, live that one again. `--links` lives short ones that are mostly of resume
 * links, sign-ins and logouts.
 */
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const ROOT = resolve(import.meta.dirname, "..");
const TEST = "test/unit/client/model/model.test.ts";
/** Without the fixed cases, which `npm test` lives. */
const PROPERTY = "whatever happens";

const { values } = parseArgs({
  options: { runs: { type: "string" }, seed: { type: "string" }, path: { type: "string" }, links: { type: "boolean" } },
});

function whole(name: "runs" | "seed", otherwise: number): number {
  const number = Number(values[name] ?? otherwise);
  if (!Number.isSafeInteger(number)) throw new Error(`--${name} is a whole number`);
  return number;
}

const AT_ONCE = 1_000;
// A path leads to one of them.
const runs = values.path ? 1 : whole("runs", 2_000);
const first = whole("seed", Date.now() % 2 ** 31);
console.log(`${runs} histories from seed ${first}`);

/** In vitest, as in `npm test`: what late code waits for is simulated there, and the same seed is the same history. */
function live(seed: number, runs: number): number {
  const look = { runs, seed, path: values.path, areComingsAndGoings: values.links };
  const { status } = spawnSync(
    process.execPath,
    [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--project", "unit", TEST, "-t", PROPERTY],
    {
      cwd: ROOT,
      stdio: "inherit",
      env: { ...process.env, RECADO_MODEL: JSON.stringify(look) },
    },
  );
  return status ?? 1;
}

let status = 0;
for (let lived = 0; lived < runs && status === 0; lived += AT_ONCE)
  status = live(first + lived / AT_ONCE, Math.min(AT_ONCE, runs - lived));
process.exitCode = status;
