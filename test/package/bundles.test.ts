/** What a page's bundler makes of it: the panel apart, the server nowhere, and nothing of what was not asked for. */
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build as esbuild } from "esbuild";
import { build as vite } from "vite";
import { expect, inject, test } from "vitest";
import { said } from "./packed.js";

const { page } = inject("packed");
const MOUNT = `import { mount } from "recado";\nmount({ site: "shop", server: "https://chat.example.com" });`;
const CLIENT = `export { createChat, memoryCache } from "recado/client";\nexport { http } from "recado/adapters/http";`;
const VERSION = `import { VERSION } from "recado";\nconsole.log(VERSION);`;
/** Words of the server's and of its packages', each to be found there. */
const SERVERS = ["create table", "pg_advisory", "Return-Path"];

async function withEsbuild(name: string, source: string): Promise<{ outdir: string; entry: string; inputs: string[] }> {
  const outdir = join(page, "esbuild", name);
  const stdin = { contents: source, resolveDir: page };
  const options = { bundle: true, format: "esm", splitting: true, minify: true, metafile: true, logLevel: "silent" } as const;
  const { metafile, warnings } = await esbuild({ ...options, stdin, outdir });
  expect(warnings).toEqual([]);
  return { outdir, entry: readFileSync(join(outdir, "stdin.js"), "utf8"), inputs: Object.keys(metafile.inputs) };
}

async function withVite(name: string, source: string): Promise<string> {
  const root = join(page, "vite", name);
  await mkdir(root, { recursive: true });
  await writeFile(join(root, "index.html"), `<!doctype html><script type="module" src="./main.js"></script>`);
  await writeFile(join(root, "main.js"), source);
  await vite({ root, configFile: false, logLevel: "error", build: { modulePreload: { polyfill: false } } });
  return join(root, "dist/assets");
}

const textOf = (folder: string): string =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => readFileSync(join(folder, name), "utf8"))
    .join("\n");

test.each(SERVERS)("the server's half says %j", (word) => {
  expect(textOf(join(page, "node_modules/recado/dist/npm")).toLowerCase()).toContain(word.toLowerCase());
});

test.each([
  ["vite", withVite],
  ["esbuild", async (...args: [string, string]) => (await withEsbuild(...args)).outdir],
] as const)(
  "%s: a page that mounts the chat gets the panel as a file of its own, and nothing of the server",
  async (_, bundle) => {
    const folder = await bundle("mount", MOUNT);
    const entry = readdirSync(folder).find((file) => /^(index-.*|stdin)\.js$/.test(file)) ?? "";
    const first = readFileSync(join(folder, entry), "utf8");
    expect(first.length).toBeLessThan(25_000);
    expect(textOf(folder)).toContain("adoptedStyleSheets");
    for (const word of SERVERS) expect(textOf(folder).toLowerCase()).not.toContain(word.toLowerCase());
  },
);

test("esbuild: a client of one's own brings no widget along, and runs", async () => {
  const { outdir, inputs } = await withEsbuild("client", CLIENT);
  expect(inputs.filter((path) => /widget|preact\/dist|node_modules\/(hono|kysely|pg)\//.test(path))).toEqual([]);
  const use = `const c = await import(${JSON.stringify(join(outdir, "stdin.js"))});
    const backend = c.http({ url: "http://127.0.0.1:1", site: "shop" });
    const chat = c.createChat({ backend, site: "shop", cache: c.memoryCache() });
    await chat.start(); console.log(chat.timeline.value.length); chat.destroy();`;
  expect(await said(page, "node", "--input-type=module", "-e", use)).toEqual({ code: 0, out: "0\n" });
});

test("who imports only VERSION gets a number", async () => {
  expect((await withEsbuild("version", VERSION)).entry.length).toBeLessThan(100);
  expect(textOf(await withVite("version", VERSION)).length).toBeLessThan(100);
});
