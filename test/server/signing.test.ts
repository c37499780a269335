/** The README's ways to sign, each run by its own interpreter: what they sign is taken by the real server. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as v from "valibot";
import { afterAll, expect, test } from "vitest";
import { IdentityKeys, ROUTES } from "../../src/protocol/index.js";
import { ask } from "./people.js";
import { createWorld } from "./world.js";

const README = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
const START_MS = 60_000;
const run = promisify(execFile);

/** How each is run, and the line that asks it for a token. An umlaut and a quote must come out as they went in. */
const LANGUAGES = {
  js: {
    command: "node",
    file: "sign.mjs",
    call: `console.log(recadoToken({ id: 4711, email: "ana@example.com", name: 'Ana "Ä" Ölz' }));`,
  },
  php: {
    command: "php",
    file: "sign.php",
    call: `echo recado_token(['id' => 4711, 'email' => 'ana@example.com', 'name' => 'Ana "Ä" Ölz']);`,
  },
  python: {
    command: "python3",
    file: "sign.py",
    call: `print(recado_token({"id": 4711, "email": "ana@example.com", "name": 'Ana "Ä" Ölz'}))`,
  },
  ruby: {
    command: "ruby",
    file: "sign.rb",
    call: `puts recado_token({ id: 4711, email: "ana@example.com", name: 'Ana "Ä" Ölz' })`,
  },
} as const;

const world = await createWorld();
const folder = await mkdtemp(join(tmpdir(), "recado-signing-"));
afterAll(() => rm(folder, { recursive: true }));
const shop = await world.shop({ id: "flora" });
const keys = v.parse(IdentityKeys, (await (await shop.agent()).ask("newIdentityKey")).body);
const env = { PATH: process.env.PATH ?? "", RECADO_IDENTITY_KEY: keys.key?.secret ?? "", LANG: "C.UTF-8" };

for (const [language, { command, file, call }] of Object.entries(LANGUAGES)) {
  const isHere = await run(command, ["--version"], { env }).then(
    () => true,
    () => false,
  );
  const name = `what the README's ${language} signs is taken`;
  test.skipIf(!isHere)(isHere ? name : `${name} (skipped: ${command} is not installed here)`, { timeout: START_MS }, async () => {
    const snippet = new RegExp(`\`\`\`${language}\\n((?:(?!\`\`\`)[^])*recado_?[tT]oken(?:(?!\`\`\`)[^])*)\`\`\``).exec(
      README,
    )?.[1];
    if (snippet === undefined) throw new Error(`The README signs nothing in ${language}`);
    await writeFile(join(folder, file), `${snippet}\n${call}\n`);
    const { stdout } = await run(command, [join(folder, file)], { env });
    const answer = await ask(world.url, ROUTES.open, { body: { kind: "signed", jwt: stdout.trim() } }, { site: shop.id });
    expect(answer.body).toMatchObject({ contact: { email: "ana@example.com", name: 'Ana "Ä" Ölz' } });
    const [{ subject } = {}] = await world.database.query("select subject from identities where visitor_id = $1", [
      answer.body.conversation,
    ]);
    expect(subject).toBe("4711");
  });
}
