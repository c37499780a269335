/** The SMTP mailer against real servers, well-behaved and not: every answer is read for whose fault it was. */
import { createHash, generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { createServer, type Socket } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, test } from "vitest";
import { type CarriedLetter, type SmtpOptions, smtpMailer } from "../../src/forwarding/index.js";

// A dot alone, dots in front, white space at ends and bytes beyond ASCII: what a transport may harm.
const RAW = `From: chat@flora.example
To: ana@example.com
Subject: x
List-Unsubscribe: <https://chat.flora.example/unsubscribe/t>
List-Unsubscribe-Post: List-Unsubscribe=One-Click

Line
.
..dots   and  spaces \t
end é

`.replaceAll("\n", "\r\n");
const LETTER: CarriedLetter = {
  raw: new TextEncoder().encode(RAW),
  envelope: { from: "b-token@reply.flora.example", to: "ana@example.com" },
};

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const never = new AbortController().signal;
const refusal = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

/** A server, and the mailer that talks to it. */
async function smtp(
  options: SMTPServerOptions = {},
  more: Partial<SmtpOptions> = {},
  url = (port: number) => `smtp://127.0.0.1:${port}`,
) {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ["STARTTLS"], logger: false, onData: drain, ...options });
  server.on("error", () => {});
  const port = await listening(server.listen(0, "127.0.0.1"));
  closers.push(() => new Promise<void>((resolve) => server.close(resolve)));
  return mailerAt(url(port), more);
}

/** A server that speaks as it likes. */
async function rude(onConnection: (socket: Socket) => void, more: Partial<SmtpOptions> = {}) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    onConnection(socket);
  });
  const port = await listening(server.listen(0, "127.0.0.1"));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return mailerAt(`smtp://127.0.0.1:${port}`, more);
}

function mailerAt(url: string, more: Partial<SmtpOptions> = {}) {
  const mailer = smtpMailer({ url, timeoutsMs: { connection: 400, greeting: 400, silence: 400 }, ...more });
  closers.push(() => mailer.close());
  return mailer;
}

function listening(server: { address(): unknown; once(event: "listening", then: () => void): unknown }): Promise<number> {
  const portOf = (address: unknown) =>
    typeof address === "object" && address !== null && "port" in address ? Number(address.port) : Number.NaN;
  return new Promise((resolve) => server.once("listening", () => resolve(portOf(server.address()))));
}

const drain: NonNullable<SMTPServerOptions["onData"]> = (stream, _session, done) => {
  stream.resume();
  stream.once("end", () => done());
};

test.each(["garbage", "http://mail.example.com:25", "smtp://"])("%j is no mail server, and that is said at once", (url) => {
  expect(() => smtpMailer({ url })).toThrow("smtp://mail.example.com:587");
});

describe("accepted", () => {
  test("the bytes arrive as they were frozen, in the envelope given, asking for failure notices only", async () => {
    const got: { raw: string; from: string; to: unknown }[] = [];
    const mailer = await smtp({
      hideDSN: false,
      onData(stream, { envelope }, done) {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.once("end", () => {
          const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
          got.push({ raw: Buffer.concat(chunks).toString(), from, to: envelope.rcptTo });
          done();
        });
      },
    });
    expect(await mailer.send(LETTER, never)).toMatchObject({ was: "accepted", response: expect.stringMatching(/^250 /) });
    expect(got).toMatchObject([
      { raw: RAW, from: "b-token@reply.flora.example", to: [{ address: "ana@example.com", dsn: { notify: ["FAILURE"] } }] },
    ]);
  });

  test("also where the server knows no such notices", async () => {
    expect(await (await smtp({ hideDSN: true })).send(LETTER, never)).toMatchObject({ was: "accepted" });
  });

  test("one connection carries many", async () => {
    let connections = 0;
    const mailer = await smtp({
      onConnect(_session, done) {
        connections++;
        done();
      },
    });
    for (let n = 0; n < 5; n++) expect(await mailer.send(LETTER, never)).toMatchObject({ was: "accepted" });
    expect(connections).toBe(1);
  });

  test("signed on the way where there is a key, with the frozen bytes left as they are", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    let seen = "";
    const onData: SMTPServerOptions["onData"] = (stream, _session, done) => {
      stream.on("data", (chunk: Buffer) => {
        seen += chunk.toString("latin1");
      });
      stream.once("end", () => done());
    };
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const mailer = await smtp({ onData }, { dkim: { domainName: "flora.example", keySelector: "recado", privateKey: pem } });
    await mailer.send(LETTER, never);
    expect(seen.endsWith(Buffer.from(LETTER.raw).toString("latin1"))).toBe(true);
    const { fields, isValid } = checkSignature(seen, publicKey);
    expect(fields).toEqual(expect.arrayContaining(["from", "to", "subject", "list-unsubscribe", "list-unsubscribe-post"]));
    expect(isValid).toBe(true);
    expect(checkSignature(seen.replace("One-Click", "Two-Click"), publicKey).isValid).toBe(false);
  });
});

