/**
 * `npm run test:model -- --runs 20000`: many more of the histories that test/unit/client/model/model.test.ts lives a few of.
 * `--seed` and `--path`, as a failure prints them, live that one again.
 */
import { parseArgs } from "node:util";
import { lookForBreach } from "./unit/client/model/property.js";

const { values } = parseArgs({ options: { runs: { type: "string" }, seed: { type: "string" }, path: { type: "string" } } });

function whole(name: "runs" | "seed", otherwise: number): number {
  const number = Number(values[name] ?? otherwise);
  if (!Number.isSafeInteger(number)) throw new Error(`--${name} is a whole number`);
  return number;
}

const [runs, seed] = [whole("runs", 2_000), whole("seed", Date.now() % 2 ** 31)];
const start = performance.now();
console.log(`${runs} histories from seed ${seed}`);
try {
  const looked = await lookForBreach({ runs, seed, path: values.path });
  console.log(
    `${looked.runs} histories, ${looked.commands} commands, ${Math.round((performance.now() - start) / 1000)} s: every promise held`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
