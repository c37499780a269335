/** Answers out of a mailbox, by IMAP, from a real dovecot: what is ours is taken and marked read, what is people's is left to people. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { resolverOf, signed, written } from "../mails.js";
import { mailedIn } from "../server/mailed.js";
import { createWorld, type World } from "../server/world.js";
import { until } from "../until.js";
import { type Dovecot, startDovecot } from "./dovecot.js";

const mailer = memoryMailer();
const dovecot: Dovecot = await startDovecot();
const world: World = await createWorld({
  mail: {
    mailer,
    from: "chat@flora.example",
    replyMailbox: "chat@flora.example",
    inbound: {
      mailbox: {
        host: "127.0.0.1",
        port: dovecot.port,
        secure: false,
        user: dovecot.user,
        password: dovecot.password,
        trustedServerIds: ["mx.flora.example"],
      },
      resolver: resolverOf({ "example.com": {} }),
    },
  },
});
const { mailed } = mailedIn(world, mailer);
let one: Awaited<ReturnType<typeof mailed>>;

beforeAll(async () => {
  one = await mailed();
});
afterAll(() => dovecot.stop());

test("letters ask to answer to a plus address of the mailbox", () => {
  expect(one.to).toMatch(/^chat\+r-[a-z2-7]{26}@flora\.example$/);
  expect(one.mail.text).toContain("You can simply reply to this e-mail.");
});

test("an answer that arrives there enters the conversation and is marked read; other mail stays as it is", async () => {
  await dovecot.deliver("people", written({ from: "supplier@example.com", to: "chat@flora.example", text: "Your order" }));
  await dovecot.deliver("nobody", written({ from: one.email, to: `chat+r-${"a".repeat(26)}@flora.example` }));
  await dovecot.deliver("hers", await signed(written({ from: one.email, to: one.to, text: "By IMAP" })));
  await until(async () => (await one.texts()).at(-1) === "By IMAP", 60_000);
  await until(async () => (await dovecot.mails()).some(({ isRead }) => isRead));
  expect(await dovecot.mails()).toEqual([
    { name: "hers", isRead: true },
    { name: "nobody", isRead: false },
    { name: "people", isRead: false },
  ]);
});

test("what the mailbox's own server found out is believed, what came in under another name is not", async () => {
  const says = (id: string) => [`Authentication-Results: ${id}; dmarc=pass header.from=example.com`];
  const unsigned = (id: string, text: string) => written({ from: one.email, to: one.to, text, headers: says(id) });
  await dovecot.deliver("forged", unsigned("mx.elsewhere.example", "Forged"));
  await dovecot.deliver("checked", unsigned("mx.flora.example", "Checked"));
  await until(async () => (await one.texts()).at(-1) === "Checked", 60_000);
  await until(
    async () => (await one.mails()).some(({ standing, text }) => standing === "unconfirmed" && text === "Forged"),
    60_000,
  );
});
