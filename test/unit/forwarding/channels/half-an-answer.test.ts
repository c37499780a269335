/** An account elsewhere whose answer stops in the middle: given up in time, also when the garbage collector has taken the request. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { meta } from "../../../../src/forwarding/channels/meta.js";
import { tokenOpens } from "../../../../src/forwarding/channels/meta-account.js";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");
afterEach(() => vi.restoreAllMocks());

/** Answers everything with half an object; `left` resolves when whoever asked has hung up. */
async function halfServer() {
  let hasLeft = () => {};
  const left = new Promise<void>((resolve) => {
    hasLeft = resolve;
  });
  const server = createServer((request, response) => {
    request.on("close", hasLeft).resume();
    response.writeHead(200, { "Content-Type": "application/json" }).write('{"message_id":');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, left };
}

async function afterSomeGarbage(): Promise<void> {
  for (let n = 0; n < 10; n++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    collectGarbage();
  }
}

test("a reply on its way is given up when its time is over", async () => {
  const { url, left } = await halfServer();
  const stop = new AbortController();
  const channel = meta({ kind: "messenger", account: "1001", accessToken: "EAAB", url });
  const sending = channel.send({ to: "p", text: "Hello", id: "a" }, stop.signal);
  sending.catch(() => undefined);
  await afterSomeGarbage();
  stop.abort();
  await expect(sending).rejects.toThrow();
  await left;
});

test("whether a token opens anything nobody knows then", async () => {
  const { url, left } = await halfServer();
  const stop = new AbortController();
  // Ten seconds, in the test's hands.
  vi.spyOn(AbortSignal, "timeout").mockReturnValue(stop.signal);
  const asking = tokenOpens({ kind: "messenger", accessToken: "EAAB", url });
  await afterSomeGarbage();
  stop.abort();
  expect(await asking).toMatchObject({ was: "unknown" });
  await left;
});
