/** A small shop with the tag in it, under a policy as strict as a careful owner's: no inline style, no foreign script but Recado's. */
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { Hono } from "hono";
import { type Listening, listen } from "./listen.js";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};
const PAGES: Record<string, string> = {
  "/": "index.html",
  "/olive-tree": "olive-tree.html",
  "/shop.css": "shop.css",
  "/olive.svg": "olive.svg",
};

/** `recado()` is asked at each request, since the shop may listen before the chat server knows its own port. */
export function startShop({ port, recado }: { port: number; recado: () => string }): Promise<Listening> {
  const app = new Hono();
  app.get("*", async (c) => {
    const file = PAGES[c.req.path];
    if (file === undefined) return c.text("Not found", 404);
    const text = await readFile(new URL(`shop/${file}`, import.meta.url), "utf8");
    return c.body(text.replaceAll("%RECADO%", recado()), 200, {
      "Content-Type": TYPES[extname(file)] ?? "text/plain",
      "Content-Security-Policy": `default-src 'none'; script-src ${recado()}; connect-src ${recado()}; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
      "Referrer-Policy": "strict-origin-when-cross-origin",
    });
  });
  return listen(app, port);
}
