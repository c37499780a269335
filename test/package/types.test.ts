/** The declarations, checked as strictly as TypeScript can, together with all they import. */
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { project, said } from "./packed.js";

const { folder, page, tarball } = inject("packed");
const TSC = resolve(import.meta.dirname, "../../node_modules/.bin/tsc");
const STRICT = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--skipLibCheck", "false"];
const RESOLUTIONS = [
  ["bundler", ["--module", "esnext", "--moduleResolution", "bundler"]],
  ["nodenext", ["--module", "nodenext"]],
] as const;

const IN_A_PAGE = `
import { mount, type Recado, VERSION } from "recado";
import { chatwoot } from "recado/adapters/chatwoot";
import { http } from "recado/adapters/http";
import { memory, memoryWorld } from "recado/adapters/memory";
import { ChatError, createChat, indexedDbCache, memoryCache } from "recado/client";
import { backendKit, cacheKit, channelKit, mailerKit, storeKit, whySkipped, type BackendWorld } from "recado/conformance";
const recado: Recado = mount({ site: "shop", server: "https://chat.example.com" });
recado.open();
recado.destroy();
const given: Recado = mount({ site: "shop", backend: memory({ world: memoryWorld() }) });
const chat = createChat({ backend: http({ url: "https://chat.example.com", site: "shop" }), site: "shop", cache: memoryCache() });
const length: number = chat.timeline.value.length;
const other = chatwoot({ url: "https://chatwoot.example.com", inbox: "abc" });
declare const world: BackendWorld;
for (const { name, needs, run } of backendKit) if (whySkipped(needs, world) === undefined) console.log(name, run(world));
console.log(VERSION.toFixed(), given, length, other.can, ChatError, indexedDbCache, cacheKit, channelKit, mailerKit, storeKit);
// @ts-expect-error: a chat needs a site
mount({ server: "https://chat.example.com" });
`;
const ON_A_SERVER = `
import { decide, memoryMailer, RULES, smtpMailer, thread, type Mailer } from "recado/forwarding";
import { createServer, startEmbeddedPostgres, type RecadoServer, type ServerOptions } from "recado/server";
const mailer: Mailer = smtpMailer({ url: "smtp://127.0.0.1:25" });
const options: ServerOptions = { database: (await startEmbeddedPostgres()).url, port: 0 };
const server: RecadoServer = await createServer(options);
console.log(server.app.fetch, mailer, memoryMailer(), RULES, decide, thread("c1"));
// @ts-expect-error: a server needs a database
await createServer({ port: 0 });
`;

const check = async (cwd: string, source: string, ...more: string[]) => {
  await writeFile(join(cwd, "use.ts"), source);
  return said(
    cwd,
    TSC,
    "--ignoreConfig",
    "--noEmit",
    "--target",
    "es2022",
    "--lib",
    "es2022,dom,dom.iterable",
    ...STRICT,
    ...more,
    "use.ts",
  );
};

test.each(RESOLUTIONS)("a page, %s", async (_, resolution) => {
  expect(await check(page, IN_A_PAGE, ...resolution)).toEqual({ code: 0, out: "" });
});

let host: string;
beforeAll(async () => {
  const types = ["@types/node@20", "@types/pg", "@types/nodemailer"];
  const packages =
    "hono @hono/node-server jose kysely pg pino nodemailer postal-mime htmlparser2 mailauth smtp-server imapflow".split(" ");
  host = await project(folder, "typed-host", tarball, ...packages, ...types);
});

test.each(RESOLUTIONS)("a server, %s", async (_, resolution) => {
  expect(await check(host, ON_A_SERVER, ...resolution, "--types", "node")).toEqual({ code: 0, out: "" });
});
