/** What is left of an answer by e-mail, whatever the program and the language. */
import { describe, expect, test } from "vitest";
import { ownWords } from "../../../src/forwarding/index.js";
import { letter, QUESTION, REPLY } from "./letters.js";
import { BOTTOM, INLINE, TOP } from "./mail-programs.js";
import { REPLY_LANGUAGES } from "./reply-languages.js";

const SENT = ["Hello Ana,", "we have the olive trees again, in two sizes.", "Which one shall I keep for you?", "", "Flora"];

describe.each(Object.entries(REPLY_LANGUAGES))("in %s", (_, language) => {
  const reply = { language, answer: language.answer, sent: SENT };
  const own = language.answer.join("\n\n");

  test.each(Object.entries(TOP))("above the quotation: %s", (_, program) => {
    expect(ownWords(program(reply))).toBe(own);
  });

  test.each(Object.entries(BOTTOM))("below the quotation: %s", (_, program) => {
    expect(ownWords(program(reply))).toBe(own);
  });

  test.each(Object.entries(INLINE))("between the lines: %s", (_, program) => {
    expect(ownWords(program(reply), { sent: SENT.join("\n") })).toBe(own);
  });
});

describe("nothing is taken from", () => {
  test.each([
    ["a question with a date and a verb", "On Tuesday I wrote to you and asked:\nis the tree still there?\n\nI need to know."],
    ["a traveller's plan", "From: Lisbon\nTo: Porto\nDate: 3 May\nTwo persons, please."],
    ["a sentence about a telephone", "My order:\n\nSent from my desk, because the phone is broken.\nCan you help?"],
    ["a text with lines drawn through it", "First the order.\n\n-----\n\nTwo olive trees.\n\n=====\n\nThen the address."],
    ["somebody quoted by name", "My husband wrote:\nwe need two of them.\n\nIs that possible?"],
    ["a short word", "?"],
    ["a list", "- one olive tree\n- two pots\n-- the big ones\n* soil"],
    ["code with comparisons", "if a > b:\n    print(a)\nelse:\n    print(b)"],
    ["a price in an address", "Ana (ana@example.com) asked me at 10:30 what it costs:\nI do not know."],
    ["numbers at the start of lines", "2 weeks ago I ordered at 10:30.\n3 trees came.\nIn 2026 I want more."],
    ["a smiley", ":)"],
    ["a table", "From: | To:\nA | B"],
    ["a memory", "Ich schrieb am 3.8.2026 um 10:12:\nWo bleibt der Baum?"],
    ["two sentences with a colon", "On 3 Aug at 10:12 I asked:\nis it true, what my sister wrote:\nyou have olive trees?"],
    ["a place that sounds like a device", "Sent from Macau on Monday.\nIs it there?"],
    ["a contact under a line", "-----\nName: Ana\nPhone: 123\nE-mail: ana@example.com"],
  ])("%s", (_, mail) => {
    expect(ownWords(mail)).toBe(mail);
    // Where nothing stands above, there is nothing to cut off from.
    expect(ownWords(`Hello Flora\n\n${mail}`)).toBe(`Hello Flora\n\n${mail}`);
  });
});

