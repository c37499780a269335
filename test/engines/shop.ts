/**
 * A shop under the strictest policy a careful owner may have: nothing but scripts from the chat's host and calls to it. What breaks
 * it is reported by the browser itself, whichever it is, from the first byte of the page on.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll } from "vitest";
import { type MemoryMailer, memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { type Line, lineTo } from "../e2e/line.js";
import { quick } from "../server/letters.js";
import { createWorld, type World } from "../server/world.js";

export interface StrictShop {
  readonly world: World;
  readonly line: Line;
  readonly mailer: MemoryMailer;
  readonly url: string;
  /** Reports of the policy, as they came. */
  readonly violations: string[];
  signInLink(): Promise<string>;
}

const AGENT = { name: "Amélie", email: "amelie@flora.example" };
const SITE = "flora";

/** To be called at the top of a test file; everything ends with it. `attachments`: where files lie; without it none are taken. */
export async function strictShop(attachments?: string): Promise<StrictShop> {
  const violations: string[] = [];
  const server = createServer(async (asked, response) => {
    const report = await text(asked);
    // Every browser asks for it by itself, and this page has none.
    if (report && !report.includes("/favicon.ico")) violations.push(report);
    const isTwo = asked.url === "/two";
    const policy = isTwo ? "default-src 'none'; frame-src 'self'" : strictest(line.url, world.url);
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy });
    response.end(isTwo ? TWO : page(line.url));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const mailer = memoryMailer();
  const world = await createWorld({
    ...{ assets: resolve("dist"), heartbeatMs: 500, mail: { mailer, from: "chat@flora.example" } },
    ...(attachments !== undefined && { attachments }),
  });
  const line = await lineTo(() => world.url);
  await world.shop({ id: SITE, chatPage: `${url}/`, rules: quick, agents: [AGENT], settings: { agentMail: { isOn: false } } });
  afterAll(async () => {
    await line.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return { world, line, mailer, url, violations, signInLink: () => world.server.signInLink(AGENT.email) };
}

/** Behind the line the server has a second address, by which it names its files. Pictures are drawn: they need no img-src. */
const strictest = (chat: string, files: string) =>
  `default-src 'none'; script-src ${chat}; connect-src ${chat} ${files}; require-trusted-types-for 'script'; trusted-types 'none'; report-uri /reports`;

const page = (chat: string) =>
  `<!doctype html><html lang="en"><head><title>Flora</title></head><body><h1>Flora</h1><p>Olive trees.</p><script async src="${chat}/recado.js" data-site="${SITE}"></script></body></html>`;

/** As two tabs of one browser, as far as storage, locks and words between tabs go. */
const TWO = `<!doctype html><html lang="en"><head><title>Twice</title></head><body><iframe src="/"></iframe><iframe src="/"></iframe></body></html>`;
