/**
 * The floor: Node's own server with nothing behind it, which says hello and beats as ours does. What a stream costs here is Node's, and
 * no server on it can do with less.
 */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { child, setting } from "./child.js";
import type { Usage } from "./node.js";
import { kept, spent } from "./spent.js";

const BEAT_MS = 20_000;
const MOMENTS = 100;

await setting();
const moments = Array.from({ length: MOMENTS }, () => new Set<ServerResponse>());
let now = 0;
setInterval(() => {
  now = (now + 1) % MOMENTS;
  for (const response of moments[now] ?? []) response.write('id: bare:1\ndata: {"type":"beat","latest":1}\n\n');
}, BEAT_MS / MOMENTS);

const server = createServer((_, response) => {
  const moment = moments[now];
  moment?.add(response);
  response.on("close", () => moment?.delete(response));
  response.writeHead(200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
  });
  response.write('id: bare:1\ndata: {"type":"hello"}\n\n');
});
server.listen(0, "127.0.0.1", () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  child((question: object | "kept") => (question === "kept" ? kept() : ({ url, mailed: 0, ...spent() } satisfies Usage)));
});
