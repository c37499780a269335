/**
 * The library as a developer gets it: the example of demo/own-store.ts is checked and run against the built package. The build is
 * the one that is there: a new one would take the files away from under the servers of other stories.
 */
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import PostalMime from "postal-mime";
import { expect, test } from "vitest";
import type { createForwarder } from "../../demo/own-store.js";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";

const ROOT = resolve(import.meta.dirname, "../..");
const run = (command: string, ...args: string[]) => promisify(execFile)(command, args, { cwd: ROOT });

const SITE = {
  name: "Flora Garden Shop",
  from: "chat@flora.example",
  mailDomain: "flora.example",
  unsubscribeLink: "https://flora.example/unsubscribe/{token}",
  inbound: { host: "reply.flora.example", isRead: true },
};
const MINUTE = 60_000;

test("the example fits the package's types, checked as strictly as they come", async () => {
  const strict = ["--strict", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes", "--verbatimModuleSyntax"];
  const asNode = ["--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom", "--types", "node"];
  await run("npx", "tsc", "--ignoreConfig", "--noEmit", "--skipLibCheck", ...asNode, ...strict, "demo/own-store.ts");
});

test("a store of one's own forwards what was not read, and takes the answer in, once", async () => {
  const example: { createForwarder: typeof createForwarder } = await import(resolve(ROOT, "demo/own-store.ts"));
  const mailer = memoryMailer();
  const chat = example.createForwarder(SITE, mailer, async (_, sender) => sender === "ana@example.com");
  const say = (by: "visitor" | "agent", seq: number, text: string, at: number) =>
    chat.happen("c1", by === "agent" ? { type: by, seq, at } : { type: by, via: "widget", seq, at }, { seq, by, text, at });

  chat.happen("c1", { type: "address", email: "ana@example.com", verified: false, at: 0 });
  say("visitor", 1, "Do you have olive trees?", 0);
  say("agent", 2, "We do, in three sizes.", 1_000);
  chat.happen("c1", { type: "presence", state: "offline", at: 2_000 });
  expect(await chat.look("c1", 2_000)).toBe(1_000 + 2 * MINUTE);
  expect(mailer.taken).toEqual([]);

  mailer.script([{ was: "deferred", reason: "451 Later" }]);
  const again = await chat.look("c1", 3 * MINUTE);
  expect([mailer.taken.length, again]).toEqual([0, 4 * MINUTE]);
  expect(await chat.look("c1", 4 * MINUTE)).toBeUndefined();
  const [letter] = mailer.taken;
  const mail = await new PostalMime().parse(Buffer.from(letter?.raw ?? ""));
  expect(mail.text).toMatch(/in three sizes[\s\S]*olive trees\?/);

  const answer = [
    "From: Ana <ana@example.com>",
    `To: ${mail.replyTo?.[0]?.address}`,
    "Message-ID: <answer@example.com>",
    `In-Reply-To: ${mail.messageId}`,
    "",
    "The middle one, please.",
    "",
    "On Wed, 25 Nov 2026 at 21:00, Flora Garden Shop wrote:",
    ...(mail.text ?? "").split("\n").map((line) => `> ${line.trim()}`),
  ].join("\r\n");
  const arrival = { raw: Buffer.from(answer), to: mail.replyTo?.[0]?.address ?? "", from: "ana@example.com" };
  for (const at of [5 * MINUTE, 6 * MINUTE]) {
    const inbound = await chat.receive(arrival, at);
    if (inbound.is !== "answer") throw new Error(`It counted as ${inbound.is}`);
    expect(chat.wordsOf(answer.slice(answer.indexOf("\r\n\r\n")), inbound.of).trim()).toBe("The middle one, please.");
    // Also where nothing marks what was quoted: it is what our letter said.
    expect(chat.wordsOf("The middle one.\n\nWe do, in three sizes.\nDo you have olive trees?", inbound.of)).toBe(
      "The middle one.",
    );
  }
  expect(chat.chatOf("c1").lines.map(({ text }) => text)).toEqual([
    "Do you have olive trees?",
    "We do, in three sizes.",
    "The middle one, please.",
  ]);
  expect(chat.chatOf("c1").thread).toMatchObject({ readCursor: 2, inMailThread: true, address: { verified: true } });
  expect(await chat.receive({ ...arrival, to: "r-aaaaaaaaaaaaaaaaaaaaaaaaaa@reply.flora.example" }, 7 * MINUTE)).toMatchObject({
    is: "refused",
  });
});

test("an address that takes no mail is not mailed again", async () => {
  const example: { createForwarder: typeof createForwarder } = await import(resolve(ROOT, "demo/own-store.ts"));
  const mailer = memoryMailer();
  const chat = example.createForwarder(SITE, mailer, async () => false);
  chat.happen("c1", { type: "address", email: "gone@example.com", verified: false, at: 0 });
  chat.happen("c1", { type: "presence", state: "offline", at: 0 });
  chat.happen("c1", { type: "agent", seq: 1, at: 0 }, { seq: 1, by: "agent", text: "Hello?", at: 0 });
  mailer.script([{ was: "refused", status: "5.1.1", reason: "550 5.1.1 No such user" }]);
  await chat.look("c1", 3 * MINUTE);
  chat.happen("c1", { type: "agent", seq: 2, at: 4 * MINUTE }, { seq: 2, by: "agent", text: "Hello again", at: 4 * MINUTE });
  expect(await chat.look("c1", 60 * MINUTE)).toBeUndefined();
  expect(mailer.taken).toEqual([]);
});
