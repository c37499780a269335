/** Foreign text in every place it can reach: it stays text in HTML, and stays inside its header. */
import { Window } from "happy-dom";
import { describe, expect, test } from "vitest";
import { cleanText } from "../../../src/forwarding/letter/clean.js";
import { HOSTILE_TEXTS } from "../../hostile-texts.js";
import { type Asked, HEAD, letter, QUESTION, REPLY } from "./letters.js";

const ELEMENTS = "html head meta title style body div table tbody tr td span br h1 h2 p a bdi".split(" ");
const ATTRIBUTES =
  "lang dir charset name content class style role width height cellpadding cellspacing border bgcolor align valign href target rel aria-hidden".split(
    " ",
  );

/** Parses the HTML like a browser and says what in it is not ours. */
function foreign(source: string): string[] {
  const window = new Window({ settings: { disableJavaScriptEvaluation: true } });
  window.document.write(source);
  const all = [...window.document.querySelectorAll("*")];
  return all.flatMap((element) => [
    ...(ELEMENTS.includes(element.tagName.toLowerCase()) ? [] : [element.tagName]),
    ...[...element.attributes].map((attribute) => attribute.name).filter((name) => !ATTRIBUTES.includes(name)),
    ...(element.getAttribute("href")?.match(/^(?!https?:|mailto:|tel:).*/) ?? []),
    ...(element.tagName === "A" && element.getAttribute("href")?.includes("@evil") ? ["userinfo"] : []),
  ]);
}

describe("HTML", () => {
  test.each(HOSTILE_TEXTS.map((payload) => [payload.slice(0, 60), payload]))(
    "stays ours with %j everywhere",
    async (_short, payload) => {
      const { html, text } = await letter({
        lines: [
          { ...QUESTION, text: payload, files: [payload] },
          { ...REPLY, text: payload, name: payload, files: [payload] },
          { seq: 3, by: "bot", name: payload, text: payload, at: 0 },
          { seq: 4, by: "visitor", name: payload, text: payload, at: 0 },
        ],
        head: { new: [2], context: [1], interleaved: [3, 4] },
        site: { name: payload, accent: payload, timeZone: payload },
        locale: payload,
      });
      expect(foreign(html)).toEqual([]);
      // It is still there to read, as text.
      expect(text).toContain(cleanText(payload).split("\n")[0]);
    },
  );

  test("the check itself sees what is foreign", () => {
    expect(foreign("<p onclick='x'><b>x</b><a href='javascript:1'>x</a></p>")).toEqual(
      expect.arrayContaining(["onclick", "B", "javascript:1"]),
    );
  });

  test("the accent is a colour or ours", async () => {
    expect((await letter({ site: { accent: "#123456" } })).html).toContain("#123456");
    expect((await letter({ site: { accent: "red;}</style>" } })).html).toContain("#5b5bd6");
  });
});

// What people have tried on mail headers: line breaks of every kind, encoded words, groups, lists, comments, quotes.
const HEADER_TRICKS = [
  "Ana\r\nBcc: all@evil.example",
  "Ana\nBcc: all@evil.example",
  "Ana\rBcc: all@evil.example",
  "Ana\r\n\r\nbody",
  "Ana\u2028Bcc: all@evil.example",
  "Ana\u0085Bcc: all@evil.example",
  "Ana\u0000Bcc: all@evil.example",
  "=?utf-8?Q?evil=0D=0ABcc:_all@evil.example?=",
  "=?utf-8?B?ZXZpbA==?= <evil@evil.example>",
  '"Ana" <evil@evil.example>',
  'Ana" <evil@evil.example>, "x',
  "Ana, Bia",
  "Group: evil@evil.example;",
  "Ana (comment",
  "Ana\\",
  '"',
  "<evil@evil.example>",
  "evil@evil.example",
  "Ana \u202Eelpmaxe.live@",
  "ａｎａ＠evil.example",
  "x".repeat(3_000),
  "é".repeat(3_000),
  "👩‍👩‍👧 ".repeat(200),
  "\ud800",
];