/** RFC 6376 for relaxed/relaxed and one signature, written from the RFC: not the code that signs. */
function checkSignature(message: string, publicKey: KeyObject): { fields: string[]; isValid: boolean } {
  const [head = "", ...rest] = message.split("\r\n\r\n");
  const headers = head
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n")
    .map(
      (line) =>
        [
          line.slice(0, line.indexOf(":")).toLowerCase(),
          line
            .slice(line.indexOf(":") + 1)
            .replace(/[ \t]+/g, " ")
            .trim(),
        ] as const,
    );
  const own = headers.find(([name]) => name === "dkim-signature")?.[1] ?? "";
  const tag = (name: string) => (new RegExp(`(?:^|;) ?${name}=([^;]*)`).exec(own)?.[1] ?? "").replace(/\s/g, "");
  const fields = tag("h").toLowerCase().split(":");
  const body = rest
    .join("\r\n\r\n")
    .replace(/[ \t]+/g, " ")
    .replace(/ (?=\r\n)/g, "")
    .replace(/(\r\n)*$/, "\r\n");
  const bodyHash = createHash("sha256").update(body, "latin1").digest("base64");
  const signed = [
    ...fields.map((name) => `${name}:${headers.find(([other]) => other === name)?.[1]}\r\n`),
    `dkim-signature:${own.replace(/((?:^|;) ?b=)[^;]*/, "$1")}`,
  ].join("");
  const isValid = verify("sha256", Buffer.from(signed, "latin1"), publicKey, Buffer.from(tag("b"), "base64"));
  return { fields, isValid: isValid && bodyHash === tag("bh") };
}

describe("the server speaks about the letter", () => {
  test.each<[string, SMTPServerOptions, object]>([
    ["450 at RCPT: later", { onRcptTo: (_a, _s, done) => done(refusal(450, "4.2.1 mailbox busy")) }, { was: "deferred" }],
    [
      "451 after DATA: later",
      { onData: (s, _x, done) => drainThen(s, () => done(refusal(451, "4.3.0 try later"))) },
      { was: "deferred" },
    ],
    [
      "421 at RCPT: the server is going away",
      { onRcptTo: (_a, _s, done) => done(refusal(421, "4.7.0 bye")) },
      { was: "unreachable" },
    ],
    [
      "5.1.1 at RCPT: the address is wrong",
      { onRcptTo: (_a, _s, done) => done(refusal(550, "5.1.1 no such user")) },
      { was: "refused", status: "5.1.1", reason: "550 5.1.1 no such user" },
    ],
    [
      "550 without a status: refused, nobody blamed",
      { onRcptTo: (_a, _s, done) => done(refusal(550, "no")) },
      { was: "refused", reason: "550 no" },
    ],
    [
      "5.7.1 after DATA: policy",
      { onData: (s, _x, done) => drainThen(s, () => done(refusal(554, "5.7.1 looks like spam"))) },
      { was: "refused", status: "5.7.1", reason: "554 5.7.1 looks like spam" },
    ],
    [
      "5.1.8 at MAIL FROM: our sender, never the reader's address",
      { onMailFrom: (_a, _s, done) => done(refusal(550, "5.1.8 bad sender")) },
      { was: "refused", reason: "550 5.1.8 bad sender" },
    ],
    [
      "530 at MAIL FROM: our login",
      { onMailFrom: (_a, _s, done) => done(refusal(530, "5.7.0 log in first")) },
      { was: "unreachable" },
    ],
    [
      "503: the session, not the letter",
      { onRcptTo: (_a, _s, done) => done(refusal(503, "5.5.1 out of order")) },
      { was: "deferred" },
    ],
  ])("%s", async (_name, options, outcome) => {
    const got = await (await smtp(options)).send(LETTER, never);
    expect(got).toMatchObject(outcome);
    if (!("status" in outcome)) expect(got).not.toHaveProperty("status");
  });

  test("a refused letter does not harm the next one on the same connection", async () => {
    let calls = 0;
    const mailer = await smtp({ onRcptTo: (_a, _s, done) => (calls++ === 0 ? done(refusal(550, "5.1.1 no")) : done()) });
    expect(await mailer.send(LETTER, never)).toMatchObject({ was: "refused" });
    expect(await mailer.send(LETTER, never)).toMatchObject({ was: "accepted" });
  });
});

