/** What is left of an answer by e-mail. The formats are those of mail programs, the sentences ours. */
import { describe, expect, test } from "vitest";
import { ownWords } from "../../../src/forwarding/index.js";

describe("a plain text", () => {
  test("keeps what stands above the quotation", () => {
    const mail = "Tuesday is fine.\n\nOn Mon, 3 Aug 2026 at 10:12, Flora <chat@flora.example> wrote:\n\n> Is Tuesday fine?\n>\n";
    expect(ownWords(mail)).toBe("Tuesday is fine.");
  });

  test("keeps what stands below it", () => {
    const mail = "On Mon, 3 Aug 2026 at 10:12, Flora <chat@flora.example> wrote:\n> Is Tuesday fine?\n\nTuesday is fine.\n";
    expect(ownWords(mail)).toBe("Tuesday is fine.");
  });

  test("keeps answers between the lines, with what they answer unless we sent it", () => {
    const mail = "Flora wrote:\n> Which colour?\nBlue.\n> And how many?\nThree, please.\n";
    expect(ownWords(mail)).toBe("> Which colour?\nBlue.\n> And how many?\nThree, please.");
    expect(ownWords(mail, { sent: "Which colour?\nAnd how many?" })).toBe("Blue.\nThree, please.");
  });

  test("is the whole text when nothing would be left", () => {
    const mail = "> Is Tuesday fine?";
    expect(ownWords(mail)).toBe(mail);
  });
});

describe("HTML", () => {
  test("keeps what stands outside of Gmail's quotation", () => {
    const html =
      '<div dir="ltr">Tuesday is fine.</div><br><div class="gmail_quote"><div class="gmail_attr">Flora, Monday:<br></div><blockquote class="gmail_quote">Is Tuesday fine?</blockquote></div>';
    expect(ownWords({ html })).toBe("Tuesday is fine.");
  });

  test("is cut where Outlook begins the other mail", () => {
    const html =
      '<p>Tuesday is fine.</p><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Von:</b> Flora<br></div><p>Is Tuesday fine?</p>';
    expect(ownWords({ html })).toBe("Tuesday is fine.");
  });
});
