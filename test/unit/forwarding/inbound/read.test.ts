/** The five steps: what a mail counts as, in the order the definition has them. */
import { describe, expect, test } from "vitest";
import { type Arrival, type Inbound, readInbound } from "../../../../src/forwarding/inbound/read.js";
import { multipart, notice, type Written, written } from "../../../mails.js";

const TOKEN = "abcdefghijklmnopqrstuvwxyz";
const REPLY = `r-${TOKEN}@reply.flora.example`;
const BOUNCE = `b-${TOKEN}@reply.flora.example`;
const MAILED = { conversationId: "C1", messageId: "<m1@flora.example>", address: "ana@example.com", mailDomain: "flora.example" };

interface Told extends Partial<Arrival> {
  readonly isAuthentic?: boolean;
  readonly locale?: string;
}

/** What the mail counts as, at our own door, with a checker that says what it is told to. */
function read(mail: string, { isAuthentic = true, locale, ...arrival }: Told = {}): Promise<Inbound> {
  return readInbound(
    { raw: Buffer.from(mail), to: REPLY, from: "ana@example.com", ...arrival },
    {
      mailed: async ({ token }) => (token === TOKEN ? { ...MAILED, ...(locale !== undefined && { locale }) } : undefined),
      sent: async () => "We will send a new pot today.",
      isAuthentic: async () => isAuthentic,
    },
  );
}

const answer = (mail: Omit<Written, "to">, told?: Told) => read(written({ to: REPLY, ...mail }), told);

describe("1 bounces", () => {
  const bounce = (more: Parameters<typeof notice>[1] = {}, to = BOUNCE) => read(notice(to, more), { to, from: "" });

  test("a failure at its own address is a bounce with its status", async () => {
    expect(await bounce()).toEqual({ is: "bounce", of: MAILED, status: "5.1.1" });
    expect(await bounce({ status: "5.2.2" })).toMatchObject({ is: "bounce", status: "5.2.2" });
  });
  test("what was given up after days of trying has become final, and blames no address", async () => {
    expect(await bounce({ status: "4.1.1" })).toMatchObject({ is: "bounce", status: "5.4.7" });
    expect(await bounce({ status: "nonsense" })).toMatchObject({ is: "bounce", status: "5.0.0" });
  });
  test("a delay is none", async () => {
    expect(await bounce({ action: "delayed", status: "4.4.1" })).toEqual({ is: "nothing", because: "delayed" });
  });
  test("a failure notice at the address for answers counts as nothing but a machine's mail", async () => {
    expect(await bounce({}, REPLY)).toMatchObject({ is: "automatic" });
  });
  test("a letter at the address for bounces is of no use", async () => {
    expect(await answer({}, { to: BOUNCE })).toEqual({ is: "nothing", because: "no-bounce" });
  });
});

describe("2 automatic mails", () => {
  test.each([
    ["Auto-Submitted: auto-replied", "auto-submitted"],
    ["auto-submitted: auto-generated (rejected)", "auto-submitted"],
    ["X-Autoreply: yes", "auto-reply"],
    ["X-Autorespond: out of office", "auto-reply"],
    ["Precedence: auto_reply", "list"],
    ["Precedence: bulk", "list"],
    ["List-Id: <news.example.com>", "list"],
    ["List-Unsubscribe: <mailto:off@example.com>", "list"],
  ])("%s", async (header, because) => {
    expect(await answer({ headers: [header] })).toMatchObject({ is: "automatic", because });
  });
  test.each(["Auto-Submitted: no", "X-Autoreply: no", "Precedence: first-class"])("%s is a person's", async (header) => {
    expect(await answer({ headers: [header] })).toMatchObject({ is: "answer" });
  });
  test("nobody as the sender of the envelope, or of the Return-Path where the door knows no envelope", async () => {
    expect(await answer({}, { from: "" })).toMatchObject({ is: "automatic", because: "null-sender" });
    expect(await answer({ headers: ["Return-Path: <>"] }, { from: undefined })).toMatchObject({ because: "null-sender" });
    expect(await answer({ headers: ["Return-Path: <ana@example.com>"] }, { from: undefined })).toMatchObject({ is: "answer" });
  });
  test("a letter of our own that comes back", async () => {
    expect(await answer({ id: "<recado.C9.1.2-3@flora.example>" })).toMatchObject({ is: "automatic", because: "own-mail" });
  });
  test("the mail system, and a read receipt", async () => {
    expect(await answer({ from: "MAILER-DAEMON@example.com" })).toMatchObject({ because: "mail-system" });
    const body = multipart("report; report-type=disposition-notification", [["Content-Type: text/plain", "It was displayed."]]);
    expect(await answer({ body })).toMatchObject({ is: "automatic", because: "report" });
  });
});

