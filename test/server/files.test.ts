/** The files browsers get, and with what headers. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { createWorld } from "./world.js";

const folder = await mkdtemp(join(tmpdir(), "recado-files-"));
const LOADER = `console.log(${JSON.stringify("loader ".repeat(500))});`;
await mkdir(join(folder, "chunks"));
await mkdir(join(folder, "console", "assets"), { recursive: true });
await writeFile(join(folder, "recado.js"), LOADER);
await writeFile(join(folder, "recado-1.2.0.js"), LOADER);
await writeFile(join(folder, "chunks", "widget-CPyMF2sM.js"), "export {};");
await writeFile(join(folder, "console", "index.html"), "<!doctype html><title>Recado</title>");
await writeFile(join(folder, "console", "assets", "index-B1x9Yz_0.css"), "body{}");
await writeFile(join(folder, "secret.js"), "secret");
await writeFile(join(folder, "console", "notes.txt"), "not a built file");
const world = await createWorld({ assets: folder });
afterAll(() => rm(folder, { recursive: true }));

/** Not fetch: it would hide how the bytes travelled. */
function raw(path: string, headers: Record<string, string> = {}, method = "GET") {
  return new Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }>(
    (resolve, reject) => {
      const request = get(`${world.url}${path}`, { headers, method }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      });
      request.on("error", reject);
    },
  );
}

test("the loader is for every page, kept for five minutes, and asked for again by its tag", async () => {
  const first = await raw("/recado.js");
  expect(first).toMatchObject({
    status: 200,
    headers: {
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=300",
      "content-type": "text/javascript; charset=utf-8",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "cross-origin",
    },
  });
  expect(first.body.toString()).toBe(LOADER);
  const again = await raw("/recado.js", { "if-none-match": String(first.headers.etag) });
  expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, first.headers.etag]);
  expect((await raw("/recado.js", { "if-none-match": '"other"' })).status).toBe(200);
});

test("the script of one version never changes, and one that is not here is not replaced by another", async () => {
  const { status, headers, body } = await raw("/recado-1.2.0.js");
  expect([status, headers["cache-control"], headers["access-control-allow-origin"], body.toString()]).toEqual([
    200,
    "public, max-age=31536000, immutable",
    "*",
    LOADER,
  ]);
  const other = await raw("/recado-1.1.0.js");
  expect([other.status, other.headers["cache-control"]]).toEqual([404, "no-store"]);
});

test.each([
  ["gzip, deflate, br", "br"],
  ["gzip", "gzip"],
  ["br;q=0, gzip", "gzip"],
  ["identity", undefined],
  ["brotli", undefined],
])("a browser that takes %s gets %s", async (accepts, encoding) => {
  const { headers, body } = await raw("/recado.js", { "accept-encoding": accepts });
  expect([headers["content-encoding"], headers.vary]).toEqual([encoding, "Accept-Encoding"]);
  const plain = encoding === "br" ? brotliDecompressSync(body) : encoding === "gzip" ? gunzipSync(body) : body;
  expect(plain.toString()).toBe(LOADER);
  if (encoding !== undefined) expect(body.length).toBeLessThan(LOADER.length / 10);
});

test("each encoding has a tag of its own", async () => {
  const tags = await Promise.all(
    ["br", "gzip", "identity"].map(async (one) => (await raw("/recado.js", { "accept-encoding": one })).headers.etag),
  );
  expect(new Set(tags).size).toBe(3);
});

test("a folder spelt otherwise is the same folder: a loader that tries again asks there", async () => {
  const [again, plain] = [await raw("/%63hunks/widget-CPyMF2sM.js"), await raw("/chunks/widget-CPyMF2sM.js")];
  expect([again.status, again.body.toString()]).toEqual([200, plain.body.toString()]);
});

test("chunks have a hash in their name and are kept for good", async () => {
  expect(await raw("/chunks/widget-CPyMF2sM.js")).toMatchObject({
    status: 200,
    headers: { "cache-control": "public, max-age=31536000, immutable", "access-control-allow-origin": "*" },
  });
});

test("the console is ours alone: a strict policy, no frames, nothing kept without asking", async () => {
  const page = await raw("/console/");
  expect(page).toMatchObject({
    status: 200,
    headers: {
      "cache-control": "no-cache",
      "content-type": "text/html; charset=utf-8",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
    },
  });
  expect(page.headers).not.toHaveProperty("access-control-allow-origin");
  const policy = String(page.headers["content-security-policy"]);
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]) {
    expect(policy).toContain(part);
  }
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect((await raw("/console/assets/index-B1x9Yz_0.css")).headers["cache-control"]).toContain("immutable");
  expect(await raw("/console")).toMatchObject({ status: 301, headers: { location: "console/" } });
});

test.each([
  "/secret.js",
  "/chunks/..%2fsecret.js",
  "/chunks/%2e%2e%2fsecret.js",
  "/chunks/..%5csecret.js",
  "/console/../secret.js",
  "/console/%2e%2e/secret.js",
  "/console/..%2f..%2f..%2fetc%2fpasswd",
  "/console/notes.txt",
  "/console/assets/",
  "/chunks/",
  "/chunks/__proto__",
])("nothing else of the folder or around it can be had: %s", async (path) => {
  expect((await raw(path)).status).toBe(404);
});

test("a HEAD is a GET without the body", async () => {
  const [head, whole] = [await raw("/recado.js", {}, "HEAD"), await raw("/recado.js")];
  expect([head.status, head.body.length, head.headers.etag]).toEqual([200, 0, whole.headers.etag]);
});
