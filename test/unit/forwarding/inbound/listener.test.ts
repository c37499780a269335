/** The mail server's own manners, before any inbox: what it says no to and when, over TLS too, and what a broken line leaves behind. */
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { createTransport } from "nodemailer";
import { afterEach, expect, test } from "vitest";
import type { Inbox, Taken } from "../../../../src/forwarding/inbound/door.js";
import { type ListenerOptions, listenForMail, type MailListener } from "../../../../src/forwarding/inbound/listener.js";
import { until } from "../../../until.js";

const NAME = "reply.flora.example";
const OURS = `r-${"a".repeat(26)}@${NAME}`;
const file = (name: string) => readFileSync(new URL(`../../../fixtures/tls/${name}.pem`, import.meta.url), "utf8");
const tls = { key: file("key"), cert: file("cert") };

let listener: MailListener | undefined;
afterEach(() => listener?.close());

type Mail = Parameters<Inbox["take"]>[0];

async function open(answer: () => Promise<Taken> = async () => ({ ok: true }), options: Partial<ListenerOptions> = {}) {
  const taken: Mail[] = [];
  const reports: unknown[] = [];
  const inbox: Inbox = {
    knows: async (address) => address === OURS,
    async take(mail) {
      taken.push(mail);
      return answer();
    },
  };
  listener = await listenForMail({ port: 0, name: NAME, ...options }, inbox, (error) => reports.push(error));
  return { port: listener.port, taken, reports };
}

/** Resolves with the answer, or the refusal and the command it came to. */
async function send(port: number, more: { to?: string; requireTLS?: boolean; raw?: string } = {}) {
  const { to = OURS, requireTLS = false, raw = "Subject: x\r\n\r\nHello\r\n" } = more;
  const security = requireTLS ? { requireTLS, tls: { ca: tls.cert, servername: NAME } } : { ignoreTLS: true };
  const transport = createTransport({ host: "127.0.0.1", port, name: "mail.example.com", ...security });
  try {
    return { answer: (await transport.sendMail({ envelope: { from: "ana@example.com", to }, raw })).response };
  } catch (error) {
    const { response = "", command = "" } = error as { response?: string; command?: string };
    return { answer: response, at: command };
  } finally {
    transport.close();
  }
}

test("a mail is handed over with its envelope and the host it came from", async () => {
  const { port, taken } = await open();
  expect((await send(port)).answer).toBe("250 2.0.0 Taken");
  expect(taken).toMatchObject([{ to: OURS, from: "ana@example.com", client: { ip: "127.0.0.1", helo: "mail.example.com" } }]);
  expect(Buffer.from(taken[0]?.raw ?? []).toString()).toBe("Subject: x\r\n\r\nHello\r\n");
});

test("an unknown recipient is refused when it is named, and no byte of the mail is asked for", async () => {
  const { port, taken } = await open();
  expect(await send(port, { to: `r-${"b".repeat(26)}@${NAME}` })).toMatchObject({
    at: "RCPT TO",
    answer: expect.stringMatching(/^550 5\.1\.1 /),
  });
  expect(taken).toEqual([]);
});

test("with a certificate the line is encrypted for whoever asks, and not offered without one", async () => {
  const { port, taken } = await open(undefined, { tls });
  expect((await send(port, { requireTLS: true })).answer).toMatch(/^250 /);
  expect(taken).toHaveLength(1);
  await listener?.close();
  const plain = await open();
  expect((await send(plain.port, { requireTLS: true })).answer).not.toMatch(/^250 /);
});

test.each([
  ["unknown-address", "550 5.1.1"],
  ["other-conversation", "550 5.1.1"],
  ["too-large", "552 5.3.4"],
  ["too-many-headers", "554 5.6.0"],
  ["too-many-lines", "554 5.6.0"],
  ["too-many-parts", "554 5.6.0"],
  ["unreadable", "554 5.6.0"],
  ["too-many", "452 4.2.2"],
] as const)("what is refused because of %s is refused with %s", async (because, code) => {
  const { port } = await open(async () => ({ ok: false, because }));
  expect((await send(port)).answer.startsWith(`${code} `)).toBe(true);
});

test("trouble behind it is ours: the sender shall try again, and it is reported", async () => {
  const { port, reports } = await open(async () => {
    throw new Error("The database is away");
  });
  expect((await send(port)).answer).toMatch(/^451 4\.3\.0 /);
  expect(reports).toEqual([new Error("The database is away")]);
});

test("a mail larger than the limit is refused by its announced size, or when it has grown over it", async () => {
  const { port, taken } = await open();
  expect(await dialogue(port, ["EHLO x", `MAIL FROM:<a@b.example> SIZE=99999999`])).toMatch(/\r\n552 /);
  expect((await send(port, { raw: `Subject: x\r\n\r\n${"a".repeat(76)}\r\n`.repeat(300_000) })).answer).toMatch(/^552 /);
  expect(taken).toEqual([]);
});

test("a line that breaks in the middle of a mail leaves nothing behind, and the next one is served", async () => {
  const { port, taken } = await open();
  const start = ["EHLO x", "MAIL FROM:<ana@example.com>", `RCPT TO:<${OURS}>`, "DATA"];
  expect(
    await dialogue(port, start, (socket) => socket.write("Subject: half\r\n\r\nHel", () => socket.resetAndDestroy())),
  ).toContain("354");
  expect((await send(port)).answer).toMatch(/^250 /);
  expect(taken).toHaveLength(1);
});

test("whoever talks nonsense where TLS should begin harms nobody else", async () => {
  const { port, reports } = await open(undefined, { tls });
  await dialogue(port, ["EHLO x", "STARTTLS"], (socket) => socket.write("this is no handshake\r\n"));
  await until(() => reports.length > 0);
  expect((await send(port)).answer).toMatch(/^250 /);
});

test("nobody may relay, log in or be vouched for", async () => {
  const { port } = await open();
  expect(await dialogue(port, ["EHLO x", "AUTH PLAIN AGEAYg=="])).toMatch(/\r\n5\d\d /);
  expect(await dialogue(port, ["EHLO x", "MAIL FROM:<a@b.example>", "RCPT TO:<victim@elsewhere.example>"])).toMatch(/\r\n550 /);
});

/** Says each line after the answer to the one before; resolves with all the answers, when the last one has come. */
async function dialogue(port: number, lines: readonly string[], then?: (socket: Socket) => void): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let heard = "";
  socket.on("data", (part) => {
    heard += part.toString();
  });
  socket.on("error", () => undefined); // The end of some of these lines is an error.
  // The last line of an answer has a space behind its code.
  const answers = () => heard.match(/^\d{3} /gm)?.length ?? 0;
  for (const [n, line] of lines.entries()) {
    await until(() => answers() > n);
    socket.write(`${line}\r\n`);
  }
  await until(() => answers() > lines.length);
  if (then === undefined) socket.destroy();
  else
    await new Promise((closed) => {
      socket.once("close", closed);
      then(socket);
    });
  return heard;
}
