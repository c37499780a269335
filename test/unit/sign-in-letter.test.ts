/** The mail an agent signs in by, in every language, read back by a parser that is not ours. */
import PostalMime from "postal-mime";
import { expect, test } from "vitest";
import { wordsFor } from "../../src/forwarding/index.js";
import { LANGUAGES } from "../../src/protocol/index.js";
import { signInLetter } from "../../src/server/mail/sign-in-letter.js";

const url = "https://chat.flora.example/console/#/sign-in/secret";
const SITE = "Flora & Söhne 園芸店 \r\nBcc: all@x.example";

async function read(locale: string | null) {
  const agent = { name: "Amélie", email: "amelie@flora.example", siteId: "flora", locale };
  const { raw } = signInLetter({ url, agent }, SITE, "chat@flora.example", Date.UTC(2026, 10, 19));
  const mail = await PostalMime.parse(raw);
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
  return { mail, header, lines: (mail.text ?? "").trimEnd().split(/\r?\n\r?\n/) };
}

test.each(LANGUAGES)("%s: greets, says what the link does, and names its language", async (locale) => {
  const { mail, header, lines } = await read(locale);
  const { signIn } = wordsFor(locale);
  expect(mail.subject?.replaceAll(/\s+/g, " ")).toBe(signIn.subject(SITE).replaceAll(/\s+/g, " "));
  expect([header("content-language"), header("bcc")]).toEqual([locale, undefined]);
  expect(lines.join(" ")).toContain(signIn.hello("Amélie"));
  expect(lines).toContain(url);
  expect(lines.at(-1)).toBe(signIn.unasked);
});

test("whose language nobody said gets it in English", async () => {
  const { header, lines } = await read(null);
  expect([header("content-language"), lines[0]]).toEqual(["en", "Hello Amélie,"]);
});
