/** A Hono app of your own, with the chat under /chat. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import type { RecadoServer } from "recado/server";

export function shopOnHono(recado: RecadoServer, port: number) {
  const shop = new Hono();
  shop.get("/", (c) => c.text("The shop"));
  shop.post("/orders", async (c) => c.json(await c.req.json()));
  shop.route("/chat", recado.app);
  return serve({ fetch: shop.fetch, hostname: "127.0.0.1", port });
}
