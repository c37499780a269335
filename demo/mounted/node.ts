/** Node's own server, with the chat under /chat: the listener sees addresses without that path. */
import { createServer } from "node:http";
import type { RecadoServer } from "recado/server";

export function shopOnNode(recado: RecadoServer, port: number) {
  const shop = createServer((request, response) => {
    const { url = "/" } = request;
    if (/^\/chat(?=[/?]|$)/.test(url)) {
      request.url = url.slice("/chat".length) || "/";
      recado.listener(request, response);
    } else if (request.method === "POST") request.pipe(response);
    else response.end("The shop");
  });
  return shop.listen(port, "127.0.0.1");
}