describe("3 addresses", () => {
  test("an address that leads nowhere, or not any more, is refused", async () => {
    for (const to of [`r-${"z".repeat(26)}@reply.flora.example`, "chat@flora.example", "r-short@reply.flora.example"])
      expect(await answer({}, { to })).toEqual({ is: "refused", because: "unknown-address" });
  });
  test("the address of one conversation takes no answer to a letter of another", async () => {
    const reply = (id: string) => answer({ headers: [`In-Reply-To: ${id}`] });
    expect(await reply("<recado.C2.1.2-3@flora.example>")).toEqual({ is: "refused", because: "other-conversation" });
    // An id that begins like ours is another one all the same.
    expect(await reply("<recado.C11.1.2-3@flora.example>")).toMatchObject({ because: "other-conversation" });
    for (const id of ["<recado.C1.1.2-3@flora.example>", "<recado.C1@flora.example>", "<recado.C2.1.2-3@elsewhere.example>"])
      expect(await reply(id)).toMatchObject({ is: "answer" });
  });
  test("any mail to the address for unsubscribing unsubscribes", async () => {
    const to = `u-${TOKEN}@reply.flora.example`;
    expect(await answer({ headers: ["Auto-Submitted: auto-generated"] }, { to })).toEqual({ is: "unsubscribe", of: MAILED });
  });
});

describe("4 authentic or not", () => {
  test("nobody vouches for the sender", async () => {
    expect(await answer({}, { isAuthentic: false })).toMatchObject({ is: "unconfirmed", because: "not-authentic" });
  });
  test("another sender is not asked about, however authentic", async () => {
    for (const from of [
      "mallory@example.com",
      "ana@example.com.evil.example",
      "Ana <ana@example.com>, b@example.com",
      "Friends: ana@example.com, b@example.com;",
    ])
      expect(await answer({ from })).toMatchObject({ is: "unconfirmed", because: "other-sender" });
  });
  test("two From headers are nobody's", async () => {
    expect(await answer({ headers: ["From: mallory@example.com"] })).toMatchObject({ because: "other-sender" });
  });
  test("the envelope alone proves nothing, and a display name even less", async () => {
    expect(await answer({ from: '"ana@example.com" <mallory@evil.example>' })).toMatchObject({ because: "other-sender" });
  });
  test("case makes no difference in an address", async () => {
    expect(await answer({ from: "ANA@Example.COM" })).toMatchObject({ is: "answer" });
  });
});

