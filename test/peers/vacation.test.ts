/**
 * Two answering machines that meet: our letters, and a visitor who is away. Theirs are dovecot's vacation (RFC 5230), which keeps the
 * rules for such machines, and a procmail recipe of the old kind, which keeps none. Whatever they say, it ends after one step.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeEach, expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { install } from "../install.js";
import { resolverOf, signed, written } from "../mails.js";
import { openMailbox } from "../server/mailbox.js";
import { mailedIn } from "../server/mailed.js";
import { post } from "../server/post-office.js";
import { createWorld } from "../server/world.js";
import { until } from "../until.js";
import { startDovecot } from "./dovecot.js";

await install({ procmail: "/usr/bin/formail" });
const VACATION = `require ["vacation"];
vacation :days 1 :subject "Away" "I am away until Monday.";
`;
/** What the visitors' provider sends: here it is seen before it goes on. */
const outgoing = await openMailbox();
const dovecot = await startDovecot({ script: VACATION, submission: new URL(outgoing.url).host });
const mailer = memoryMailer();
const world = await createWorld({
  mail: {
    mailer,
    from: "chat@flora.example",
    replyHost: "reply.flora.example",
    inbound: { smtp: { port: 0 }, resolver: resolverOf({ "example.com": {} }) },
  },
});
const { mailed } = mailedIn(world, mailer);
type Mailed = Awaited<ReturnType<typeof mailed>>;

let seen = 0;
beforeEach(() => {
  seen = outgoing.received.length;
});
afterAll(async () => {
  await dovecot.stop();
  await outgoing.close();
});

/** The next mail of the visitors' provider, carried on to where it is addressed. */
async function carried() {
  const mail = await until(() => outgoing.received[seen]);
  seen += 1;
  return { ...mail, answered: await post(world.server.smtpPort ?? 0, { from: mail.from, to: mail.to, raw: mail.raw }) };
}

/** Nothing was mailed but the one letter, nothing is due, and nobody said anything since. */
async function isQuiet({ email, texts, view }: Mailed, lines = 2): Promise<void> {
  world.advance(24 * 3_600_000);
  await until(
    async () => (await world.database.query("select 1 from conversations where due_at <= $1", [world.now()])).length === 0,
  );
  expect(mailer.taken.filter(({ envelope }) => envelope.to === email)).toHaveLength(1);
  expect(await texts()).toHaveLength(lines);
  expect(await view()).toMatchObject({ deliveries: [{ state: "sent" }] });
}

/** A gateway on the way that leaves out all by which a machine would know a machine's letter. */
const stripped = (raw: Uint8Array) =>
  Buffer.from(raw)
    .toString("latin1")
    .replace(/^(?:auto-submitted|x-auto-response-suppress|list-[a-z-]+|precedence):.*(?:\r\n[ \t].*)*\r\n/gim, "");

test("dovecot's vacation answers people, and leaves our letters without an answer", async () => {
  const one = await mailed();
  await dovecot.handOver({ from: "bob@example.com", to: one.email, raw: written({ from: "bob@example.com", to: one.email }) });
  expect(await until(() => outgoing.received[seen])).toMatchObject({ to: "bob@example.com", from: "" });
  const { envelope, raw } = one.letter;
  await dovecot.handOver({ ...envelope, raw });
  expect(await dovecot.log()).toMatch(/discard(?:ed|ing) vacation response/i);
  expect(outgoing.received).toHaveLength(seen + 1);
  await isQuiet(one);
});

test("where a gateway took our headers away, its answer goes to the letter's own address for bounces, and is none", async () => {
  const one = await mailed();
  const { envelope, raw } = one.letter;
  await dovecot.handOver({ ...envelope, raw: stripped(raw) });
  const answer = await carried();
  expect(answer).toMatchObject({ from: "", to: envelope.from, answered: expect.stringMatching(/^250 /) });
  expect(answer.raw.toString()).toMatch(/^Auto-Submitted: auto-replied/m);
  expect(await one.mails()).toEqual([]);
  expect(await one.view()).toMatchObject({ address: { state: "typed" }, readUpTo: 0 });
  await isQuiet(one);
});

test("where the gateway also made our reply address its sender, its answer comes there, is noted, and moves nothing", async () => {
  const one = await mailed();
  await dovecot.handOver({ from: one.to, to: one.email, raw: stripped(one.letter.raw) });
  expect(await carried()).toMatchObject({ to: one.to, answered: expect.stringMatching(/^250 /) });
  expect(await one.mails()).toMatchObject([{ standing: "automatic", text: "I am away until Monday." }]);
  expect(await one.view()).toMatchObject({ address: { state: "typed" }, readUpTo: 0, unread: 1 });
  await isQuiet(one);
});

test("a machine that answers as if by hand has said one thing, and is not answered by ours", async () => {
  const one = await mailed();
  // -r makes an answer of a mail, -t believes its Reply-To; what a careful recipe adds against loops is left out.
  const child = promisify(execFile)("formail", ["-rt", "-I", `From: ${one.email}`, "-I", "Message-ID: <away@example.com>"]);
  child.child.stdin?.end(Buffer.from(one.letter.raw));
  const { stdout: head } = await child;
  expect(head).toContain(one.to);
  expect(head).not.toMatch(/auto-submitted|precedence/i);
  const raw = await signed(
    `${head
      .trimEnd()
      .replace(/^From .*\n/, "")
      .replace(/\r?\n/g, "\r\n")}\r\n\r\nI am away until Monday.\r\n`,
  );
  expect(await post(world.server.smtpPort ?? 0, { from: one.email, to: one.to, raw })).toMatch(/^250 /);
  // Nobody can tell it from a person: it stands in the conversation. Only an agent's next reply would make another mail.
  expect((await one.texts()).at(-1)).toBe("I am away until Monday.");
  await isQuiet(one, 3);
});
