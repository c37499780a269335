/** The server as a whole: what it refuses to start with, and what survives it. */

import { once } from "node:events";
import { createServer as createNetServer } from "node:net";
import type pg from "pg";
import { expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { MIGRATIONS } from "../../src/server/database/migrations.js";
import { createServer, type ServerOptions } from "../../src/server/index.js";
import { until } from "../until.js";
import { freshDatabase } from "./database.js";
import { draft, newVisitor } from "./people.js";
import { createWorld } from "./world.js";

const world = await createWorld();
const silent = () => undefined;
const quiet = { debug: silent, info: silent, warn: silent, error: silent };
const start = (options: Partial<ServerOptions> = {}) =>
  createServer({ database: world.database.connection, port: 0, log: quiet, ...options });

test("closed and opened again, it has everything: messages, cursors, contact, tokens, sessions, settings", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  const body = draft("Hello");
  await visitor.ask("send", { body });
  await agent.reply(visitor.id, "Hi");
  await visitor.ask("read", { body: { upTo: 2 } });
  const settings = { ...(await agent.ask("settings")).body, name: "Flora" };
  await agent.ask("saveSettings", { body: settings });
  await world.restart();
  const again = await newVisitor(world.url, shop.id, { kind: "stored", token: visitor.session.token });
  expect(again.session).toMatchObject({
    conversation: visitor.id,
    epoch: visitor.session.epoch,
    latest: 2,
    readUpTo: 2,
    contact: { email: "ana@example.com" },
  });
  expect((await again.ask("send", { body })).body).toMatchObject({ seq: 1 });
  expect((await again.ask("pull")).body).toMatchObject({ messages: [{ text: "Hello" }, { text: "Hi" }] });
  const desk = await fetch(`${world.url}/v1/agent/settings`, { headers: { cookie: agent.cookie } });
  expect(await desk.json()).toEqual(settings);
});

test("a message that was accepted while the server closed is there, and one that was not can be sent again", async () => {
  const shop = await world.shop();
  const visitor = await shop.knownVisitor();
  const drafts = Array.from({ length: 30 }, (_, n) => draft(`message ${n}`));
  const sending = drafts.map((body) => visitor.ask("send", { body }).catch(() => undefined));
  const restarting = world.restart();
  const accepted = (await Promise.all(sending)).filter((answer) => answer?.status === 201);
  await restarting;
  const again = await newVisitor(world.url, shop.id, { kind: "stored", token: visitor.session.token });
  expect(again.session.latest).toBeGreaterThanOrEqual(accepted.length);
  for (const body of drafts) expect((await again.ask("send", { body })).status).toBe(201);
  expect((await again.ask("pull", { query: "?after=0" })).body).toMatchObject({ latest: 30 });
});

test("closing twice waits for the same end", async () => {
  const server = await start();
  await Promise.all([server.close(), server.close()]);
  await server.close();
});