describe("troubles that are ours", () => {
  test("nobody listens there", async () => {
    expect(await mailerAt("smtp://127.0.0.1:1").send(LETTER, never)).toMatchObject({ was: "unreachable" });
  });

  test("no such host", async () => {
    expect(await mailerAt("smtp://no.such.host.invalid:25").send(LETTER, never)).toMatchObject({ was: "unreachable" });
  });

  test("the login is refused", async () => {
    const mailer = await smtp(
      {
        authOptional: false,
        allowInsecureAuth: true,
        onAuth: (_auth, _session, done) => done(refusal(535, "5.7.8 wrong password")),
      },
      {},
      (port) => `smtp://chat:wrong@127.0.0.1:${port}`,
    );
    expect(await mailer.send(LETTER, never)).toMatchObject({ was: "unreachable", reason: expect.stringContaining("535") });
  });

  test("TLS is asked for where there is none", async () => {
    const mailer = await smtp({}, {}, (port) => `smtp://127.0.0.1:${port}?requireTLS=true`);
    expect(await mailer.send(LETTER, never)).toMatchObject({ was: "unreachable" });
  });

  test("a certificate nobody vouches for", async () => {
    const mailer = await smtp({ secure: true }, {}, (port) => `smtps://127.0.0.1:${port}`);
    expect(await mailer.send(LETTER, never)).toMatchObject({ was: "unreachable" });
  });

  test.each<[string, (socket: Socket) => void]>([
    ["greets with garbage", (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n")],
    ["greets with 554", (socket) => socket.end("554 5.1.1 no service for you\r\n")],
    ["hangs up at once", (socket) => socket.destroy()],
    ["never greets", () => {}],
    ["greets and falls silent", (socket) => socket.write("220 hello\r\n")],
  ])("a server that %s", async (_what, onConnection) => {
    const outcome = await (await rude(onConnection)).send(LETTER, never);
    expect(outcome).toMatchObject({ was: "unreachable" });
    expect(outcome).not.toHaveProperty("status");
  });

  test.each<[string, (socket: Socket) => void]>([
    ["falls silent", () => {}],
    ["hangs up", (socket) => socket.destroy()],
  ])("a server that takes the letter and %s instead of answering", async (_what, instead) => {
    const mailer = await rude((socket) => {
      let isData = false;
      socket.write("220 hello\r\n");
      socket.on("data", (chunk) => {
        if (isData) return chunk.includes("\r\n.\r\n") ? instead(socket) : undefined;
        isData = chunk.toString().startsWith("DATA");
        socket.write(isData ? "354 go on\r\n" : "250 ok\r\n");
      });
    });
    expect(await mailer.send(LETTER, never)).toMatchObject({ was: "unreachable" });
  });
});

describe("given up", () => {
  test("it rejects when its signal aborts, for nobody knows what became of the letter", async () => {
    const mailer = await rude((socket) => socket.write("220 hello\r\n"), { timeoutsMs: { silence: 30_000 } });
    const sending = mailer.send(LETTER, AbortSignal.timeout(50));
    await expect(sending).rejects.toThrow();
    await expect(mailer.send(LETTER, AbortSignal.abort())).rejects.toThrow();
  });

  test("the connection is free again for the next letter", async () => {
    let isSlow = true;
    const options: SMTPServerOptions = { onRcptTo: (_a, _s, done) => (isSlow ? undefined : done()) };
    const mailer = await smtp(options, { connections: 1, timeoutsMs: { silence: 30_000 } });
    await expect(mailer.send(LETTER, AbortSignal.timeout(100))).rejects.toThrow();
    isSlow = false;
    expect(await mailer.send(LETTER, never)).toMatchObject({ was: "accepted" });
  });
});

function drainThen(stream: Parameters<NonNullable<SMTPServerOptions["onData"]>>[0], then: () => void): void {
  stream.resume();
  stream.once("end", then);
}
