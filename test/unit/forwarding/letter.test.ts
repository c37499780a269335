/** What a letter says and how it is addressed, read back by a parser that is not ours. */
import { describe, expect, test } from "vitest";
import { isMarkerLine, type LetterLine, readTokenAddress, wordsFor } from "../../../src/forwarding/index.js";
import { LANGUAGES } from "../../../src/protocol/index.js";
import { HEAD, letter, QUESTION, REPLY, TOKENS } from "./letters.js";

const RESUME = `https://flora.example/chat#recado=${TOKENS.resume}`;

describe("headers", () => {
  test("say who wrote, to whom, and where an answer goes", async () => {
    const { mail, envelope } = await letter();
    expect(mail.from).toMatchObject({ name: "Amélie at Flora Garden Shop", address: "chat@flora.example" });
    expect(mail.to).toMatchObject([{ name: "", address: "ana@example.com" }]);
    expect(mail.replyTo).toMatchObject([{ address: `r-${TOKENS.reply}@reply.flora.example` }]);
    expect(envelope).toEqual({ from: `b-${TOKENS.bounce}@reply.flora.example`, to: "ana@example.com" });
  });

  test("keep the subject constant and add Re: once from the second mail on", async () => {
    expect((await letter()).mail.subject).toBe("Your conversation with Flora Garden Shop");
    expect((await letter({ head: { re: true } })).mail.subject).toBe("Re: Your conversation with Flora Garden Shop");
  });

  test("thread it", async () => {
    const references = ["<recado.c@mail.flora.example>", "<I1@visitor.example>"];
    const { header } = await letter({ head: { inReplyTo: "<I1@visitor.example>", references } });
    expect([header("message-id"), header("in-reply-to"), header("references")]).toEqual([
      HEAD.messageId,
      "<I1@visitor.example>",
      references.join(" "),
    ]);
  });

  test("keep References within 1,500 bytes, the root and the last mail in it", async () => {
    const references = [HEAD.inReplyTo, ...Array.from({ length: 9 }, (_, nth) => `<${"x".repeat(230)}${nth}@visitor.example>`)];
    const { header } = await letter({ head: { references, inReplyTo: references.at(-1) ?? "" } });
    const kept = (header("references") ?? "").split(" ");
    expect((header("references") ?? "").length).toBeLessThanOrEqual(1_500);
    expect([kept[0], kept.at(-1)]).toEqual([references[0], references.at(-1)]);
  });

  test("drop ids that are none", async () => {
    const references = [
      HEAD.inReplyTo,
      "<a b@x.example>",
      "<evil@x.example>\r\nBcc: all@x.example",
      "no brackets",
      `<${"y".repeat(900)}@x.example>`,
    ];
    const { header } = await letter({ head: { references, inReplyTo: "<a b@x.example>" } });
    expect([header("references"), header("in-reply-to"), header("bcc")]).toEqual([HEAD.inReplyTo, HEAD.inReplyTo, undefined]);
  });

  test("are dated by the claim", async () => {
    expect((await letter()).header("date")).toBe("Thu, 19 Nov 2026 09:12:00 +0000");
  });

  test("ask machines not to answer, and let people out", async () => {
    const { header } = await letter();
    expect(header("auto-submitted")).toBe("auto-generated");
    expect(header("x-auto-response-suppress")).toBe("OOF, AutoReply");
    expect(header("list-unsubscribe")).toBe(
      `<https://chat.flora.example/unsubscribe/${TOKENS.unsubscribe}>, <mailto:u-${TOKENS.unsubscribe}@reply.flora.example?subject=unsubscribe>`,
    );
    expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  });

  test("name two agents, and the site where there are more or none", async () => {
    const by = (...names: (string | undefined)[]) => {
      const lines = names.map(
        (name, nth): LetterLine => ({ seq: nth + 1, by: "agent", text: "x", at: 0, ...(name === undefined ? {} : { name }) }),
      );
      return letter({ lines, head: { new: lines.map((line) => line.seq), context: [] } });
    };
    expect((await by("Amélie", "Tom", "Amélie")).mail.from?.name).toBe("Amélie and Tom at Flora Garden Shop");
    expect((await by("Amélie", "Tom", "Eva")).mail.from?.name).toBe("Flora Garden Shop");
    expect((await by(undefined)).mail.from?.name).toBe("Flora Garden Shop");
  });
});