test("ten servers that start at once on an empty database make one schema", async () => {
  const database = await freshDatabase();
  const servers = await Promise.all(Array.from({ length: 10 }, () => start({ database: database.connection })));
  const ensured = await Promise.all(
    servers.map((server, n) =>
      server.ensureSite({ id: "shop", name: `Shop ${n}`, origins: [], agents: [{ name: "Amélie", email: "a@flora.example" }] }),
    ),
  );
  expect(ensured.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(await database.query("select count(*)::int as n from migrations")).toEqual([{ n: MIGRATIONS.length }]);
  expect(await database.query("select count(*)::int as n from agents")).toEqual([{ n: 1 }]);
  await Promise.all(servers.map((server) => server.close()));
  await database.drop();
});

test("a database of a newer Recado is left alone", async () => {
  const database = await freshDatabase();
  await (await start({ database: database.connection })).close();
  await database.query("insert into migrations values ('9999-future')");
  await expect(start({ database: database.connection })).rejects.toThrow("newer Recado (9999-future)");
  await database.drop();
});

test("another past of the database has another epoch", async () => {
  const shop = await world.shop();
  const before = (await shop.visitor()).session.epoch;
  await world.restart();
  expect((await shop.visitor()).session.epoch).toBe(before);
  await world.database.query("update installation set epoch = 'restored'");
  await world.restart();
  expect((await shop.visitor()).session.epoch).not.toBe(before);
});

test.each<[Partial<ServerOptions>, string]>([
  [{ port: -1 }, "port"],
  [{ port: Number.NaN }, "port"],
  [{ heartbeatMs: 0 }, "heartbeatMs"],
  [{ heartbeatMs: Number.NaN }, "heartbeatMs"],
  [{ publicUrl: "http://chat.shop.example" }, "https"],
  [{ publicUrl: "https://chat.shop.example/" }, "publicUrl"],
  [{ publicUrl: "chat.shop.example" }, "publicUrl"],
  [{ host: "192.0.2.1" }, "publicUrl"],
  [{ mail: { mailer: memoryMailer(), from: "Flora <chat@flora.example>" } }, "mail.from"],
  [{ mail: { mailer: memoryMailer(), from: "chat@flora.example", replyHost: "reply host" } }, "mail.replyHost"],
  [{ database: { host: "127.0.0.1", port: 1 } }, "ECONNREFUSED"],
  [{ assets: "/nowhere/at/all" }, "ENOENT"],
])("it does not start with %o", async (options, word) => {
  await expect(start(options)).rejects.toThrow(word);
});

test.each([
  [{ id: "a b" }, "id"],
  [{ origins: ["shop.example"] }, "origin"],
  [{ origins: ["https://shop.example/"] }, "origin"],
  [{ chatPage: "https://shop.example/#chat" }, "#"],
  [{ chatPage: "javascript:alert(1)" }, "page"],
  [{ name: "" }, "name"],
  [{ agents: [{ name: "Amélie", email: "nobody" }] }, "e-mail"],
  [{ rules: { awayDelayMs: Number.NaN } }, "awayDelayMs"],
])("no site is made of %o", async (spec, word) => {
  await expect(world.shop({ id: "spoiled", ...spec })).rejects.toThrow(word);
});

test("behind https the cookie is bound to the host, and only its own page may write", async () => {
  const server = await start({ publicUrl: "https://chat.flora.example" });
  await server.ensureSite({
    id: "https-shop",
    name: "Shop",
    origins: [],
    agents: [{ name: "Amélie", email: "https@flora.example" }],
  });
  const link = await server.signInLink("https@flora.example");
  expect(link).toMatch(/^https:\/\/chat\.flora\.example\/console\/#sign-in=/);
  const signIn = (origin: string) =>
    server.app.request("/v1/agent/session", {
      method: "POST",
      headers: { "content-type": "application/json", origin },
      body: JSON.stringify({ link: link.slice(link.indexOf("=") + 1) }),
    });
  expect((await signIn("http://chat.flora.example")).status).toBe(403);
  const response = await signIn("https://chat.flora.example");
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-recado=\S+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
  ]);
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  expect((await server.app.request("/v1/agent/me", { headers: { cookie } })).status).toBe(200);
  expect((await server.app.request("/v1/agent/me", { headers: { cookie: cookie.replace("__Host-", "") } })).status).toBe(401);
  await server.close();
});

test("while the database does not answer, it says so and nothing more; afterwards it goes on by itself", async () => {
  const gate = await openGate(world.database.connection);
  const lines: string[] = [];
  const keep = (facts: object, sentence: string) => lines.push(JSON.stringify({ ...facts, sentence }));
  const server = await start({ database: gate.connection, log: { ...quiet, warn: keep, error: keep } });
  const health = () => fetch(`${server.url}/healthz`);
  const well = await until(async () => {
    const answer = await health();
    return answer.status === 200 && answer.json();
  });
  expect(well).toEqual({ ok: true });
  gate.shut();
  expect((await health()).status).toBe(503);
  const refused = await fetch(`${server.url}/v1/sites/shop-1`);
  expect(refused.status).toBe(500);
  expect(await refused.text()).toMatch(
    /^\{"error":\{"code":"internal","message":"Something went wrong here; nothing of yours was lost\. Ask for \S+ in the log\."\}\}$/,
  );
  gate.open();
  await until(async () => (await health()).status === 200);
  await server.close();
  await gate.close();
  expect(lines.length).toBeGreaterThan(0);
});

/** A way to the database that can be shut: what is on it is cut, and nothing new comes through. */
async function openGate(connection: pg.PoolConfig) {
  const { default: pgModule } = await import("pg");
  const client = new pgModule.Client(connection);
  const { host, port } = client;
  const path = host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
  const { connect } = await import("node:net");
  let isOpen = true;
  const pairs = new Set<() => void>();
  const gate = createNetServer((socket) => {
    if (!isOpen) return socket.destroy();
    const onward = connect(path);
    const cut = () => {
      socket.destroy();
      onward.destroy();
      pairs.delete(cut);
    };
    pairs.add(cut);
    for (const end of [socket, onward]) end.on("error", cut).on("close", cut);
    socket.pipe(onward).pipe(socket);
  });
  gate.listen(0, "127.0.0.1");
  await once(gate, "listening");
  const address = gate.address();
  if (address === null || typeof address === "string") throw new Error("The gate listens on no port");
  const through: pg.PoolConfig = {
    host: "127.0.0.1",
    port: address.port,
    user: client.user ?? "",
    database: client.database ?? "",
    ...(client.password && { password: client.password }),
  };
  return {
    connection: through,
    open() {
      isOpen = true;
    },
    shut() {
      isOpen = false;
      for (const cut of [...pairs]) cut();
    },
    close: () => new Promise<void>((resolve) => gate.close(() => resolve())),
  };
}
