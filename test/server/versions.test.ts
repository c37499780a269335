/**
 * A deploy, as tabs see it: some are older than the server they talk to, some newer. The other sides are real ones, built in
 * November 2026 and kept as they were (test/fixtures/wire); single values are the golden files' (wire.test.ts).
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as adapter from "../../src/adapters/http.js";
import * as client from "../../src/client/index.js";
import { AGENT_ROUTES, type AgentRouteName, type SiteSettings } from "../../src/protocol/index.js";
import * as today from "../../src/server/index.js";
import { until } from "../until.js";
import { freshDatabase } from "./database.js";
import { draft, signedIn } from "./people.js";

type Tab = Pick<typeof client, "createChat" | "memoryCache"> & Pick<typeof adapter, "http">;
const then = (name: string) => import(join(import.meta.dirname, "../fixtures/wire/2026-11-22", name));
const oldTab: Tab = await then("tab.js");
const oldServer: Pick<typeof today, "createServer"> = await then("server.js");
const newTab: Tab = { ...client, ...adapter };

const EMAIL = "amelie@flora.example";
/** Everything the owner can set since. */
const NEW_SETTINGS = {
  contactForm: {
    ...{ whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] },
    own: [{ name: "garden", type: "select", label: "Your garden", options: ["Balcony", "Field"], required: false }],
    ...{ consent: { text: "You may answer me", link: "https://flora.example/privacy" }, marketing: "News, now and then" },
  },
  hours: { timeZone: "Europe/Lisbon", week: Array(7).fill([{ from: "00:00", to: "24:00" }]), holidays: [] },
  ...{ replyTime: "hours", uploads: { kinds: ["picture", "document"], largestMegabytes: 5 } },
};
const silence = { debug() {}, info() {}, warn() {}, error() {} };
const database = await freshDatabase();
const attachments = await mkdtemp(join(tmpdir(), "recado-versions-"));
let server: today.RecadoServer;
let cookie = "";

async function deploy({ createServer }: Pick<typeof today, "createServer">, port = 0): Promise<void> {
  server = await createServer({ database: database.connection, port, heartbeatMs: 200, log: silence, attachments });
  const contactForm: SiteSettings["contactForm"] = {
    whenOnline: "never",
    whenAway: "never",
    fields: [{ name: "email", required: true }],
  };
  await server.ensureSite({
    ...{ id: "flora", name: "Flora Garden Shop", origins: [], agents: [{ name: "Amélie", email: EMAIL }] },
    settings: { contactForm },
  });
  ({ cookie } = await signedIn(server.url, await server.signInLink(EMAIL)));
  await desk("status", { status: "online" });
}

/** What an agent asks, and what today's console makes of the answer. */
async function desk(
  name: Exclude<AgentRouteName, "agentEvents" | "original" | "attachment">,
  body?: object,
  id = "",
): Promise<Record<string, unknown>> {
  const { method, path, status, answer } = AGENT_ROUTES[name];
  const headers = { cookie, origin: server.url, ...(body && { "content-type": "application/json" }) };
  const sent = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  const response = await fetch(server.url + path.replace(":id", id), sent);
  expect(response.status).toBe(status);
  return v.parse(answer as v.GenericSchema<unknown, Record<string, unknown>>, await response.json());
}

const opened: client.Chat[] = [];
function open({ createChat, http, memoryCache }: Tab, cache = memoryCache()): client.Chat {
  const chat = createChat({ site: "flora", backend: http({ url: server.url, site: "flora" }), cache });
  opened.push(chat);
  return chat;
}

const said = (chat: client.Chat) =>
  chat.timeline.value.map((entry) =>
    entry.kind === "message" ? `${entry.message.by}: ${entry.message.text}` : `${entry.state.at}: ${entry.draft.text}`,
  );
