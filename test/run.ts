/**
 * `npm test`: every suite, whatever fails; then a table, the names of what failed, and as the very last line the sum.
 * What the numbers mean is counts.ts; what a suite runs is package.json (commands) and vite.config.ts (projects).
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { chromium } from "./chromium.js";
import { type Counts, countLine, countReport, one, sum } from "./counts.js";

const ROOT = resolve(import.meta.dirname, "..");
/** A suite that hangs must not keep the others from running. */
const LONGEST_RUN_MS = 30 * 60_000;

type Done = { name: string; seconds: number; counts: Counts };

/** The build comes first because the package check in the lint, the browser tests' pages and the size need one. */
const SUITES: readonly { name: string; run: () => Promise<Counts> }[] = [
  { name: "browser found", run: findBrowser },
  { name: "build", run: () => runScript("build") },
  { name: "lint", run: () => runScript("test:lint") },
  { name: "types", run: () => runScript("test:types") },
  { name: "unit", run: () => runProject("unit") },
  { name: "server", run: () => runProject("server") },
  { name: "browser", run: () => runProject("browser") },
  { name: "e2e", run: () => runProject("e2e") },
  { name: "start", run: () => runProject("start") },
  { name: "size", run: () => runScript("test:size") },
];

/** Before the suites, because it may take minutes; its success is no test. */
async function findBrowser(): Promise<Counts> {
  try {
    await chromium(console.log);
    return sum([]);
  } catch (error) {
    return one((error as Error).message);
  }
}

/** Each command of a script of package.json is one test, also inside the scripts it calls; the next one runs even when one fails. */
async function runScript(script: string): Promise<Counts> {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };
  const line = scripts[script];
  if (!line) return one(`package.json has no script ${script}`);
  const all: Counts[] = [];
  for (const command of line.split("&&").map((part) => part.trim())) {
    const called = /^npm run ([\w:]+)$/.exec(command)?.[1];
    all.push(called ? await runScript(called) : await runShell(command));
  }
  return sum(all);
}

async function runShell(command: string): Promise<Counts> {
  console.log(`\n> ${command}`);
  const code = await runCommand("/bin/sh", ["-c", command]);
  return code === 0 ? one() : one(`${command} ended with ${code ?? "a signal"}`);
}

async function runProject(project: string): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "recado-tests-"));
  const file = join(folder, "report.json");
  try {
    const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const code = await runCommand(process.execPath, [vitest, "run", "--project", project, ...reporters]);
    return countReport(readReport(file), code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined; // A run that crashed leaves none, or half of one; counted as a failure.
  }
}

/** Streams what the command says; resolves with its exit code, null when it was killed or could not be started. */
function runCommand(command: string, args: readonly string[]): Promise<number | null> {
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: "inherit",
    timeout: LONGEST_RUN_MS,
    killSignal: "SIGKILL",
    env: { ...process.env, PATH: [join(ROOT, "node_modules/.bin"), process.env.PATH].join(delimiter) },
  });
  return new Promise((settle) => {
    child.once("exit", (code) => settle(code));
    child.once("error", (error) => {
      console.error(error.message);
      settle(null);
    });
  });
}

async function timed(name: string, run: () => Promise<Counts>): Promise<Done> {
  console.log(`\n── ${name} ──`);
  const start = performance.now();
  const counts = await run();
  return { name, seconds: (performance.now() - start) / 1000, counts };
}

function table(all: readonly Done[]): string {
  const row = (...cells: string[]) => cells.map((cell, at) => (at === 0 ? cell.padEnd(15) : cell.padStart(9))).join("");
  const lines = all.map(({ name, seconds, counts }) =>
    row(name, `${seconds.toFixed(1)} s`, String(counts.passed), String(counts.failed), String(counts.skipped)),
  );
  return [row("suite", "time", "passed", "failed", "skipped"), ...lines].join("\n");
}

const all: Done[] = [];
for (const { name, run } of SUITES) all.push(await timed(name, run));

const total = sum(all.map(({ counts }) => counts));
console.log(`\n${table(all)}`);
for (const { name, counts } of all) for (const failure of counts.failures) console.log(`failed: ${name}: ${failure}`);
console.log(countLine(total));
process.exitCode = total.failed > 0 ? 1 : 0;