describe("where answers come back", () => {
  test("plus-addresses of a mailbox where the shop has only that", async () => {
    const { mail, envelope } = await letter({ site: { inbound: { mailbox: "chat@flora.example", isRead: true } } });
    expect(mail.replyTo).toMatchObject([{ address: `chat+r-${TOKENS.reply}@flora.example` }]);
    expect(envelope.from).toBe(`chat+b-${TOKENS.bounce}@flora.example`);
  });

  test("nothing is promised where none can come back", async () => {
    const { mail, envelope, text, html, header } = await letter({ without: ["inbound"] });
    expect([mail.replyTo, envelope.from]).toEqual([undefined, "chat@flora.example"]);
    expect(header("list-unsubscribe")).toBe(`<https://chat.flora.example/unsubscribe/${TOKENS.unsubscribe}>`);
    expect(text + html).not.toMatch(/reply|answer above/i);
  });

  test("nothing is promised where nobody reads what comes back", async () => {
    const { mail, envelope, text, html, header } = await letter({
      site: { inbound: { host: "reply.flora.example", isRead: false } },
    });
    expect(envelope.from).toBe("chat@flora.example");
    expect(header("list-unsubscribe")).not.toContain("mailto:");
    expect(mail.replyTo).toMatchObject([{ address: `r-${TOKENS.reply}@reply.flora.example` }]);
    expect(text + html).not.toMatch(/reply|answer above/i);
  });

  test.each([
    ["r", "reply"],
    ["u", "unsubscribe"],
    ["b", "bounce"],
  ])("%s-addresses are read back as %s, in any case and in both forms", (prefix, what) => {
    const token = "abcdefghijklmnopqrstuvwxyz".replace(/[^a-z]/g, "");
    expect(readTokenAddress(`${prefix}-${token}@reply.flora.example`)).toEqual({ for: what, token });
    expect(readTokenAddress(` Chat+${prefix.toUpperCase()}-${token.toUpperCase()}@Flora.example `)).toEqual({ for: what, token });
  });

  test.each([
    "chat@flora.example",
    "r-short@x.example",
    `x-${"a".repeat(26)}@x.example`,
    `r-${"a".repeat(26)}`,
    `r-${"1".repeat(26)}@x.example`,
  ])("%s is no address of ours", (address) => {
    expect(readTokenAddress(address)).toBeUndefined();
  });
});

