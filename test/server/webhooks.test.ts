/** Mails handed over by HTTP, in the shapes and with the signatures of the services, and by the command line. */
import { spawn } from "node:child_process";
import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { notice, resolverOf, signed, type Written, written } from "../mails.js";
import { mailedIn } from "./mailed.js";
import { createWorld } from "./world.js";

const POSTMARK = "recado:a-long-password";
const MAILGUN = "key-0123456789abcdef";
const MIME = "a-secret-for-pipes-and-programs";
const sendgrid = generateKeyPairSync("ec", { namedCurve: "prime256v1" });

const mailer = memoryMailer();
const world = await createWorld({
  mail: {
    mailer,
    from: "chat@flora.example",
    replyHost: "reply.flora.example",
    inbound: {
      resolver: resolverOf({ "example.com": {} }),
      trustedServerIds: ["mx.flora.example"],
      webhooks: {
        postmark: POSTMARK,
        mailgun: MAILGUN,
        sendgrid: sendgrid.publicKey.export({ format: "der", type: "spki" }).toString("base64"),
        mime: MIME,
      },
    },
  },
});
afterAll(() => expect(world.log.filter((line) => line.includes('"level":"error"'))).toEqual([]));
const { mailed } = mailedIn(world, mailer);

const call = async (door: string, body: NonNullable<RequestInit["body"]>, headers: Record<string, string> = {}) => {
  const response = await fetch(`${world.url}/v1/inbound/${door}`, { method: "POST", headers, body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

type Mailed = Awaited<ReturnType<typeof mailed>>;
let one: Mailed;
beforeEach(async () => {
  one = await mailed();
});
/** Her answer, signed by her provider. */
const raw = (mail: Omit<Written, "to"> = {}) => signed(written({ from: one.email, to: one.to, ...mail }));
const last = async () => (await one.texts()).at(-1);
const OK = { status: 200, body: { taken: true } };

describe("Postmark", () => {
  const basic = (of = POSTMARK) => ({ authorization: `Basic ${Buffer.from(of).toString("base64")}` });
  const body = async (more = {}) =>
    JSON.stringify({
      OriginalRecipient: one.to,
      From: one.email,
      TextBody: "not this",
      RawEmail: await raw({ text: "By Postmark" }),
      ...more,
    });

  test("its mail is taken, once, by the name and password in the address", async () => {
    const mail = await body();
    expect(await call("postmark", mail, basic())).toEqual(OK);
    expect(await call("postmark", mail, basic())).toEqual(OK);
    expect(await one.texts()).toHaveLength(3);
    expect(await last()).toBe("By Postmark");
  });
  test("nobody else's is, nor one without the raw mail", async () => {
    for (const headers of [{}, basic("recado:another-password"), { authorization: "Basic" }])
      expect(await call("postmark", await body(), headers)).toMatchObject({ status: 401 });
    expect(await call("postmark", await body({ RawEmail: undefined }), basic())).toMatchObject({ status: 400 });
    expect(await call("postmark", "[1", basic())).toMatchObject({ status: 400 });
    expect(await one.texts()).toHaveLength(2);
  });
});

describe("Mailgun", () => {
  const form = async ({
    key = MAILGUN,
    at = world.now(),
    ...more
  }: {
    key?: string;
    at?: number;
    [field: string]: unknown;
  } = {}) => {
    const [timestamp, token] = [String(Math.floor(at / 1_000)), "t".repeat(50)];
    const signature = createHmac("sha256", key)
      .update(timestamp + token)
      .digest("hex");
    const fields = { recipient: one.to, sender: one.email, "body-mime": await raw({ text: "By Mailgun" }), ...more };
    return { timestamp, token, signature, ...fields } as Record<string, string>;
  };

  test("its mail is taken, as either kind of form", async () => {
    expect(await call("mailgun", new URLSearchParams(await form()))).toEqual(OK);
    expect(await last()).toBe("By Mailgun");
    const parts = new FormData();
    for (const [name, value] of Object.entries(await form({ "body-mime": await raw({ text: "In parts" }) })))
      parts.set(name, value);
    expect(await call("mailgun", parts)).toEqual(OK);
    expect(await last()).toBe("In parts");
  });
  test("its envelope's sender counts: nobody is a machine", async () => {
    await call("mailgun", new URLSearchParams(await form({ sender: "" })));
    expect(await one.mails()).toMatchObject([{ standing: "automatic", because: "null-sender" }]);
  });
  test("nobody else's is, nor an old one, nor a changed signature", async () => {
    const bad = [
      await form({ key: "key-of-somebody-else" }),
      await form({ at: world.now() - 13 * 3_600_000 }),
      { ...(await form()), timestamp: "NaN" },
      { ...(await form()), signature: "" },
    ];
    for (const fields of bad) expect(await call("mailgun", new URLSearchParams(fields))).toMatchObject({ status: 401 });
    expect(await call("mailgun", "no form")).toMatchObject({ status: 400 });
    expect(await one.texts()).toHaveLength(2);
  });
});

describe("SendGrid", () => {
  const parts = async () => {
    const form = new FormData();
    form.set("email", await raw({ text: "By SendGrid" }));
    form.set("envelope", JSON.stringify({ to: [one.to], from: one.email }));
    form.set("dkim", "{@example.com : pass}");
    const made = new Response(form);
    return { bytes: Buffer.from(await made.arrayBuffer()), type: made.headers.get("content-type") ?? "" };
  };
  const headers = (bytes: Buffer, type: string, at = world.now()) => {
    const timestamp = String(Math.floor(at / 1_000));
    const signature = sign("sha256", Buffer.concat([Buffer.from(timestamp), bytes]), sendgrid.privateKey).toString("base64");
    return {
      "content-type": type,
      "x-twilio-email-event-webhook-signature": signature,
      "x-twilio-email-event-webhook-timestamp": timestamp,
    };
  };

  test("its mail is taken", async () => {
    const { bytes, type } = await parts();
    expect(await call("sendgrid", new Uint8Array(bytes), headers(bytes, type))).toEqual(OK);
    expect(await last()).toBe("By SendGrid");
  });
  test("a body changed after it was signed is not, nor an unsigned one", async () => {
    const { bytes, type } = await parts();
    const changed = Buffer.from(bytes.toString().replace("By SendGrid", "By somebody"));
    expect(await call("sendgrid", new Uint8Array(changed), headers(bytes, type))).toMatchObject({ status: 401 });
    expect(await call("sendgrid", new Uint8Array(bytes), { "content-type": type })).toMatchObject({ status: 401 });
    expect(await one.texts()).toHaveLength(2);
  });
});

describe("a raw mail", () => {
  const bearer = { authorization: `Bearer ${MIME}` };

  test("says by itself where it was sent to, or by a header of the call", async () => {
    expect(await call("mime", await raw({ text: "By its headers" }), bearer)).toEqual(OK);
    expect(await last()).toBe("By its headers");
    const blind = await signed(written({ from: one.email, to: "undisclosed@example.com", text: "By the call" }));
    expect(await call("mime", blind, bearer)).toEqual({ status: 200, body: { taken: false, because: "unknown-address" } });
    await call("mime", blind, { ...bearer, "x-recado-recipient": one.to, "x-recado-sender": one.email });
    expect(await last()).toBe("By the call");
  });
  test("of nobody is refused in words, and not called again for", async () => {
    const nobody = written({ to: `r-${"a".repeat(26)}@reply.flora.example` });
    expect(await call("mime", nobody, bearer)).toEqual({ status: 200, body: { taken: false, because: "unknown-address" } });
    expect(await call("mime", nobody)).toMatchObject({ status: 401 });
  });
  test("is believed what the operator's own server found out, and not what others wrote above themselves", async () => {
    const says = (id: string) => `Authentication-Results: ${id}; dmarc=pass header.from=example.com`;
    const unsigned = (id: string, text: string) => written({ from: one.email, to: one.to, text, headers: [says(id)] });
    await call("mime", unsigned("mx.elsewhere.example", "Forged"), bearer);
    expect(await one.texts()).toHaveLength(2);
    await call("mime", unsigned("mx.flora.example", "Checked by our server"), bearer);
    expect(await last()).toBe("Checked by our server");
  });
  test("is not believed it through another door, where anybody may write that name", async () => {
    const headers = ["Authentication-Results: mx.flora.example; dmarc=pass header.from=example.com"];
    const RawEmail = written({ from: one.email, to: one.to, headers });
    const authorization = `Basic ${Buffer.from(POSTMARK).toString("base64")}`;
    await call("postmark", JSON.stringify({ OriginalRecipient: one.to, RawEmail }), { authorization });
    expect(await one.mails()).toMatchObject([{ standing: "unconfirmed", because: "not-authentic" }]);
  });
  test("too large is cut off before it is all here", async () => {
    const huge = new Uint8Array(40_000_000);
    expect(await call("mime", huge, bearer)).toMatchObject({ status: 413 });
  });
});

describe("recado inbound", () => {
  const run = (
    mail: string,
    { args = [], url = world.url, secret = MIME }: { args?: string[]; url?: string; secret?: string } = {},
  ) =>
    new Promise<number | null>((resolve) => {
      const child = spawn(process.execPath, ["--import", "tsx", "src/cli/recado.ts", "inbound", ...args], {
        env: { ...process.env, RECADO_URL: url, RECADO_INBOUND_SECRET: secret },
        stdio: ["pipe", "ignore", "ignore"],
      });
      child.stdin.on("error", () => undefined); // It need not read all of a mail it refuses.
      child.stdin.end(mail);
      child.once("exit", resolve);
    });

  test("hands over what it is fed, and ends as mail servers expect", async () => {
    expect(await run(await raw({ text: "By a pipe" }))).toBe(0);
    expect(await last()).toBe("By a pipe");
    const from = /<(.+?)>/.exec(`<${one.letter.envelope.from}>`)?.[1] ?? "";
    expect(await run(notice(from), { args: ["--to", from, "--from", ""] })).toBe(0);
    expect(await one.view()).toMatchObject({ address: { state: "suppressed" } });
    expect(await run(written({ to: "nobody@reply.flora.example" }))).toBe(67);
    expect(await run(await raw(), { secret: "another-secret-altogether" })).toBe(77);
    expect(await run(await raw(), { url: "http://127.0.0.1:9" })).toBe(75);
    expect(await run("", { args: ["--nonsense"] })).toBe(64);
  });
});

test("a door without a secret does not exist, and a short secret is refused at the start", async () => {
  const bare = await import("../../src/server/index.js");
  const mail = { mailer, from: "chat@flora.example", replyHost: "reply.flora.example" };
  const options = { database: world.database.connection, port: 0 };
  await expect(bare.createServer({ ...options, mail: { ...mail, inbound: { webhooks: { mime: "short" } } } })).rejects.toThrow(
    "webhooks.mime",
  );
  await expect(bare.createServer({ ...options, mail: { mailer, from: "chat@flora.example", inbound: {} } })).rejects.toThrow(
    "replyHost",
  );
});