describe("headers", () => {
  test.each(HEADER_TRICKS.map((trick) => [trick.slice(0, 50), trick]))("hold against %j as a name", async (_short, trick) => {
    const { mail, header, source } = await letter({ lines: [QUESTION, { ...REPLY, name: trick }], site: { name: trick } });
    expect(mail.from?.address).toBe("chat@flora.example");
    expect(mail.to).toMatchObject([{ address: "ana@example.com" }]);
    expect([mail.bcc, mail.cc, header("bcc")]).toEqual([undefined, undefined, undefined]);
    expect(mail.headers.map((one) => one.key).sort()).toEqual(
      "auto-submitted content-language content-type date from in-reply-to list-unsubscribe list-unsubscribe-post message-id mime-version references reply-to subject to x-auto-response-suppress".split(
        " ",
      ),
    );
    for (const value of [mail.from?.name ?? "", mail.subject ?? ""]) expect(value).not.toMatch(/[\r\n\0\u202e]|=\?/);
    expect(Math.max(...source.split("\r\n").map((line) => line.length))).toBeLessThan(998);
  });

  test.each([
    "ana@example.com\r\nBcc: all@evil.example",
    "ana@example.com, all@evil.example",
    "Group: ana@example.com;",
    "<ana@example.com>",
    "ana@example.com>",
    "ana",
    "",
  ])("%j is no address to mail to", async (to) => {
    await expect(letter({ head: { ...HEAD, to } })).rejects.toThrow("no mail can be sent");
  });

  test("a domain in other letters goes by its name in DNS, and the letter stays ASCII", async () => {
    const { mail, envelope, source } = await letter({
      head: { to: "ana@münchen.example" },
      site: { from: "chat@blüten.example" },
    });
    expect([mail.to?.[0]?.address, envelope.to]).toEqual(["ana@xn--mnchen-3ya.example", "ana@xn--mnchen-3ya.example"]);
    expect(mail.from?.address).toBe("chat@xn--blten-lva.example");
    expect(source).toMatch(/^\p{ASCII}*$/u);
  });

  test("a mailbox beyond ASCII passes as it is: only a server that takes it may get it", async () => {
    const { mail, envelope } = await letter({ head: { to: "josé@münchen.example" } });
    expect(mail.to).toMatchObject([{ address: "josé@münchen.example" }]);
    expect(envelope.to).toBe("josé@münchen.example");
  });

  test.each(HEADER_TRICKS.map((trick) => [trick.slice(0, 50), trick]))(
    "hold against %j in every address and id",
    async (_short, trick) => {
      const places: Asked[] = [
        { head: { to: `${trick}@example.com` } },
        { head: { to: trick } },
        { site: { from: `${trick}@flora.example` } },
        { site: { inbound: { mailbox: `${trick}@flora.example`, isRead: true } } },
        { site: { inbound: { host: `${trick}.example`, isRead: true } } },
        { head: { inReplyTo: trick, references: [HEAD.inReplyTo, trick, `<${trick}>`] } },
        { locale: trick },
      ];
      for (const place of places) {
        // A letter that cannot be written safely is not written at all, and the agent sees why.
        const written = await letter(place).catch((error: Error) => error.message);
        if (typeof written === "string") {
          expect(written).toMatch(/no mail can be sent/);
          continue;
        }
        const { mail, source } = written;
        expect([mail.bcc, mail.cc]).toEqual([undefined, undefined]);
        expect([mail.to?.length, mail.subject]).toEqual([1, "Your conversation with Flora Garden Shop"]);
        expect(source.split("\r\n\r\n")[0]).not.toMatch(/^Bcc|^body/im);
        expect(source.split("\r\n").every((line) => line.length < 998)).toBe(true);
      }
    },
  );
});