describe("a quotation", () => {
  const WROTE = "On 3 Aug 2026, at 10:12, Flora <chat@garden.example> wrote:";

  test("between two answers stays, because they say nothing without it", () => {
    const mail = `${WROTE}\n> Which size?\nThe big one.\n> When?\nOn Tuesday.\n> Flora\n`;
    expect(ownWords(mail)).toBe("> Which size?\nThe big one.\n> When?\nOn Tuesday.");
  });

  test("somebody has typed above their words stays", () => {
    expect(ownWords("> Which size?\n\nThe big one.")).toBe("> Which size?\n\nThe big one.");
  });

  test("is all there is: then it is the answer", () => {
    expect(ownWords("> Which size?\n> The big one.")).toBe("> Which size?\n> The big one.");
  });

  test("under nothing but a device's line leaves that line", () => {
    expect(ownWords(`Sent from my iPhone\n\n${WROTE}\n\n> Which size?`)).toBe("Sent from my iPhone");
  });

  test.each([
    ["wrapped over four lines", "On Mon,\nAug 3, 2026 at 10:12 AM Flora at Garden Shop\n<chat@garden.example>\nwrote:"],
    ["of Horde", "Quoting Flora <chat@garden.example>:"],
    ["without a verb, of Gmail in Russian", "пн, 3 авг. 2026 г. в 10:12, Flora <chat@garden.example>:"],
    ["of Android, between dashes", "---- Flora Garden wrote ----"],
    ["whose address is torn", "On Mon, Aug 3, 2026 at 10:12 AM Flora <chat@garden.example\n>:"],
    ["with the time on a second line", "On Aug 3, 2026,\nat 10:12 AM, Flora <chat@garden.example> wrote:"],
    ["of Zoho, between dashes", "---- On Mon, 03 Aug 2026 10:12:00 +0200 Flora <chat@garden.example> wrote ----"],
    ["with a full name and a date, but no address", "Flora Garden wrote on 2026-08-03 10:12:"],
    ["in bold", "*On Mon, Aug 3, 2026 at 10:12 AM Flora <chat@garden.example> wrote:*"],
    ["with the mail's first words behind it", `${WROTE} Hello Ana,`],
  ])("introduced by a line %s goes", (_, intro) => {
    expect(ownWords(`The big one.\n${intro}\n\n> Which size?\n`)).toBe("The big one.");
  });

  test.each([
    ["on one line", "From: Flora <chat@garden.example> Sent: Monday, August 3, 2026 To: Ana Subject: Your conversation"],
    ["in bold", "*From:* Flora\n*Sent:* Monday, August 3, 2026\n*To:* Ana <ana@example.com>\n*Subject:* Your conversation"],
    ["with a blank line between each", "From: Flora\n\nSent: Monday\n\nTo: Ana\n\nSubject: Your conversation"],
    ["of a language we have no labels of", "---------------\nOd: Flora <chat@garden.example>\nKomu: Ana\nPředmět: Rozhovor"],
    ["after a phrase between stars", "*** Forwarded message ***\nWhat: ever"],
  ])("under header fields %s goes", (_, fields) => {
    expect(ownWords(`The big one.\n\n${fields}\n\nWhich size?`)).toBe("The big one.");
  });

  test("is introduced, but not marked, and all there is: then it is the answer", () => {
    expect(ownWords(`${WROTE}\n\nThe big one.`)).toBe("The big one.");
  });

  test("by the initials of old programs goes", () => {
    expect(ownWords("The big one.\n\nFG> Which size?\nFG> There are two.")).toBe("The big one.");
  });

  test("a program has torn where its lines were too long goes with its ends", () => {
    const torn = "> Hello Ana, we have the olive trees again, in two sizes, and they\nwill be here until Tuesday.\n> Flora";
    expect(ownWords(`The big one.\n\n${WROTE}\n\n${torn}`)).toBe("The big one.");
  });

  test("of a whole mail goes also where something stands below it", () => {
    const whole = Array.from({ length: 13 }, (_, at) => `> line ${at}`).join("\n");
    expect(ownWords(`See below.\n\n${WROTE}\n\n${whole}\n\nThe big one.`)).toBe("See below.\n\nThe big one.");
  });

  test("in a language we have no words for goes, by its date, address and colon", () => {
    const czech = "po 3. 8. 2026 v 10:12 odesílatel Flora <chat@garden.example> napsal:";
    const hungarian = "Flora <chat@garden.example> ezt írta (időpont: 2026. aug. 3., H, 10:12):";
    expect(ownWords(`Ten větší.\n\n${czech}\n\nWhich size?`)).toBe("Ten větší.");
    expect(ownWords(`A nagyobbat.\n\n${hungarian}\n\n> Which size?`)).toBe("A nagyobbat.");
  });

  test("is told as well under a locale that is none", () => {
    expect(ownWords(`The big one.\n\n${WROTE}\n\nWhich size?`, { locale: "no locale!" })).toBe("The big one.");
  });

  test("whose date begins with a foreign day goes when the locale is told", () => {
    const turkish = "Pazartesi, 3 Ağustos 2026 10:12, Flora <chat@garden.example> tarihinde şunu yazdı:";
    expect(ownWords(`Büyük olanı.\n\n${turkish}\n\nWhich size?`, { locale: "tr" })).toBe("Büyük olanı.");
  });
});