async function idOf(text: string): Promise<string> {
  const rows = await database.query("select conversation_id from messages where text = $1", [text]);
  expect(rows).toHaveLength(1);
  return String(rows[0]?.conversation_id);
}
async function uploaded(name: string, content: string): Promise<string> {
  const { id } = draft();
  const headers = { cookie, origin: server.url, "content-type": "application/json" };
  const at = `${server.url}/v1/agent/uploads/${id}`;
  await fetch(at, { method: "PUT", headers, body: JSON.stringify({ name, bytes: content.length }) });
  const last = await fetch(`${at}?offset=0`, {
    method: "PATCH",
    headers: { ...headers, "content-type": "application/octet-stream" },
    body: content,
  });
  expect(await last.json()).toMatchObject({ received: content.length });
  return id;
}
const view = (id: string) => desk("conversation", undefined, id);
const reply = (id: string, more: object) => desk("reply", { id: draft().id, ...more }, id);

beforeAll(() => deploy(oldServer), 60_000);
afterAll(async () => {
  for (const chat of opened) chat.destroy();
  await server.close();
  await database.drop();
  await rm(attachments, { recursive: true });
});

test("a new tab talks to an old server: sends, hears, reads, gives its contact, and comes back", {
  timeout: 60_000,
}, async () => {
  const cache = newTab.memoryCache();
  const chat = open(newTab, cache);
  await chat.start();
  chat.send("From tomorrow");
  await until(() => said(chat).join() === "visitor: From tomorrow");
  const id = await idOf("From tomorrow");
  await reply(id, { text: "To yesterday" });
  await until(() => said(chat).at(-1) === "agent: To yesterday");
  chat.attended(2);
  await until(async () => (await view(id)).readUpTo === 2);
  await chat.identify({ email: "ana@example.com" });
  await until(() => chat.contact.value?.email === "ana@example.com");
  // What the old one cannot do has no control: nothing of it is in what it says of the site.
  await chat.loadSite();
  expect(chat.site.value?.name).toBe("Flora Garden Shop");
  expect(chat.site.value?.uploads).toBeUndefined();
  chat.destroy();
  const again = open(newTab, cache);
  await again.start();
  await until(() => again.connection.value === "live");
  expect(said(again).slice(0, 2)).toEqual(["visitor: From tomorrow", "agent: To yesterday"]);
});

test("an old tab goes on where a deploy has put a new server behind it, with everything that is new there", {
  timeout: 60_000,
}, async () => {
  const chat = open(oldTab);
  await chat.start();
  chat.send("Before the deploy");
  await until(() => said(chat).join() === "visitor: Before the deploy");
  const id = await idOf("Before the deploy");
  const { port } = new URL(server.url);
  await server.close();
  chat.send("During the deploy");
  await deploy(today, Number(port));
  expect(await desk("saveSettings", { ...(await desk("settings")), ...NEW_SETTINGS })).toMatchObject(NEW_SETTINGS);
  await until(() => said(chat).at(-1) === "visitor: During the deploy");

  await reply(id, { text: "Which size?", quickReplies: ["30 cm", "40 cm"] });
  await reply(id, { text: "Like this", files: [await uploaded("price.txt", "12 EUR")] });
  await desk("askContact", {}, id);
  await until(() => said(chat).length >= 5);
  await desk("close", {}, id);
  await until(() => said(chat).length >= 6);
  chat.send("After the deploy");
  await until(() => said(chat).at(-1) === "visitor: After the deploy");
  expect(said(chat).slice(0, 4)).toEqual([
    "visitor: Before the deploy",
    "visitor: During the deploy",
    "agent: Which size?",
    "agent: Like this",
  ]);
  chat.attended(4);
  await until(async () => Number((await view(id)).readUpTo) >= 4);
  await chat.identify({ email: "bia@example.com" });
  await until(async () => JSON.stringify((await view(id)).contact) === '{"email":"bia@example.com"}');
  await until(() => chat.connection.value === "live");
  for (const text of ["Before", "During", "After"].map((when) => `${when} the deploy`)) expect(await idOf(text)).toBe(id);
});
