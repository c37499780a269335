/** An Express app of your own, with the chat under /chat: above `express.json()`, which leaves of a body nothing to read. */
import express from "express";
import type { RecadoServer } from "recado/server";

export function shopOnExpress(recado: RecadoServer, port: number) {
  const shop = express();
  shop.use("/chat", recado.listener);
  shop.use(express.json());
  shop.get("/", (_, response) => {
    response.send("The shop");
  });
  shop.post("/orders", (request, response) => {
    response.json(request.body);
  });
  return shop.listen(port, "127.0.0.1");
}
