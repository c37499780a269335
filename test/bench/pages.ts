/** The pages that are measured: a shop with nothing on it, with the floor of what a chat costs, with ours, with each peer. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync } from "node:zlib";

/** The least there is: a button in a shadow root and, at a click, a field. What it costs is what no chat can be below. */
const FLOOR = `const host=document.createElement("floor-chat");const root=host.attachShadow({mode:"open"});
const sheet=new CSSStyleSheet();sheet.replaceSync(":host{all:initial}button{position:fixed;right:20px;bottom:20px;width:56px;height:56px;border:0;border-radius:50%;background:#5b5bd6}textarea{position:fixed;right:20px;bottom:92px;width:340px;height:80px}");
root.adoptedStyleSheets=[sheet];const button=document.createElement("button");button.ariaLabel="Open chat";button.textContent="+";
button.addEventListener("click",()=>{const field=root.querySelector("textarea");if(field)return field.remove();const made=document.createElement("textarea");made.ariaLabel="Message";root.append(made);made.focus()});
root.append(button);document.documentElement.append(host);`;

export interface Pages {
  readonly url: string;
  close(): Promise<void>;
}

export interface File {
  readonly type: string;
  readonly body: string | Uint8Array;
}
export type Files = ReadonlyMap<string, File>;

const html = (head: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Flora</title><link rel="icon" href="data:,"></head>
<body><h1>Flora</h1>${"<p>Olive trees, rosemary, thyme and the pots they like, sent within two days.</p>".repeat(8)}${head}</body></html>`;

export const page = (head: string) => ({ type: "text/html; charset=utf-8", body: html(head) });
export const script = (body: string | Uint8Array) => ({ type: "text/javascript; charset=utf-8", body });

export const OWN: Files = new Map([
  ["/blank", page("")],
  ["/floor", page('<script async src="/floor.js"></script>')],
  ["/floor.js", script(FLOOR)],
]);

/** Everything compressed with brotli, as everybody's shop would be; what is not there is answered like an API that has nothing to say. */
export async function servePages(files: Files): Promise<Pages> {
  const packed = new Map([...files].map(([path, { type, body }]) => [path, { type, body: brotliCompressSync(body) }]));
  const server = createServer(({ url = "" }, response) => {
    const found = packed.get(new URL(url, "http://shop").pathname);
    if (!found) return void response.writeHead(404, { "content-type": "application/json" }).end("{}");
    response.writeHead(200, { "content-type": found.type, "content-encoding": "br", "cache-control": "public, max-age=300" });
    response.end(found.body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
