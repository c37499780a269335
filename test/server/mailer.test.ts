/** The SMTP mailer against real servers, well-behaved and not: every answer is read for whose fault it was. */
import { generateKeyPairSync } from "node:crypto";
import { createServer, type Socket } from "node:net";
import { dkimVerify } from "mailauth";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, test } from "vitest";
import { type CarriedLetter, compose, RULES, type SmtpOptions, smtpMailer } from "../../src/forwarding/index.js";
import { TIMEOUTS_MS } from "../../src/forwarding/mailers/smtp.js";
import { SITE } from "../unit/forwarding/fakes.js";
import { HEAD, TOKENS } from "../unit/forwarding/letters.js";

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
async function rude(onConnection: (socket: Socket) => void, more: Partial<SmtpOptions> = {}, host = "127.0.0.1", login = "") {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    onConnection(socket);
  });
  const port = await listening(server.listen(0, host));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return mailerAt(`smtp://${login}${host}:${port}`, more);
}

/** For a server that never answers; with any other a machine may stand still for longer. */
const HASTY: Partial<SmtpOptions> = { timeoutsMs: { connection: 400, greeting: 400, silence: 400 } };

function mailerAt(url: string, more: Partial<SmtpOptions> = {}) {
  const mailer = smtpMailer({ url, ...more });
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

  test("signed on the way where there is a key, as mailauth reads it, with the frozen bytes left as they are", async () => {
    let seen = "";
    const onData: SMTPServerOptions["onData"] = (stream, _session, done) => {
      stream.on("data", (chunk: Buffer) => {
        seen += chunk.toString("latin1");
      });
      stream.once("end", () => done());
    };
    const { pem, record } = keyOf(2048);
    const mailer = await smtp({ onData }, { dkim: { domainName: "flora.example", keySelector: "recado", privateKey: pem } });
    const { raw } = await composed();
    await mailer.send({ ...LETTER, raw }, never);
    expect(seen.endsWith(Buffer.from(raw).toString("latin1"))).toBe(true);
    const verdict = async (message: string) => {
      const { results } = await dkimVerify(Buffer.from(message, "latin1"), {
        resolver: zone({ "recado._domainkey.flora.example": record }),
      });
      return results.map(({ status, signingDomain }) => [status.result, signingDomain]);
    };
    expect(await verdict(seen)).toEqual([["pass", "flora.example"]]);
    // Every header of ours is under the signature, and so is the body.
    const [head = ""] = Buffer.from(raw).toString("latin1").split("\r\n\r\n");
    const names = [...head.matchAll(/^([A-Za-z-]+):/gm)].map(([, name = ""]) => name);
    expect(names.length).toBeGreaterThanOrEqual(14);
    for (const name of names) {
      const touched = seen.replace(new RegExp(`^(${name}:\\s+\\S)`, "m"), "$1x");
      expect(touched).not.toBe(seen);
      expect(await verdict(touched), name).not.toEqual([["pass", "flora.example"]]);
    }
    expect(await verdict(`${seen}More`)).toEqual([["neutral", "flora.example"]]);
  });
});

/** A letter with everything in it. */
const composed = () =>
  compose(
    { locale: "en", site: SITE, lines: [{ seq: 1, by: "agent", name: "Amélie", text: "Yes, down to −8 °C.", at: 0 }] },
    { ...HEAD, new: [1], context: [] },
    TOKENS,
  );

function keyOf(modulusLength: number): { pem: string; record: string } {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength });
  const der = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  return { pem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(), record: `v=DKIM1; k=rsa; p=${der}` };
}

/** DNS as mailauth asks it, with these TXT records and no others. */
const zone = (records: Readonly<Record<string, string>>) => async (name: string, type: string) => {
  const found = type === "TXT" ? records[name] : undefined;
  if (found === undefined) throw Object.assign(new Error(`${type} ${name}`), { code: "ENOTFOUND" });
  return [[found]];
};

