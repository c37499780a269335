/** Hanging up in Node, where a request's signal is lost once the garbage collector has taken the request: the line must end all the same. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, onTestFinished, test } from "vitest";
import { http } from "../../../src/adapters/http.js";
import type { ServerEvent } from "../../../src/protocol/index.js";

const hello = { type: "hello", epoch: "e1", latest: 0, readUpTo: 0, agentsReadUpTo: 0, availability: "online", now: 1 };

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");
const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

/** A server that says hello and then nothing for ever; `left` resolves when its reader has hung up. */
async function quietServer() {
  let hasLeft = () => {};
  const left = new Promise<void>((resolve) => {
    hasLeft = resolve;
  });
  const server = createServer((request, response) => {
    request.on("close", hasLeft);
    response.writeHead(200, { "Content-Type": "text/event-stream" }).write(`data: ${JSON.stringify(hello)}\n\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, left };
}

test("a line that has long been open ends when its caller hangs up, and so does its connection", async () => {
  const { url, left } = await quietServer();
  const heard: ServerEvent[] = [];
  const stop = new AbortController();
  const line = http({ url, site: "flora" }).listen(undefined, (event) => heard.push(event), stop.signal);
  await expect.poll(() => heard, { timeout: 20_000 }).toEqual([hello]);
  for (let i = 0; i < 10; i++) {
    collectGarbage();
    await turn();
  }
  stop.abort();
  await line;
  await left;
}, 60_000);
