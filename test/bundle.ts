/**
 * Which module costs a visitor how many bytes: `npm run bundle [-- panel|loader|headless]`. A module's cost is what the finished,
 * compressed file would be shorter by without its characters; source maps say which those are. Costs do not add up to the file:
 * what two modules say alike is dear for neither.
 */
import { relative, resolve } from "node:path";
import { build, type UserConfig } from "vite";
import config from "../vite.config.js";
import { brotli } from "./brotli.js";
import { bundled, HEADLESS } from "./bundled.js";
import { ownersOf } from "./source-map.js";

const ROOT = resolve(import.meta.dirname, "..");
const asked = process.argv[2] ?? "panel";

async function configOf(name: string): Promise<UserConfig> {
  if (name === "headless") return bundled(ROOT, HEADLESS);
  const { test: _, ...made } = await config({ mode: name, command: "build" });
  // It writes the list of languages shorter than the map would say.
  return { ...made, plugins: (made.plugins ?? []).filter((one) => !(one && "name" in one && one.name === "words-by-name")) };
}

const nameOf = (file: string, source: string): string =>
  relative(ROOT, resolve(ROOT, "dist", file, "..", source)).replace(/^.*node_modules/, "…");

const of = await configOf(asked);
const made = await build({
  ...of,
  root: ROOT,
  configFile: false,
  logLevel: "error",
  build: { ...of.build, write: false, sourcemap: "hidden", reportCompressedSize: false },
});
const chunks = (Array.isArray(made) ? made : [made])
  .flatMap((one) => ("output" in one ? one.output : []))
  .filter((one) => one.type === "chunk");

for (const { fileName, code, map, facadeModuleId } of chunks) {
  if (!map || facadeModuleId?.includes("/words/")) continue;
  const owners = ownersOf(code, map);
  const bytes = brotli(code);
  console.log(`\n${fileName}: ${code.length} characters, ${bytes} bytes`);
  const cost = (module: number) => bytes - brotli([...code].filter((_, at) => owners[at] !== module).join(""));
  // The last one is at -1: what no source stands behind.
  const rows = [...map.sources, ""]
    .map((source, at) => ({ source, module: at < map.sources.length ? at : -1 }))
    .map(({ source, module }) => ({
      source: source === "" ? "style sheets, and what the bundler adds" : nameOf(fileName, source),
      characters: owners.filter((owner) => owner === module).length,
      bytes: cost(module),
    }));
  for (const row of rows.sort((a, b) => b.bytes - a.bytes))
    console.log(`${String(row.bytes).padStart(6)} ${String(row.characters).padStart(6)}  ${row.source}`);
}