describe("an address beyond ASCII", () => {
  const jose: CarriedLetter = { ...LETTER, envelope: { ...LETTER.envelope, to: "josé@example.com" } };

  test("goes out as such where the server takes it", async () => {
    const got: unknown[] = [];
    const mailer = await smtp({
      hideSMTPUTF8: false,
      onRcptTo({ address }, { envelope }, done) {
        got.push([address, envelope.mailFrom || undefined]);
        done();
      },
    });
    expect(await mailer.send(jose, never)).toMatchObject({ was: "accepted" });
    expect(got).toEqual([["josé@example.com", expect.objectContaining({ args: expect.objectContaining({ SMTPUTF8: true }) })]]);
  });

  test("is refused with a clear word where it does not, nobody blamed, and not even tried", async () => {
    const got: string[] = [];
    const mailer = await smtp({
      hideSMTPUTF8: true,
      onMailFrom({ address }, _session, done) {
        got.push(address);
        done();
      },
    });
    expect(await mailer.send(jose, never)).toEqual({
      was: "refused",
      reason: "This mail server does not take non-ASCII addresses",
    });
    expect(got).toEqual([]);
    expect(await mailer.send(LETTER, never)).toMatchObject({ was: "accepted" });
  });

  test("is our trouble where nobody answers, and is given up with its signal", async () => {
    expect(await mailerAt("smtp://127.0.0.1:1").send(jose, never)).toMatchObject({ was: "unreachable" });
    const silent = await rude(() => {}, { timeoutsMs: { greeting: 30_000 } });
    await expect(silent.send(jose, AbortSignal.timeout(100))).rejects.toThrow();
  });
});

describe("TLS", () => {
  // Made for these tests, for nobody in particular: what counts is whether the line is encrypted.
  const certified = "?tls.rejectUnauthorized=false";
  const withTls = (offered: boolean): SMTPServerOptions => ({
    disabledCommands: offered ? [] : ["STARTTLS"],
    allowInsecureAuth: true,
  });

  test.each<[string, "required" | "opportunistic" | undefined, boolean, object]>([
    ["required and offered", "required", true, { was: "accepted" }],
    ["required and not offered", "required", false, { was: "unreachable" }],
    ["opportunistic and offered", "opportunistic", true, { was: "accepted" }],
    ["opportunistic and not offered", "opportunistic", false, { was: "accepted" }],
    ["left to us and not offered by a server on this machine", undefined, false, { was: "accepted" }],
  ])("STARTTLS %s", async (_what, startTls, offered, outcome) => {
    const lines: boolean[] = [];
    const mailer = await smtp(
      {
        ...withTls(offered),
        onMailFrom(_address, { secure }, done) {
          lines.push(secure);
          done();
        },
      },
      startTls === undefined ? {} : { startTls },
      (port) => `smtp://127.0.0.1:${port}/${certified}`,
    );
    expect(await mailer.send(LETTER, never)).toMatchObject(outcome);
    expect(lines).toEqual("was" in outcome && outcome.was === "accepted" ? [offered] : []);
  });

  test("a password is not said to another machine in the clear, unless that was asked for", async () => {
    const asked: string[] = [];
    const plain = (socket: Socket) => {
      socket.write("220 hello\r\n");
      socket.on("data", (chunk) => {
        asked.push(chunk.toString().split(/[ \r]/)[0] ?? "");
        socket.write(chunk.toString().startsWith("EHLO") ? "250-mail\r\n250 AUTH PLAIN\r\n" : "535 5.7.8 no\r\n");
      });
    };
    // An address of this machine that is none of those everybody knows.
    const elsewhere = ["127.0.0.2", "chat:secret@"] as const;
    expect(await (await rude(plain, {}, ...elsewhere)).send(LETTER, never)).toMatchObject({ was: "unreachable" });
    expect(asked).not.toContain("AUTH");
    await (await rude(plain, { startTls: "opportunistic" }, ...elsewhere)).send(LETTER, never);
    expect(asked).toContain("AUTH");
  });
});

describe("settings that could send nothing", () => {
  const url = "smtp://mail.example.com";
  test.each<[string, SmtpOptions, string]>([
    ["a word for startTls", { url, startTls: "yes" as "required" }, "startTls"],
    ["no connection", { url, connections: 0 }, "connection"],
    ["no time", { url, timeoutsMs: { silence: 0 } }, "silence"],
    ["no number", { url, timeoutsMs: { dns: Number.NaN } }, "dns"],
    ["a key that is none", { url, dkim: { domainName: "a.example", keySelector: "s", privateKey: "x" } }, "PEM"],
    ["a key nobody takes", { url, dkim: { domainName: "a.example", keySelector: "s", privateKey: keyOf(512).pem } }, "1024"],
    ["a domain that is none", { url, dkim: { domainName: "a", keySelector: "s", privateKey: keyOf(1024).pem } }, "domain"],
    [
      "a selector that is none",
      { url, dkim: { domainName: "a.example", keySelector: "s x", privateKey: keyOf(1024).pem } },
      "selector",
    ],
  ])("%s", (_what, options, word) => {
    expect(() => smtpMailer(options)).toThrow(word);
  });
});

test("the timeouts end one after another before the lease does", () => {
  expect(Object.values(TIMEOUTS_MS).reduce((sum, ms) => sum + ms, 0)).toBeLessThan(RULES.leaseMs * 0.9);
});

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
    const outcome = await (await rude(onConnection, HASTY)).send(LETTER, never);
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
    }, HASTY);
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
