/** Two builds of the same sources, in different folders, are the same bytes: whoever doubts a release can make it again and compare. */
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, inject, test } from "vitest";
import { said } from "./packed.js";

const { folder, page } = inject("packed");
const ROOT = resolve(import.meta.dirname, "../..");
const SOURCES = [
  "src",
  "test/chromium.ts",
  "test/install.ts",
  "package.json",
  "package-lock.json",
  "vite.config.ts",
  "tsconfig.json",
];

const hash = (file: string, algorithm: string) => createHash(algorithm).update(readFileSync(file));

/** By path below `dist`, without declarations. */
function hashes(dist: string): Record<string, string> {
  const entries = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map(({ parentPath, name }) => join(parentPath, name)).filter((file) => !/\/(types|\.vite)\//.test(file));
  return Object.fromEntries(files.map((file) => [file.slice(dist.length), hash(file, "sha256").digest("hex")]));
}

test("a second build elsewhere is the package's, file by file, and says the integrity of its script", async () => {
  const copy = join(folder, "copy");
  mkdirSync(copy);
  for (const path of SOURCES) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  const { out } = await said(copy, "npm", "run", "build:browser");
  expect(await said(copy, "npx", "vite", "build", "--mode", "npm")).toMatchObject({ code: 0 });

  const packed = join(page, "node_modules/recado/dist");
  expect(Object.keys(hashes(packed)).length).toBeGreaterThan(50);
  expect(hashes(join(copy, "dist"))).toEqual(hashes(packed));
  const listed: Record<string, string> = JSON.parse(readFileSync(join(packed, "integrity.json"), "utf8"));
  const served = Object.keys(hashes(packed)).filter((file) => /^\/(recado[^/]*|chunks\/[^/]*)\.js$/.test(file));
  expect(Object.keys(listed).sort()).toEqual(served.map((file) => file.slice(1)).sort());
  for (const [file, integrity] of Object.entries(listed))
    expect(`sha384-${hash(join(packed, file), "sha384").digest("base64")}`, file).toBe(integrity);
  expect(out).toContain(`recado.js integrity="sha384-${hash(join(packed, "recado.js"), "sha384").digest("base64")}"`);
});
