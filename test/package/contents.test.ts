/** What is in the package: what is meant to be, nothing besides, and not much of it. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { said } from "./packed.js";

const { page, tarball } = inject("packed");
const installed = join(page, "node_modules/recado");
const LARGEST_TARBALL = 1_500_000;

test("only what is built, and the three files every package has", async () => {
  expect((await readdir(installed)).sort()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "dist", "package.json"]);
  const { version } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  expect((await readdir(join(installed, "dist"))).sort()).toEqual([
    "chunks",
    "console",
    "integrity.json",
    "npm",
    `recado-${version}.js`,
    "recado.js",
    "types",
  ]);
});

test("no sources, no tests, and no maps or pointers to them", async () => {
  const files = (await readdir(join(installed, "dist"), { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  expect(files.filter(({ name }) => !/(\.js|\.d\.ts|\.css|\.html|\.svg|\.json)$/.test(name) || /test/.test(name))).toEqual([]);
  for (const { parentPath, name } of files)
    expect(await readFile(join(parentPath, name), "utf8"), name).not.toContain("sourceMappingURL=");
});

test(`the tarball is at most ${LARGEST_TARBALL / 1e6} MB`, async () => {
  const packed = (await stat(tarball)).size;
  const unpacked = Number((await said(page, "du", "-sb", "--apparent-size", installed)).out.split("\t")[0]);
  console.log(`Packed ${Math.ceil(packed / 1_000)} kB, unpacked ${Math.ceil(unpacked / 1_000)} kB`);
  expect(packed).toBeGreaterThan(100_000);
  expect(packed).toBeLessThanOrEqual(LARGEST_TARBALL);
});

test("a page's project gets what the widget runs on, and none of the server's packages", async () => {
  const { dependencies } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  const { out } = await said(page, "npm", "ls", "--all", "--parseable");
  const names = out
    .trim()
    .split("\n")
    .slice(1)
    .map((path) => path.split("/node_modules/").at(-1));
  expect(names.sort()).toEqual(["recado", ...Object.keys(dependencies)].sort());
});
