/** The walls between the rooms of src. What a room may look at is its row here; the README and the design say why. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const SRC = resolve(import.meta.dirname, "../../src");

/** Room → what it may import: rooms or files of ours by their path below src, packages by name. A root file is its own room. */
const MAY: Record<string, readonly string[]> = {
  protocol: ["valibot"],
  client: ["protocol", "valibot", "@preact/signals-core"],
  "client/platform": ["client", "protocol", "valibot", "idb-keyval"],
  "contact-form": ["protocol", "client/face", "client/errors"],
  widget: ["client", "contact-form", "protocol", "preact", "preact/hooks", "@preact/signals"],
  adapters: ["protocol", "client/backend", "client/errors", "valibot", "ky", "eventsource-parser"],
  conformance: [
    "protocol",
    "valibot",
    "client/backend",
    "client/errors",
    "client/cache",
    "forwarding/store",
    "forwarding/mailer",
    "forwarding/channels/channel",
    "type forwarding/delivery",
    "type forwarding/verdict",
  ],
  forwarding: ["protocol", "node:crypto"],
  "forwarding/inbound/own-words": ["forwarding", "htmlparser2"],
  "forwarding/letter": ["forwarding", "protocol", "nodemailer/lib/mail-composer", "node:crypto"],
  "forwarding/inbound": [
    "forwarding",
    "protocol",
    "postal-mime",
    "smtp-server",
    "imapflow",
    "mailauth",
    "node:crypto",
    "node:dns",
  ],
  "forwarding/channels": ["forwarding", "ky", "valibot", "node:crypto"],
  "forwarding/mailers": ["forwarding", "protocol", "nodemailer", "node:crypto"],
  server: ["protocol", "forwarding", "hono", "@hono/node-server", "kysely", "pg", "jose", "pino", "valibot", "node:"],
  // The files of the visitor's side it shares are named one by one: the desk must not grow into the widget.
  console: [
    "protocol",
    "preact",
    "preact/hooks",
    "@preact/signals",
    "ky",
    "valibot",
    "eventsource-parser",
    "adapters/http-files",
    "client/errors",
    "client/backoff",
    "client/id",
    "contact-form",
    "widget/contact-form",
    "widget/face-colour",
    "widget/file-rules",
    "widget/links",
    "widget/sheets",
    "widget/visible-text",
  ],
  cli: ["server", "forwarding", "conformance", "valibot", "node:"],
  // Types only, of the API it stands for and of the names it repeats: it must not pull anything else into the first request.
  loader: ["type api", "type client/platform/names", "type protocol"],
  "api.ts": ["type client", "type protocol", "type client/errors"],
  "widget.ts": ["*"],
  "index.ts": ["*"],
};
// Nothing on the browser's side may reach the server's, whatever its row says.
const BROWSER = [
  "client",
  "client/platform",
  "contact-form",
  "widget",
  "adapters",
  "loader",
  "console",
  "api.ts",
  "widget.ts",
  "index.ts",
];
const SERVER = ["server", "forwarding", "cli", "node:"];

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));

function roomOf(file: string): string {
  const folders = Object.keys(MAY).filter((room) => file === room || file.startsWith(`${room}/`));
  return folders.sort((a, b) => b.length - a.length)[0] ?? `no room for ${file}`;
}

/** Every import and re-export of a file, also side-effect, type-only and dynamic ones. */
function importsOf(file: string): { what: string; typeOnly: boolean }[] {
  const text = readFileSync(join(SRC, file), "utf8").replace(/^\s*(\/\*[\s\S]*?\*\/|\/\/.*)$/gm, "");
  const found = text.matchAll(/(?:^|[^.\w])(import|export)\s*(type\s)?(?:[\w*{][^;'"]*?\sfrom\s*)?\(?["']([^"']+)["']/g);
  return [...found].map(([, , type, what = ""]) => ({
    what: what.startsWith(".") ? relative(SRC, resolve(SRC, dirname(file), what.replace(/\.js$|\?.*$/g, ""))) : what,
    typeOnly: type !== undefined,
  }));
}

const broken = (file: string): string[] => {
  const room = roomOf(file);
  const may = MAY[room] ?? [];
  return importsOf(file)
    .filter(({ what, typeOnly }) => {
      const own = room.endsWith(".ts") ? false : what === room || what.startsWith(`${room}/`);
      const matches = (row: string) => what === row || what.startsWith(row.endsWith(":") ? row : `${row}/`);
      const isAllowed =
        own || may.some((row) => row === "*" || (row.startsWith("type ") ? typeOnly && matches(row.slice(5)) : matches(row)));
      const crosses = BROWSER.includes(room) && SERVER.some((row) => matches(row));
      return !isAllowed || crosses;
    })
    .map(({ what }) => `${file} imports ${what}`);
};

test("every file of src stands in a room", () => {
  expect(files.filter((file) => roomOf(file).startsWith("no room"))).toEqual([]);
  expect(files.length).toBeGreaterThan(40);
});

test("no room looks where its row does not allow", () => {
  expect(files.flatMap(broken)).toEqual([]);
});

test("the adapters do not know each other", () => {
  // One backend may take several files: memory-world.ts is the memory adapter's own.
  const family = (file: string) => /^adapters\/([a-z]+)/.exec(file)?.[1];
  const adapters = files.filter((file) => file.startsWith("adapters/"));
  const strangers = (file: string) =>
    importsOf(file).filter(({ what }) => family(what) !== undefined && family(what) !== family(file));
  expect(adapters.flatMap(strangers)).toEqual([]);
  expect(new Set(adapters.map(family))).toEqual(new Set(["chatwoot", "http", "memory"]));
});