describe("5 answers", () => {
  test("lose what their program wrote above the quotation, also in the visitor's language if we know no other way to tell", async () => {
    const turkish = "Pazartesi, 3 Ağustos 2026 10:12, Flora <chat@garden.example> tarihinde şunu yazdı:";
    const text = `Büyük olanı.\n\n${turkish}\n\nWhich size?`;
    expect((await words({ text }, { locale: "tr" })).text).toBe("Büyük olanı.");
    expect((await words({ text })).text).toContain("Pazartesi");
    const content = `<p>Büyük olanı.</p><p>${turkish.replace("<", "&lt;")}</p><p>Which size?</p>`;
    expect((await words({ body: { type: "text/html; charset=utf-8", content } }, { locale: "tr" })).text).toBe("Büyük olanı.");
  });
  const words = async (mail: Omit<Written, "to">, told?: Told) => {
    const result = await answer(mail, told);
    if (result.is !== "answer") throw new Error(`It is ${result.is}`);
    return result.answer;
  };
  test("say what they say, with who wrote them and about what", async () => {
    expect(await words({ text: "Yes, please.\n\nThank you!", id: "<one@mail.example.com>" })).toMatchObject({
      messageId: "<one@mail.example.com>",
      from: "Ana <ana@example.com>",
      subject: "Re: Your conversation with Flora Garden Shop",
      text: "Yes, please.\n\nThank you!",
      files: [],
    });
  });
  test("are what they wrote themselves, out of the HTML where there is one", async () => {
    const quoted = "Yes, please.\n\nOn Tue, 24 Nov 2026 at 10:00, Amélie wrote:\n> We will send a new pot today.";
    expect((await words({ text: quoted })).text).toBe("Yes, please.");
    const html =
      '<div>From the <b>HTML</b></div><div class="gmail_quote"><blockquote>We will send a new pot today.</blockquote></div>';
    const alternative = (markup: string) =>
      multipart("alternative", [
        ["Content-Type: text/plain", "From the text"],
        ["Content-Type: text/html", markup],
      ]);
    expect((await words({ body: alternative(html) })).text).toBe("From the HTML");
    expect((await words({ body: alternative('<img src="cid:logo">') })).text).toBe("From the text");
    expect((await words({ body: { type: "text/html", content: html } })).text).toBe("From the HTML");
  });
  test("have one id for one mail, in each conversation and standing another", async () => {
    const mail = { id: "<one@mail.example.com>" };
    const { id } = await words(mail);
    expect(id).toMatch(/^mail-[\w-]{22}$/);
    expect((await words(mail)).id).toBe(id);
    expect((await words({ id: "<two@mail.example.com>" })).id).not.toBe(id);
    const forged = await answer(mail, { isAuthentic: false });
    expect(forged.is === "unconfirmed" && forged.answer.id).not.toBe(id);
    const elsewhere = await readInbound(
      { raw: Buffer.from(written({ to: REPLY, ...mail })), to: REPLY, from: "ana@example.com" },
      { mailed: async () => ({ ...MAILED, conversationId: "C2" }), sent: async () => undefined, isAuthentic: async () => true },
    );
    expect(elsewhere.is === "answer" && elsewhere.answer.id).not.toBe(id);
  });
  test("without a usable Message-ID have an id all the same, of what they say", async () => {
    const one = await words({ id: "none", text: "One" });
    expect(one.messageId).toBeUndefined();
    expect((await words({ id: "none", text: "One" })).id).toBe(one.id);
    expect((await words({ id: "none", text: "Two" })).id).not.toBe(one.id);
  });
  test("name their files, and are their names where nothing else was said", async () => {
    const body = multipart("mixed", [
      ["Content-Type: text/plain", ""],
      [
        'Content-Type: image/jpeg\nContent-Disposition: attachment; filename="pot\u202egpj.exe"\nContent-Transfer-Encoding: base64',
        "AAAA",
      ],
      ["Content-Type: application/pdf\nContent-Disposition: attachment", "AAAA"],
    ]);
    const { files, text } = await words({ body });
    expect(files.map(({ name }) => name)).toEqual(["potgpj.exe", "application/pdf"]);
    expect(files[0]?.content).toEqual(new Uint8Array(3));
    expect(text).toBe("[potgpj.exe]\n[application/pdf]");
  });
  test("are at most as long as a message may be, and hold nothing a database or a screen stumbles over", async () => {
    expect((await words({ text: `${"a".repeat(65_535)}😀` })).text).toBe("a".repeat(65_535));
    expect((await words({ text: "a\0b\u0007c\r\nd" })).text).toBe("abc\nd");
  });
  test("are never empty", async () => {
    expect((await words({ text: "" })).text).toBe("Re: Your conversation with Flora Garden Shop");
  });
});
