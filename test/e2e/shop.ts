/**
 * A small shop for the faults: its pages with the built tag on them, the real server on a database of its own with short
 * beats, and the line between the two in the test's hands. One for each file; every test brings its own visitors.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { afterAll, beforeEach } from "vitest";
import type { Mailer } from "../../src/forwarding/mailer.js";
import type { Rules } from "../../src/forwarding/rules.js";
import type { AgentInTest } from "../server/people.js";
import { createWorld, type World } from "../server/world.js";
import { until } from "../until.js";
import { type Line, lineTo } from "./line.js";

export interface FaultyShop {
  readonly world: World;
  readonly line: Line;
  readonly agent: AgentInTest;
  readonly url: string;
  readonly tag: string;
  /** Another page of the shop, at `path`. Resolves its address. */
  page(path: string, html: string, headers?: Record<string, string>): string;
  /** What the database has of this text, oldest first. */
  rows(text: string): Promise<readonly { readonly seq: number; readonly conversation_id: string }[]>;
  /** The texts of the conversation that this one is in, by seq. */
  conversationWith(text: string): Promise<{ readonly id: string; readonly texts: readonly string[]; readonly readUpTo: number }>;
  /** The agent answers in the conversation that this text is in. */
  reply(to: string, text: string): Promise<void>;
}

export interface FaultyShopOptions {
  /** Where files lie; without one none are taken. */
  readonly attachments?: string;
  /** Takes the letters; without one nothing is mailed. */
  readonly mailer?: Mailer;
  readonly rules?: Partial<Rules>;
}

const BEAT_MS = 500;
const SITE = "flora";

/** To be called at the top of a test file; everything ends with it. Nobody is asked for a contact here. */
export async function faultyShop({ attachments, mailer, rules }: FaultyShopOptions = {}): Promise<FaultyShop> {
  const pages = new Map<string, { readonly body: string; readonly headers?: Record<string, string> }>();
  const server = createServer((incoming, response) => {
    const found = pages.get(incoming.url?.split(/[?#]/)[0] ?? "");
    response.writeHead(found ? 200 : 404, { "content-type": "text/html; charset=utf-8", ...found?.headers });
    response.end(found?.body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world = await createWorld({
    assets: resolve("dist"),
    heartbeatMs: BEAT_MS,
    ...(attachments !== undefined && { attachments }),
    ...(mailer && { mail: { mailer, from: "chat@flora.example" } }),
  });
  const flora = await world.shop({
    id: SITE,
    chatPage: `${url}/`,
    ...(rules && { rules }),
    settings: { contactForm: { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] } },
  });
  const agent = await flora.agent();
  await agent.ask("status", { body: { status: "online" } });
  const line = await lineTo(() => world.url);
  const tag = `<script async src="${line.url}/recado.js" data-site="${SITE}"></script>`;
  pages.set("/", { body: html(`<h1>Flora</h1><p>Olive trees.</p>${tag}`) });
  // Before a test, not after one: only then are the pages of the one before closed, and what they still asked is in nobody's list.
  beforeEach(() => line.mend());
  afterAll(async () => {
    await line.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  const rows = async (text: string) =>
    (await world.database.query("select seq, conversation_id from messages where text = $1 order by at", [text])).map((row) => ({
      seq: Number(row.seq),
      conversation_id: String(row.conversation_id),
    }));
  const idOf = async (text: string) => until(async () => (await rows(text))[0]?.conversation_id);
  return {
    ...{ world, line, agent, url, tag, rows },
    page(path, body, headers = {}) {
      pages.set(path, { body: html(body), headers });
      return url + path;
    },
    async conversationWith(text) {
      const id = await idOf(text);
      const messages = await world.database.query("select text from messages where conversation_id = $1 order by seq", [id]);
      const [found] = await world.database.query("select read_cursor from conversations where id = $1", [id]);
      return { id, texts: messages.map((row) => String(row.text)), readUpTo: Number(found?.read_cursor) };
    },
    async reply(to, text) {
      await agent.reply(await idOf(to), text);
    },
  };
}

function html(body: string): string {
  return `<!doctype html><html lang="en"><head><link rel="icon" href="data:,"><title>Flora</title></head><body>${body}</body></html>`;
}
