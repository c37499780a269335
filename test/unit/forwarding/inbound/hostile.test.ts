/** Broken and hostile mails: each is refused or becomes what a mail can become, and none breaks its reader. `npm run mail-cost` says what they cost. */
import { expect, test } from "vitest";
import { excessOf, LARGEST_MAIL_BYTES } from "../../../../src/forwarding/inbound/limits.js";
import { prove } from "../../../../src/forwarding/inbound/prove.js";
import { readInbound } from "../../../../src/forwarding/inbound/read.js";
import { hostileMails } from "../../../hostile-mails.js";
import { resolverOf, written } from "../../../mails.js";

const TO = `r-${"a".repeat(26)}@reply.flora.example`;
const resolver = resolverOf({ "example.com": {} });
const client = { ip: "192.0.2.1", helo: "mail.example.com" };

function read(raw: Buffer) {
  return readInbound(
    { raw, to: TO, from: "ana@example.com" },
    {
      mailed: async () => ({
        conversationId: "C1",
        messageId: "<m1@flora.example>",
        address: "ana@example.com",
        mailDomain: "flora.example",
      }),
      sent: async () => "We will send a new pot today.",
      isAuthentic: async (_, sender) =>
        (await prove(raw, sender, { from: "ana@example.com", client }, { serverId: "mx.flora.example", resolver })).isAuthentic,
    },
  );
}

const mails = hostileMails(TO);

test("there are at least fifty", () => {
  expect(mails.length).toBeGreaterThanOrEqual(50);
});

test.each(mails)("$name", async ({ bytes }) => {
  const result = await read(bytes());
  // Nobody signed any of them and nobody may send for anybody.
  expect(["refused", "unconfirmed", "automatic"]).toContain(result.is);
  if (!("answer" in result)) return;
  const { text, subject, from, files } = result.answer;
  expect(text).toMatch(/\S/);
  expect(text.length).toBeLessThanOrEqual(65_536);
  for (const written of [text, subject, from, ...files.map(({ name }) => name)]) {
    expect(written).not.toMatch(/\0|\p{Cs}/u);
  }
});

test("what is refused is refused for what it is", async () => {
  const because = async (name: string) => {
    const mail = mails.find((one) => one.name === name);
    if (mail === undefined) throw new Error(`There is no mail "${name}"`);
    return read(mail.bytes());
  };
  expect(await because("30 MB of base64")).toEqual({ is: "refused", because: "too-large" });
  expect(await because("a megabyte of line feeds")).toEqual({ is: "refused", because: "too-many-lines" });
  expect(await because("100,000 parts beside one another")).toEqual({ is: "refused", because: "too-many-parts" });
  expect(await because("50,000 headers")).toEqual({ is: "refused", because: "too-many-headers" });
  expect(await because("10,000 parts inside one another")).toMatchObject({ is: "refused" });
});

test("honest mails are within the limits: a long text, a large picture, a long way", () => {
  const excess = (mail: string) => excessOf(Buffer.from(mail));
  expect(excess(written({ to: TO, text: "A short line.\n".repeat(5_000) }))).toBeUndefined();
  const picture = `${"A".repeat(76)}\n`.repeat(Math.floor((LARGEST_MAIL_BYTES - 2_000) / 78));
  expect(excess(written({ to: TO, body: { type: "image/jpeg", content: picture } }))).toBeUndefined();
  const way = Array.from(
    { length: 30 },
    (_, n) => `Received: from a.example\r\n\tby b.example with ESMTPS id ${n};\r\n\tTue, 24 Nov 2026 10:00:00 +0000`,
  );
  expect(excess(written({ to: TO, headers: way }))).toBeUndefined();
});
