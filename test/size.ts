/**
 * Bytes a visitor's browser is asked to load, per way of using Recado, against the budgets; and the README's figures against
 * the measured ones. Needs a build: `npm run build:browser` first. `npm run test:size -- --write` corrects the README.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { build } from "vite";
import { LANGUAGES } from "../src/protocol/language.js";
import { brotli } from "./brotli.js";
import { bundled, HEADLESS, HEADLESS_CHATWOOT, type Imports, MOUNT } from "./bundled.js";
import { chunkOf, ORDINARY } from "./ordinary.js";

const ROOT = resolve(import.meta.dirname, "..");
const DIST = join(ROOT, "dist");
const README = join(ROOT, "README.md");

interface Measured {
  readonly what: string;
  readonly bytes: number;
  /** What it should be. Without one it is no visitor's: nobody asks for all of it. */
  readonly budget?: number;
  /** What it must not exceed while the budget is not met yet. */
  readonly ceiling?: number;
}

/** A chunk and everything it imports before it can run; with `later`, also what it loads when the matching files are needed. */
function loadedWith(file: string, later?: RegExp, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(file, "utf8");
  for (const [, isLate, path = ""] of code.matchAll(/(?:import(\s*\()?|from)\s*["'`](\.[^"'`]+\.js)["'`]/g))
    if (isLate === undefined || later?.test(path)) loadedWith(join(file, "..", path), later, seen);
  return seen;
}

/** Everything in English. */
const IN_ENGLISH = new RegExp(`/(?!([a-z]+-)?(${LANGUAGES.join("|")})-)[^/]*$`);

/** Files are what most visitors never send, and a challenge what no site asks for that is not under attack. */
const WITHOUT_FILES = /\/(?!(http-)?files-|http-challenge-)[^/]*$/;

/** Code that a sign beyond Latin-1 would make a browser keep with two bytes a letter. */
const CODE = new RegExp(`/(${ORDINARY.join("|")}|attachments)-`);

function panelEntry(loader: string): string {
  const path = /["'`](\.\/chunks\/[\w-]+\.js)["'`]/.exec(loader)?.[1];
  if (path === undefined) throw new Error("dist/recado.js names no panel chunk: build it with npm run build:browser");
  return join(DIST, path);
}

interface Bundled {
  readonly start: number;
  readonly all: number;
}

async function bytesOf(imports: Imports): Promise<Bundled> {
  const config = bundled(ROOT, imports);
  const made = await build({
    ...config,
    configFile: false,
    root: ROOT,
    logLevel: "error",
    build: { ...config.build, write: false },
  });
  const outputs = Array.isArray(made) ? made : [made];
  const chunks = outputs.flatMap((one) => ("output" in one ? one.output : [])).filter((one) => one.type === "chunk");
  const sum = (some: typeof chunks) => some.reduce((bytes, chunk) => bytes + brotli(chunk.code), 0);
  const atStart = new Set(chunks.filter(({ isEntry }) => isEntry).flatMap(({ fileName, imports }) => [fileName, ...imports]));
  return {
    start: sum(chunks.filter(({ fileName }) => atStart.has(fileName))),
    all: sum(chunks.filter(({ fileName }) => WITHOUT_FILES.test(`/${basename(fileName)}`))),
  };
}

async function measure(): Promise<Measured[]> {
  const loader = readFileSync(join(DIST, "recado.js"), "utf8");
  const sum = (files: Iterable<string>) => [...files].reduce((bytes, file) => bytes + brotli(readFileSync(file)), 0);
  const panel = [...loadedWith(panelEntry(loader), IN_ENGLISH)];
  const isOrdinary = (file: string) => ORDINARY.some((name) => name === chunkOf(file));
  const conversation = panel.filter(isOrdinary);
  if (conversation.length !== ORDINARY.length) throw new Error(`Not one file each: ${ORDINARY.join(", ")}`);
  const { start, all } = await bytesOf(HEADLESS);
  return [
    { what: "before the bubble", bytes: brotli(loader), budget: 3_000 },
    { what: "once the panel is open", bytes: brotli(loader) + sum(loadedWith(panelEntry(loader))), budget: 32_000 },
    {
      what: "a conversation with the contact form, from the question to the answer",
      bytes: brotli(loader) + sum(conversation),
      budget: 32_000,
      ceiling: 61_600,
    },
    {
      what: "besides, each when it is asked for: menu, emoji, rating, files, a phone's screen, opening hours, own words, a challenge",
      bytes: sum(panel.filter((file) => !isOrdinary(file))),
      ceiling: 11_050,
    },
    { what: "headless client with the http adapter", bytes: start, budget: 14_000 },
    { what: "the same, in a conversation", bytes: all, budget: 14_000, ceiling: 28_790 },
    { what: "headless client with the Chatwoot adapter", bytes: (await bytesOf(HEADLESS_CHATWOOT)).start, ceiling: 23_400 },
    { what: "`mount` of the npm package, before the bubble", bytes: (await bytesOf(MOUNT)).start, ceiling: 3_600 },
  ];
}

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
/** README lines that quote a figure look like `| before the bubble | 2.1 kB | 3 kB |`. */
const row = ({ what, bytes, budget }: Measured): string =>
  `| ${what} | ${kB(bytes)} | ${budget === undefined ? "none" : `${budget / 1000} kB${bytes > budget ? ", not yet" : ""}`} |`;

/** A figure with one decimal, and what a file's name may add. */
const ROUNDING_BYTES = 150;

const all = await measure();
let readme = readFileSync(README, "utf8");
const faults: string[] = [];
for (const one of all) {
  console.log(row(one));
  const { what, bytes, budget = 0, ceiling = budget } = one;
  if (bytes > ceiling) faults.push(`${what}: ${bytes} bytes are over ${ceiling}`);
  if (one.ceiling !== undefined && bytes <= budget) faults.push(`${what}: the budget is met, so its ceiling can go`);
  const quoted = new RegExp(`\\| ${one.what} \\|[^\\n]*`).exec(readme)?.[0];
  // Hashes in file names make the same code some bytes longer or shorter to compress.
  const figure = Number(/\| ([\d.]+) kB \|/.exec(quoted ?? "")?.[1]) * 1000;
  const isTrue = Math.abs(figure - bytes) <= ROUNDING_BYTES && quoted?.endsWith(row(one).slice(row(one).indexOf(" kB |")));
  if (isTrue) continue;
  if (process.argv.includes("--write") && quoted !== undefined) readme = readme.replace(quoted, row(one));
  else
    faults.push(
      `README.md says "${quoted ?? "nothing"}" where "${row(one)}" was measured; npm run test:size -- --write corrects it`,
    );
}
for (const file of loadedWith(panelEntry(readFileSync(join(DIST, "recado.js"), "utf8")), CODE))
  if (/[\u0100-\uffff]/.test(readFileSync(file, "utf8"))) faults.push(`${basename(file)} takes two bytes a letter in memory`);
if (process.argv.includes("--write")) writeFileSync(README, readme);
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