describe("our letter", () => {
  const PAGE = "The big one, please.\n\nCan I come on Tuesday?";

  test.each(["en", "pt-BR", "es"])("in %s is told by its marker line even without any quoting", async (locale) => {
    const { text } = await letter({ locale });
    expect(ownWords(`${PAGE}\n\nan unknown program's own words\n${text}`)).toBe(`${PAGE}\n\nan unknown program's own words`);
  });

  test("is subtracted where no line tells of it, however it was wrapped", async () => {
    const long = {
      ...REPLY,
      text: "Yes, down to minus eight degrees, if the pot is big and stands near a wall that keeps it warm.",
    };
    const { text } = await letter({ lines: [QUESTION, long] });
    const body = text.split("\n").slice(2).join("\n").replace("if the pot is big and ", "if the pot\nis big and ");
    expect(ownWords(`${PAGE}\n\n${body}`, { sent: text })).toBe(PAGE);
    expect(ownWords(`${body}\n\n${PAGE}`, { sent: text })).toBe(PAGE);
  });

  test("in Gmail's HTML leaves the answers between its lines", async () => {
    const { text, html } = await letter();
    const quoted = `<blockquote class="gmail_quote">${html}</blockquote>`;
    const mail = `<div dir="ltr">See below.</div><div class="gmail_quote"><div class="gmail_attr">Flora:</div>${quoted}<div>The big one.</div>${quoted}</div>`;
    expect(ownWords({ html: mail }, { sent: text })).toBe("See below.\n\nThe big one.");
  });

  test("is not told by its words alone: they must stand in its order", () => {
    const sent = SENT.join("\n");
    expect(ownWords("> the trees again, which one\nThat one.", { sent })).toBe("> the trees again, which one\nThat one.");
    expect(ownWords("> the olive trees again\nThat one.", { sent })).toBe("That one.");
  });

  test("is known by half of a quotation's lines, because its HTML says more than its text", () => {
    expect(ownWords("> AM\n> Hello Ana,\nThat one.", { sent: SENT.join("\n") })).toBe("That one.");
  });

  test("with its marker line on top of an answer below is subtracted too", async () => {
    const { text } = await letter();
    expect(ownWords(`${text}\n${PAGE}`, { sent: text })).toBe(PAGE);
  });

  test("does not take from the visitor what they say again", async () => {
    const { text } = await letter();
    expect(ownWords(`${QUESTION.text}\n\nOn 3 Aug 2026, Flora <chat@garden.example> wrote:\n\n> Yes.`, { sent: text })).toBe(
      QUESTION.text,
    );
  });
});

test("A text is read as far as 4,000 lines", () => {
  expect(ownWords("line\n".repeat(4_001)).split("\n")).toHaveLength(4_000);
});

