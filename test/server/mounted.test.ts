/** The reference backend inside somebody else's server and beside somebody else's tables, as src/server/README.md says. */
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RecadoServer } from "recado/server";
import { afterAll, describe, expect, test } from "vitest";
import { shopOnExpress } from "../../demo/mounted/express.js";
import { shopOnHono } from "../../demo/mounted/hono.js";
import { shopOnNode } from "../../demo/mounted/node.js";
import { http } from "../../src/adapters/http.js";
import { createServer, type SiteSpec } from "../../src/server/index.js";
import { freePort } from "../free-port.js";
import { until } from "../until.js";
import { freshDatabase } from "./database.js";
import { draft, newVisitor, signedIn } from "./people.js";

const NEVER = new AbortController().signal;
const log = { debug() {}, info() {}, warn() {}, error() {} };
const settings: NonNullable<SiteSpec["settings"]> = {
  contactForm: { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] },
  uploads: { kinds: ["document"], largestMegabytes: 1 },
};
const folder = await mkdtemp(join(tmpdir(), "recado-mounted-"));
await mkdir(join(folder, "assets", "console"), { recursive: true });
await writeFile(join(folder, "assets", "recado.js"), "1;");
await writeFile(join(folder, "assets", "console", "index.html"), "<!doctype html><title>Recado</title>");
const database = await freshDatabase();
// The shop has tables of its own, one of them under a name of ours.
await database.query("create table messages (of_the_shop text)");
await database.query("insert into messages values ('stays')");
const tables = async () =>
  (await database.query("select table_name from information_schema.tables where table_schema = 'public'")).map(
    ({ table_name }) => table_name,
  );
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function opened(host: string, mount: (recado: RecadoServer, port: number) => unknown) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const recado = await createServer({
    database: database.connection,
    schema: `chat_${host}`,
    publicUrl: `${origin}/chat`,
    assets: join(folder, "assets"),
    attachments: join(folder, "files"),
    log,
  });
  const agents = [{ name: "Amélie", email: "amelie@shop.example" }];
  await recado.ensureSite({ id: "shop", name: "Shop", origins: [], agents, settings });
  const server = mount(recado, port) as Server;
  if (!server.listening) await once(server, "listening");
  afterAll(async () => {
    await recado.close();
    server.close();
  });
  return { recado, server, origin, chat: `${origin}/chat` };
}

describe.each([
  ["hono", shopOnHono],
  ["express", shopOnExpress],
  ["node", shopOnNode],
] as const)("in a server on %s", async (name, mount) => {
  const { recado, origin, chat } = await opened(name, mount);

  test("a visitor writes, uploads and hears the answer of an agent, who signed in by a link", async () => {
    const visitor = http({ url: chat, site: "shop" });
    const { conversation } = await visitor.open({ kind: "new" }, NEVER);
    const content = new Blob(["A list of plants.\n".repeat(10_000)]);
    const file = { id: draft().id, name: "plants.txt", content };
    const { id } = (await visitor.upload?.(file, () => {}, NEVER)) ?? {};
    await visitor.send({ ...draft("Hello?"), files: [file.id] }, NEVER);
    const address = (await visitor.fileAddress?.(id ?? "", NEVER)) ?? "";
    expect(address).toContain(`${chat}/v1/files/`);
    expect(await (await fetch(address)).text()).toBe(await content.text());

    const line = new AbortController();
    const heard: string[] = [];
    const listening = visitor.listen(
      undefined,
      (event) => {
        heard.push(event.type === "message" ? event.message.text : event.type);
        if (heard.includes("Hello!")) line.abort();
      },
      line.signal,
    );
    // What was said before it began is not told by the line.
    await until(() => heard.includes("hello"));
    const link = await recado.signInLink("amelie@shop.example");
    expect(link).toMatch(new RegExp(`^${chat}/console/#sign-in=`));
    const agent = await signedIn(chat, link);
    expect((await agent.reply(conversation, "Hello!")).status).toBe(201);
    await listening;
    expect(heard[0]).toBe("hello");
  });

  test("script and console are there, and what is not is refused in our words or theirs", async () => {
    expect(await (await fetch(`${chat}/recado.js`)).text()).toBe("1;");
    const desk = await fetch(`${chat}/console`);
    expect([desk.url, await desk.text()]).toEqual([`${chat}/console/`, "<!doctype html><title>Recado</title>"]);
    expect((await fetch(`${chat}/v1/sites/shop`, { method: "DELETE" })).status).toBe(405);
    expect((await fetch(`${chat}/v1/sites/nobody`)).status).toBe(404);
  });

  test("the rest of the server is as it was", async () => {
    expect(await (await fetch(origin)).text()).toBe("The shop");
    const headers = { "content-type": "application/json" };
    const ordered = await fetch(`${origin}/orders`, { method: "POST", headers, body: '{"plants":2}' });
    expect(await ordered.json()).toEqual({ plants: 2 });
  });

  test("a closed one ends its streams, answers what was asked and no more, and leaves the server running", async () => {
    const visitor = await newVisitor(chat, "shop");
    const stream = await visitor.listen();
    await stream.hears(({ type }) => type === "hello");
    const { release } = await database.hold(`lock table chat_${name}.messages in exclusive mode`, []);
    const said = visitor.say("Just in time");
    await database.queued(1);
    const closed = recado.close();
    await stream.ended;
    await release();
    expect((await said).status).toBe(201);
    await closed;
    expect((await fetch(`${chat}/v1/sites/shop`)).status).toBe(503);
    expect(await (await fetch(origin)).text()).toBe("The shop");
  });
});

describe("a schema", () => {
  test("holds everything of ours, and the shop's own tables are untouched", async () => {
    expect(await tables()).toEqual(["messages"]);
    expect(await database.query("select * from public.messages")).toEqual([{ of_the_shop: "stays" }]);
    expect(Number((await database.query("select count(*) from chat_node.messages"))[0]?.count)).toBeGreaterThan(0);
  });

  test("that somebody else has made will do, for a role that may not make one", async () => {
    await database.query("create schema ready");
    await database.query("drop role if exists recado_guest");
    await database.query("create role recado_guest");
    await database.query("grant all on schema ready to recado_guest");
    const start = (schema: string) =>
      createServer({ database: { ...database.connection, options: "-c role=recado_guest" }, schema, port: 0, log });
    await (await start("ready")).close();
    await expect(start("missing")).rejects.toThrow("permission denied");
    await database.query("drop owned by recado_guest");
    await database.query("drop role recado_guest");
  });

  test.each(['a"b', "Chat", "", "1st", "x".repeat(64)])("%j is no name of one", async (schema) => {
    await expect(createServer({ database: database.connection, schema, port: 0, log })).rejects.toThrow("schema is a name");
  });
});

test("without a port it needs to be told where browsers reach it", async () => {
  await expect(createServer({ database: database.connection, log })).rejects.toThrow("needs a publicUrl");
});
