/** The files browsers get: the loader and its chunks for every page in the world, the console for our own agents. */
import type { Context } from "hono";
import type { Routes } from "../http/routes.js";
import { Refusal } from "../refusal.js";
import { fillShelf, hand, type Shelf } from "./shelf.js";

/** The tag on people's pages never changes: this long until a new version is everywhere. */
const SCRIPT_CACHE = "public, max-age=300";
/** Names with a hash or a version in them: other bytes have another name. */
const HASHED_CACHE = "public, max-age=31536000, immutable";
const HASHED = /-[A-Za-z0-9_-]{8,}\.\w+$/;

const CONSOLE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** `folder` as vite builds it: `recado.js`, `recado-<version>.js`, `chunks/`, `console/`; scripts and chunks of earlier builds may lie beside. */
export async function fileRoutes(routes: Routes, folder: string): Promise<void> {
  const shelf = await fillShelf(folder);
  routes.raw({ method: "GET", path: "/recado.js" }, (c) => forEverybody(c, shelf, "recado.js", SCRIPT_CACHE));
  routes.raw({ method: "GET", path: "/:script{recado-[\\w.-]+\\.js}" }, (c) =>
    forEverybody(c, shelf, c.req.param("script") ?? "", HASHED_CACHE),
  );
  routes.raw({ method: "GET", path: "/chunks/:name" }, (c) =>
    forEverybody(c, shelf, `chunks/${c.req.param("name")}`, HASHED_CACHE),
  );
  routes.raw({ method: "GET", path: "/console" }, async (c) => c.redirect("console/", 301));
  routes.raw({ method: "GET", path: "/console/:path{.*}" }, (c) => forAgents(c, shelf, c.req.param("path") || "index.html"));
}

/** Any page may load these, also one that demands permission for every foreign file. */
async function forEverybody(c: Context, shelf: Shelf, path: string, cacheControl: string): Promise<Response> {
  c.header("Access-Control-Allow-Origin", "*");
  c.header("Cross-Origin-Resource-Policy", "cross-origin");
  const file = shelf.get(path);
  if (file === undefined) throw nothing();
  return hand(c, file, cacheControl);
}

async function forAgents(c: Context, shelf: Shelf, path: string): Promise<Response> {
  c.header("Content-Security-Policy", CONSOLE_POLICY);
  c.header("Referrer-Policy", "no-referrer");
  c.header("Cross-Origin-Resource-Policy", "same-origin");
  const file = shelf.get(`console/${path}`);
  if (file === undefined) throw nothing();
  return hand(c, file, HASHED.test(path) ? HASHED_CACHE : "no-cache");
}

const nothing = () => new Refusal("not-found", "There is no such file");
