/** A stream's way out: what anybody's middleware adds to its head, who reads too slowly, and how it ends, on Node and elsewhere. */
import { once } from "node:events";
import { createServer } from "node:http";
import { connect as connectHttp2, createServer as createHttp2Server } from "node:http2";
import { type AddressInfo, connect } from "node:net";
import { Readable } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { afterAll, describe, expect, test } from "vitest";
import { connect as connectDatabase } from "../../src/server/database/connect.js";
import { eventStream, type Line } from "../../src/server/http/stream.js";
import { until } from "../until.js";
import { bareGround } from "./bare-ground.js";

const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };
// Nothing here asks it anything.
const db = connectDatabase("postgres://nobody@127.0.0.1:1/none", log);
const ground = bareGround(db, Date.now);
/** The last line that was opened. */
let line: Line | undefined;
const opened = () => until(() => line);

const app = new Hono();
app.onError((error, c) => c.text(error.message, 500));
app.use("/broken", async (_, next) => {
  await next();
  throw new Error("Out of order");
});
app.use(async (c, next) => {
  line = undefined;
  await next();
  c.header("X-Content-Type-Options", "nosniff");
});
const said = { early: { type: "hello" }, large: { text: "x".repeat(100_000) } };
const hold = async (own: Line) => {
  line = own;
  own.send(said.early, "epoch:1");
};
for (const path of ["/line", "/broken"]) app.get(path, async (c) => eventStream(c, ground, hold));
app.get("/over", async (c) =>
  eventStream(c, ground, async (own) => {
    await hold(own);
    own.end();
  }),
);

const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false })).listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await db.destroy();
});

const http2 = createHttp2Server(getRequestListener(app.fetch, { overrideGlobalObjects: false })).listen(0, "127.0.0.1");
await once(http2, "listening");
const session = connectHttp2(`http://127.0.0.1:${(http2.address() as AddressInfo).port}`);
afterAll(() => {
  session.destroy();
  http2.close();
});
async function overHttp2(path: string): Promise<Response> {
  const stream = session.request({ ":path": path });
  const [head] = await once(stream, "response");
  const headers = Object.entries(head).filter(([name]) => !name.startsWith(":")) as [string, string][];
  return new Response(Readable.toWeb(stream) as ReadableStream, { status: head[":status"], headers });
}

const HELLO = 'id: epoch:1\ndata: {"type":"hello"}\n\n';
const ways: Record<string, (path: string, init?: RequestInit) => Promise<Response>> = {
  "Node's response": (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init),
  "Node's response of HTTP/2": overHttp2,
  "a web stream": async (path) => app.request(path),
};

describe.each(Object.entries(ways))("over %s", (_, ask) => {
  test("the head is everybody's, and what was said before it comes first", async () => {
    const { status, headers, body } = await ask("/line");
    expect([status, headers.get("content-type"), headers.get("x-content-type-options")]).toEqual([
      200,
      "text/event-stream; charset=utf-8",
      "nosniff",
    ]);
    const reader = body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(HELLO);
    (await opened()).send({ type: "beat" });
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: {"type":"beat"}\n\n');
    await reader?.cancel();
    await until(() => line?.isOver());
  });

  test("one that is ended ends with all that was said, also before its head", async () => {
    expect(await (await ask("/over")).text()).toBe(HELLO);
    const response = await ask("/line");
    (await opened()).end();
    expect(await response.text()).toBe(HELLO);
  });

  test("where something goes wrong on the way out, that is the answer", async () => {
    const response = await ask("/broken");
    expect([response.status, await response.text()]).toEqual([500, "Out of order"]);
  });
});

test("a line whose answer became another one has ended, and nothing of it is behind that answer", async () => {
  const socket = connect(port, "127.0.0.1").setEncoding("utf8");
  socket.write("GET /broken HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  let text = "";
  for await (const part of socket) text += part;
  expect(text).toMatch(/^HTTP\/1.1 500 /);
  expect(text.slice(text.indexOf("\r\n\r\n") + 4)).toBe("Out of order");
  await until(() => line?.isOver());
});

const readers: Record<string, () => { destroy(): void }> = {
  "HTTP/1.1"() {
    const socket = connect(port, "127.0.0.1").pause();
    socket.write("GET /line HTTP/1.1\r\nHost: a\r\n\r\n");
    return socket;
  },
  "HTTP/2": () => session.request({ ":path": "/line" }).on("error", () => undefined),
};
test.each(Object.entries(readers))(
  "over %s a reader who takes nothing is cut off before the memory is full, and one who does is not",
  async (_, begin) => {
    line = undefined;
    const socket = begin();
    const slow = await opened();
    const response = await fetch(`http://127.0.0.1:${port}/line`);
    const quick = await until(() => (line === slow ? undefined : line));
    const reader = response.body?.getReader();
    let [written, read] = [0, 0];
    while (!slow.isOver() && written < 500) {
      for (const one of [slow, quick]) one.send(said.large);
      written += 1;
      while (read < written * 100_000) read += (await reader?.read())?.value?.length ?? 0;
    }
    expect([slow.isOver(), quick.isOver()]).toEqual([true, false]);
    socket.destroy();
    await reader?.cancel();
  },
);
