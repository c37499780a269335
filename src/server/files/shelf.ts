/** Built files, read once at start and kept in memory with their compressed forms. Only what was there can be asked for: no path leads out. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import type { Context } from "hono";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
/** Compressed already; again would make them larger. */
const DENSE = new Set([".ico", ".png", ".woff2"]);

const encoders = { br: promisify(brotliCompress), gzip: promisify(gzip) };
type Encoding = keyof typeof encoders;

export interface Shelved {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Buffer;
  /** Encoded on first demand, then kept; undefined where encoding gains nothing. */
  readonly encoded: (encoding: Encoding) => Promise<Buffer> | undefined;
}

/** By path below the folder, with forward slashes. */
export type Shelf = ReadonlyMap<string, Shelved>;

export async function fillShelf(folder: string): Promise<Shelf> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const shelf = new Map<string, Shelved>();
  for (const entry of entries) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    shelf.set(relative(folder, path).split(sep).join("/"), shelved(await readFile(path), type, extname(entry.name)));
  }
  return shelf;
}

function shelved(bytes: Buffer, type: string, extension: string): Shelved {
  const kept = new Map<Encoding, Promise<Buffer>>();
  return {
    type,
    bytes,
    etag: createHash("sha256").update(bytes).digest("base64url").slice(0, 22),
    encoded(encoding) {
      if (DENSE.has(extension)) return undefined;
      const work = kept.get(encoding) ?? encoders[encoding](bytes);
      kept.set(encoding, work);
      return work;
    },
  };
}

/** The file in the best form its asker takes, or "not modified". */
export async function hand(c: Context, file: Shelved, cacheControl: string): Promise<Response> {
  const accepted = c.req.header("accept-encoding") ?? "";
  const encoding = (["br", "gzip"] as const).find((one) =>
    new RegExp(`(^|,)\\s*${one}\\s*(?!;\\s*q=0(\\.0*)?\\s*(,|$))(;|,|$)`).test(accepted),
  );
  const encoded = encoding === undefined ? undefined : await file.encoded(encoding);
  // Each form is a representation of its own, and has its own tag.
  const etag = `"${file.etag}${encoded === undefined ? "" : `-${encoding}`}"`;
  c.header("ETag", etag);
  c.header("Cache-Control", cacheControl);
  c.header("Vary", "Accept-Encoding");
  c.header("X-Content-Type-Options", "nosniff");
  if (
    c.req
      .header("if-none-match")
      ?.split(/\s*,\s*/)
      .includes(etag)
  )
    return c.body(null, 304);
  c.header("Content-Type", file.type);
  if (encoded !== undefined && encoding !== undefined) c.header("Content-Encoding", encoding);
  return c.body(new Uint8Array(encoded ?? file.bytes));
}
