/**
 * `npm run test:faults`: puts each fault of faults/faults.ts into the source, alone, and runs the tests that have to notice. A test
 * that stays green is a blind one: it is named, and the run fails. `npm run test:faults -- claim` takes those with the word in their name.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import * as v from "valibot";
import { faults } from "./faults/faults.js";

const ROOT = resolve(import.meta.dirname, "..");
const CONFIG = join(ROOT, "test/faults/vitest.config.ts");
/** The first breach is enough: nobody needs the shortest way to it. */
const MODEL = JSON.stringify({ runs: 300, seed: 1, isShrunk: false });

const Report = v.object({ testResults: v.array(v.object({ assertionResults: v.array(v.object({ status: v.string() })) })) });

/** `unclear`: the tests could not be run, which is no answer. */
type Outcome = "red" | "green" | "unclear";

async function outcome(file: string, index?: number): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "recado-fault-"));
  const report = join(folder, "report.json");
  const args = ["run", "--config", CONFIG, "--bail=1", "--reporter=json", `--outputFile=${report}`, file];
  try {
    const code = await new Promise<number | null>((settle) => {
      const child = spawn(process.execPath, [join(ROOT, "node_modules/vitest/vitest.mjs"), ...args], {
        cwd: ROOT,
        stdio: "ignore",
        env: { ...process.env, RECADO_MODEL: MODEL, ...(index !== undefined && { RECADO_FAULT: String(index) }) },
      });
      child.once("exit", settle);
      child.once("error", () => settle(null));
    });
    const { testResults } = v.parse(Report, JSON.parse(readFileSync(report, "utf8")));
    const statuses = testResults.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
    // A failed test, not merely a failed run: a file that cannot be loaded notices nothing.
    if (statuses.includes("failed")) return "red";
    return code === 0 && statuses.includes("passed") ? "green" : "unclear";
  } catch {
    return "unclear";
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const words = process.argv.slice(2);
const chosen = [...faults.entries()].filter(([, { name }]) => words.every((word) => name.includes(word)));
if (chosen.length === 0) throw new Error(`No fault has ${words.join(" and ")} in its name`);

// Red because of a fault is only what is green without one.
for (const file of new Set(chosen.flatMap(([, { caughtBy }]) => caughtBy))) {
  const was = await outcome(file);
  if (was !== "green") throw new Error(`Without any fault ${file} is ${was}`);
}

let survived = 0;
console.log("| fault | caught by | seconds |\n|---|---|---|");
for (const [index, { name, caughtBy }] of chosen) {
  const start = performance.now();
  const seen: string[] = [];
  for (const file of caughtBy) {
    const was = await outcome(file, index);
    if (was !== "red") survived += 1;
    seen.push(was === "red" ? basename(file) : `**${was}: ${basename(file)}**`);
  }
  console.log(`| ${name} | ${seen.join(", ")} | ${((performance.now() - start) / 1000).toFixed(0)} |`);
}
console.log(survived === 0 ? "Every fault was caught." : `${survived} tests did not notice.`);
process.exitCode = survived === 0 ? 0 : 1;