describe("bodies", () => {
  test("are text first, then HTML, and nothing else", async () => {
    const { source, mail } = await letter();
    expect(source.match(/^Content-Type: [^;\r\n]+/gim)).toEqual([
      "Content-Type: multipart/alternative",
      "Content-Type: text/plain",
      "Content-Type: text/html",
    ]);
    expect(mail.attachments).toEqual([]);
  });

  test("the text is complete on its own", async () => {
    const { text } = await letter();
    expect(`${text.replaceAll("\r\n", "\n").trimEnd()}\n`).toBe(`――― write your answer above this line ―――

Amélie at Flora Garden Shop wrote:

Yes, down to −8 °C.

Continue the conversation:
${RESUME}

You can simply reply to this e-mail.

Earlier in this conversation:

You (Nov 18, 18:42 UTC):
> Does it survive winter?

-- 
You get this e-mail because you wrote to Flora Garden Shop in the chat on their site.
Get no more e-mails like this: https://chat.flora.example/unsubscribe/${TOKENS.unsubscribe}
`);
  });

  test("both say the new reply before the context", async () => {
    const { text, html } = await letter();
    for (const body of [text, html.slice(html.indexOf("</head>"))]) {
      expect(body.indexOf("down to −8 °C")).toBeLessThan(body.indexOf("Does it survive winter?"));
      expect(body.indexOf("Continue the conversation")).toBeLessThan(body.indexOf("Does it survive winter?"));
    }
  });

  test("what was said between new replies stands between them", async () => {
    const lines: LetterLine[] = [
      { ...REPLY, seq: 1, text: "first answer" },
      { ...QUESTION, seq: 2, text: "another question" },
      { ...REPLY, seq: 3, text: "second answer" },
    ];
    const { text, html } = await letter({ lines, head: { new: [1, 3], interleaved: [2], context: [] } });
    expect(text).toMatch(/first answer[\s\S]*> another question[\s\S]*second answer/);
    expect(html).toMatch(/first answer[\s\S]*another question[\s\S]*second answer/);
  });

  test("a transcript of what was read has no new part", async () => {
    const { text, html, mail } = await letter({ head: { kind: "transcript", new: [], context: [1, 2] } });
    expect(text).toContain("The conversation:");
    expect(text).not.toContain("wrote:");
    expect(html).toContain("<h1");
    expect(mail.from?.name).toBe("Flora Garden Shop");
  });

  test("the preheader is the reply", async () => {
    const { html } = await letter();
    expect(html).toMatch(/<div style="display:none[^>]*>Yes, down to −8 °C\./);
  });

  test("the button opens the conversation; without a chat page there is none", async () => {
    expect((await letter()).html).toContain(`href="${RESUME}"`);
    const { text, html } = await letter({ without: ["resumeLink"] });
    expect(text + html).not.toContain("Continue the conversation");
  });

  test("files are named, not linked", async () => {
    const { text, html } = await letter({ lines: [QUESTION, { ...REPLY, files: ["care\u202Efdp.exe"] }] });
    expect(text).toContain("[Attachment: carefdp.exe]");
    expect(html).toContain("Attachment: carefdp.exe");
  });

  test("nothing is fetched and nobody is counted when it is opened", async () => {
    const { html } = await letter({ lines: [QUESTION, { ...REPLY, text: "see https://flora.example/photo.png" }] });
    expect(html).not.toMatch(/<img|<script|<link|<iframe|<object|@import|url\(|src=|background=/i);
    // Every address in it is the one written, the site's page, or the way out: no click is redirected.
    const links = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(links)).toEqual(
      new Set(["https://flora.example/photo.png", RESUME, `https://chat.flora.example/unsubscribe/${TOKENS.unsubscribe}`]),
    );
  });

  test("is light and dark by the reader's choice", async () => {
    const { html } = await letter();
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain("@media (prefers-color-scheme: dark)");
  });
});

describe("the marker above which to answer", () => {
  test.each(LANGUAGES)("is found again in a quotation of a letter in %s", async (locale) => {
    const { text } = await letter({ locale });
    const quoted = text.split("\n").map((line) => `> > ${line.trimEnd()}`);
    expect(quoted.filter(isMarkerLine)).toHaveLength(1);
  });

  test("is no line people write", () => {
    for (const line of ["", "---", "--- ok ---", "― yes ―", "text ――― text ―――", `――― ${"x".repeat(200)} ―――`])
      expect(isMarkerLine(line)).toBe(false);
  });
});

describe("bytes", () => {
  test("are the same for the same parts", async () => {
    const [one, other] = [await letter(), await letter()];
    expect(Buffer.compare(Buffer.from(one.raw), Buffer.from(other.raw))).toBe(0);
  });

  test("are ASCII in lines a mail server takes", async () => {
    const { source } = await letter({ lines: [QUESTION, { ...REPLY, text: "日本語 ".repeat(900) }] });
    expect(source).toMatch(/^[\x20-\x7e\t\r\n]*$/);
    expect(Math.max(...source.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(source.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  test("a store that leaves out a message gets an error, not a letter with a hole", async () => {
    await expect(letter({ lines: [REPLY] })).rejects.toThrow("no text for message 1");
  });

  test.each([
    ["unsubscribe link without a token", { unsubscribeLink: "https://chat.flora.example/unsubscribe" }],
    ["unsubscribe link that is none", { unsubscribeLink: "javascript:alert('{token}')" }],
    ["resume link that is none", { resumeLink: "flora.example/{token}" }],
    ["sender that is none", { from: "chat@flora.example, all@x.example" }],
  ])("a site with an %s gets an error", async (_what, site) => {
    await expect(letter({ site })).rejects.toThrow();
  });
});

describe("a letter to an agent", () => {
  const toAgent = {
    visitor: "Ana Souza",
    facts: ["ana@example.com", "+351 912 345 678", "https://flora.example/olive-tree"],
    reference: "4F2A9C",
    link: "https://chat.flora.example/console/#/conversation/c",
    choiceLink: "https://chat.flora.example/console/",
  };
  const lines: LetterLine[] = [QUESTION, REPLY, { seq: 3, by: "visitor", text: "And in the rain?", at: REPLY.at + 60_000 }];
  const head = { new: [3], context: [1, 2], to: "amelie@flora.example" };

  test("says who writes and from where, what is new, and what was said before; its button leads into the console", async () => {
    const { mail, text, html, header } = await letter({ lines, head, toAgent });
    expect(mail.from).toEqual({ name: "Ana Souza via Flora Garden Shop", address: "chat@flora.example" });
    expect(mail.subject).toBe("A visitor wrote to Flora Garden Shop (4F2A9C)");
    expect(text).toMatch(
      /^Ana Souza wrote:\n\nAnd in the rain\?\n\nana@example\.com\n\+351 912 345 678\nhttps:\/\/flora\.example\/olive-tree\n\nOpen it in the console:\nhttps:\/\/chat\.flora\.example\/console\/#\/conversation\/c\n/m,
    );
    expect(text).toMatch(/Ana Souza \(.*\):\n> Does it survive winter\?\n\nAmélie \(.*\):\n> Yes/);
    for (const said of ["You can simply reply to this e-mail: the visitor gets your answer, in your name.", ...toAgent.facts])
      for (const body of [text, html]) expect(body).toContain(said);
    expect(text).not.toMatch(/\bYou \(/);
    expect(header("auto-submitted")).toBe("auto-generated");
  });

  test("unsubscribes nobody and opens nothing: whoever it is forwarded to holds an address that takes the agent's own mail only", async () => {
    const { source, html, header, mail } = await letter({ lines, head, toAgent });
    expect([header("list-unsubscribe"), header("list-unsubscribe-post")]).toEqual([undefined, undefined]);
    expect(mail.replyTo).toMatchObject([{ address: `r-${TOKENS.reply}@reply.flora.example` }]);
    for (const token of [TOKENS.unsubscribe, TOKENS.resume]) expect(source + html).not.toContain(token);
  });

  test("promises no answer by mail where none is read", async () => {
    const { text, html } = await letter({ lines, head, toAgent, without: ["inbound"] });
    expect(text + html).not.toMatch(/reply to this|answer above/i);
  });

  test("takes what a visitor says of themselves for text", async () => {
    const visitor = "Ana\r\nBcc: all@x.example <b>";
    const facts = ["<img src=x onerror=alert(1)>", "one\ntwo"];
    const { mail, html, text, header } = await letter({ lines, head, toAgent: { ...toAgent, visitor, facts } });
    expect(mail.from?.name).toBe("Ana Bcc: all@x.example <b> via Flora Garden Shop");
    expect(header("bcc")).toBeUndefined();
    expect(html).not.toMatch(/<img|<b>/);
    expect(text).toContain("one two");
  });

  test.each([
    ["en", "A visitor wrote to Flora Garden Shop (4F2A9C)", "A visitor via Flora Garden Shop"],
    ["es", "Un visitante escribió a Flora Garden Shop (4F2A9C)", "Un visitante (en Flora Garden Shop)"],
    ["pt-BR", "Um visitante escreveu para Flora Garden Shop (4F2A9C)", "Um visitante (em Flora Garden Shop)"],
  ])("speaks %s, also of somebody who gave no name", async (locale, subject, sender) => {
    const { visitor: _, ...nameless } = toAgent;
    const { mail, text, html } = await letter({ lines, head, locale, toAgent: nameless });
    expect([mail.subject, mail.from?.name]).toEqual([subject, sender]);
    const { toAgent: words } = wordsFor(locale);
    for (const said of [words.simplyReply, words.continue, words.why("Flora Garden Shop"), words.out])
      for (const body of [text, html]) expect(body).toContain(said);
  });

  test("has its words in every language of our letters, and those of no other one", () => {
    const all = LANGUAGES.map((language) => wordsFor(language).toAgent);
    const whole = all.map((words) =>
      [words.continue, words.simplyReply, words.readOn, words.out, words.subject("S", "R")].join(),
    );
    expect(new Set(whole).size).toBe(LANGUAGES.length);
  });
});