describe("HTML", () => {
  test("is read as a browser shows it", () => {
    const html =
      "<style>p{}</style><title>no</title><p>Two&nbsp;things &amp; a <b>wish</b>:</p>\n<ul><li>one</li><li>two <i>and</i>\n more</li></ul>" +
      '<pre>a\n  b</pre><div style="display:none">hidden</div><!-- no --><table><tr><td>x</td></tr></table>last<br>line';
    expect(ownWords({ html })).toBe("Two things & a wish:\n\n- one\n- two and more\n\na\n  b\n\nx\n\nlast\nline");
  });

  test("keeps where a link leads, unless it says so itself", () => {
    const html =
      'See <a href="https://garden.example/olive">this tree</a> or <a href="https://garden.example/">garden.example</a>, <a href="javascript:x">no</a>.';
    expect(ownWords({ html })).toBe("See this tree <https://garden.example/olive> or garden.example, no.");
  });

  test("keeps what somebody has indented, which is a blockquote too", () => {
    const html =
      '<div>Look:</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>two trees</div></blockquote>';
    expect(ownWords({ html })).toBe("Look:\n\ntwo trees");
  });

  test("is repaired where tags are missing or crossed", () => {
    const html = "<div><p>One<p>Two<b><div>three</b></div></i></blockquote><blockquote>Quoted<p>too</div><p>";
    expect(ownWords({ html })).toBe("One\n\nTwo\nthree");
  });

  test("below a quotation without a blockquote is the writer's again", () => {
    const html = '<div>The big one.</div><div class="gmail_quote">Which size?</div><div>On Tuesday.</div>';
    expect(ownWords({ html }, { sent: "Which size?" })).toBe("The big one.\nOn Tuesday.");
  });

  test("forwarded without a mark of its own is not taken for the forwarder's words", () => {
    const html =
      '<div>Is this you?</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: X &lt;x@y.example&gt;<br></div>Buy now<blockquote>older</blockquote></div>';
    expect(ownWords({ html })).toBe("Is this you?");
  });

  test.each([
    ["Outlook's header", '<div id="divRplyFwdMsg"><b>Feladó:</b> Flora<br></div><p>Which size?</p>'],
    ["Outlook's end of an answer", '<div id="appendonsend"></div><p>Which size?</p>'],
    [
      "Outlook's line, blue",
      "<div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm'>Feladó: Flora</div>Which size?",
    ],
    ["Outlook's line, grey", "<div style='border:none; border-top:solid #E1E1E1 1.0pt'>Feladó: Flora</div>Which size?"],
    ["Outlook's container on telephones", '<div id="mail-editor-reference-message-container">Which size?</div>'],
    ["Outlook on the web's copy of another's", '<div class="x_gmail_quote">Which size?</div>'],
    ["Gmail's quotation without a blockquote", '<div class="gmail_quote">Which size?</div>'],
    [
      "Proton's words before the blockquote",
      '<div class="protonmail_quote">Flora kdysi<br><blockquote>Which size?</blockquote></div>',
    ],
    [
      "Thunderbird's introduction",
      '<div class="moz-cite-prefix">Flora kdysi</div><blockquote type="cite">Which size?</blockquote>',
    ],
    ["Yahoo's quotation", '<div class="ydp3f2a9c1eyahoo_quoted">Flora kdysi</div>'],
    ["GMX's quotation", '<div name="quote" style="margin:10px 5px">Flora kdysi</div>'],
    ["a blockquote, though a tag around it ends too early", "<b><blockquote>Which</b> size?</blockquote>"],
    ["Gmail's signature", '<div class="gmail_signature" data-smartmail="gmail_signature">Ana, Lisbon</div>'],
  ])("%s is known in any language", (_, marked) => {
    expect(ownWords({ html: `<div>The big one.</div>${marked}` })).toBe("The big one.");
  });

  test.each([
    ["20,000 elements", `early${"<i></i>".repeat(20_000)}late`],
    ["262,144 characters, seen or not", `early<style>${"x".repeat(262_144)}</style>late`],
    ["a megabyte", `early<a href="${"x".repeat(1_048_576)}"></a>late`],
  ])("is read as far as %s", (_, html) => {
    expect(ownWords({ html })).toBe("early");
  });
});
