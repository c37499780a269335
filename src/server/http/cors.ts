/**
 * Which pages may speak for a site: exactly the origins on its list. This protects visitors from foreign pages in their own
 * browser; it is no authentication, since anything that is not a browser sends what it likes.
 */
import type { Context } from "hono";
import { Refusal } from "../refusal.js";

const PREFLIGHT_SECONDS = 7_200;
/** A site without a list is one being developed: pages of this very machine may use it, and nobody else's. */
const LOOPBACK = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

function admits(origins: readonly string[], origin: string): boolean {
  return origins.length === 0 ? LOOPBACK.test(origin) : origins.includes(origin);
}

/** Refuses a page of a foreign origin; tells the browser of any other that it may read the answer, also when it is a refusal. */
export function admitOrigin(c: Context, origins: readonly string[]): void {
  c.header("Vary", "Origin");
  const origin = c.req.header("origin");
  if (origin === undefined) return; // Not a page: a server, or a page of our own reading.
  if (!admits(origins, origin)) throw new Refusal("origin-refused", "This page is not on the site's list of origins");
  c.header("Access-Control-Allow-Origin", origin);
  // A page reads only a few headers by itself; this one tells it how long to be quiet.
  c.header("Access-Control-Expose-Headers", "Retry-After");
}

export function preflight(c: Context, method: string): Response {
  c.header("Access-Control-Allow-Methods", method);
  c.header("Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID");
  c.header("Access-Control-Max-Age", String(PREFLIGHT_SECONDS));
  return c.body(null, 204);
}
