/** Links, colours, words, tokens: the small parts letters are made of. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hashOf } from "../../../src/forwarding/index.js";
import { cleanName, cleanText } from "../../../src/forwarding/letter/clean.js";
import { contrast, faceColour, palettes, textOn } from "../../../src/forwarding/letter/colours.js";
import { html } from "../../../src/forwarding/letter/html.js";
import { safeHref, spans } from "../../../src/forwarding/letter/links.js";
import { base32, freshTokens } from "../../../src/forwarding/letter/tokens.js";
import { wordsFor } from "../../../src/forwarding/letter/words/index.js";
import { LANGUAGES } from "../../../src/protocol/index.js";

const links = (text: string) => spans(text).flatMap((span) => ("href" in span ? [span.href] : []));

describe("links", () => {
  test.each([
    ["see https://flora.example/covers.", ["https://flora.example/covers"]],
    ["(https://en.wikipedia.org/wiki/Olive_(tree))", ["https://en.wikipedia.org/wiki/Olive_(tree)"]],
    ["mailto:ana@example.com or tel:+351123", ["mailto:ana@example.com", "tel:+351123"]],
    ["HTTPS://FLORA.EXAMPLE/A?b=c&d#e!", ["https://flora.example/A?b=c&d#e"]],
    ["http://a.example,http://b.example", ["http://a.example,http://b.example"].map((one) => new URL(one).href)],
    ["javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd", []],
    ["https://bank.example@evil.example/ https://u:p@evil.example", []],
    ["xhttps://a.example is a word", []],
    ["https:// http://", []],
    ["www.flora.example", []],
  ])("%s", (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  test("a host in other letters is named in full", () => {
    expect(spans("https://аррӏе.example/x")).toEqual([
      { text: "https://аррӏе.example/x (xn--80ak6aa92e.example)", href: "https://xn--80ak6aa92e.example/x" },
    ]);
  });

  test("the pieces together are the text, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom("https://a.example", "mailto:", ").", " ", "tel:1"))),
        (pieces) => {
          const text = pieces.join("");
          expect(
            spans(text)
              .map((span) => span.text)
              .join("")
              .replaceAll(/ \(\S*xn--\S*\)/g, ""),
          ).toBe(text);
        },
      ),
    );
  });

  test.each([
    "https://",
    ")".repeat(100_000),
    `https://a.example/${"(".repeat(50_000)}${")".repeat(50_000)}`,
    "https://a.example ".repeat(6_000),
    "a".repeat(100_000),
  ])("19 links are found in 100,000 characters in linear time (%#)", (text) => {
    const began = process.cpuUsage();
    spans(text);
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(1_500);
  });
});

describe("HTML from a template", () => {
  test("escapes every value, in text and in attributes of either quotes", () => {
    const value = `<&>"'\``;
    expect(html`<a title="${value}">${[value]}</a>`.source).toBe(
      '<a title="&lt;&amp;&gt;&quot;&#39;&#96;">&lt;&amp;&gt;&quot;&#39;&#96;</a>',
    );
  });

  test("takes its own kind as it is, and nothing for undefined", () => {
    expect(html`${html`<b>${"<"}</b>`}${undefined}${[html`<i></i>`, 3]}`.source).toBe("<b>&lt;</b><i></i>3");
  });
});

describe("addresses for links", () => {
  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///x",
    "https://u@x.example",
    "x",
    `https://x.example/${"a".repeat(2_000)}`,
  ])("%s is none", (written) => {
    expect(safeHref(written)).toBeUndefined();
  });
});

describe("names", () => {
  test.each([
    [" Ana\r\n\tLuísa\u2028Maria ", "Ana Luísa Maria"],
    ["a\u202Eb\u200Bc\u0000d", "abcd"],
    ["=?utf-8?Q?x?=", "= ?utf-8?Q?x?="],
    ["👩‍🌾".repeat(60), "👩🌾".repeat(35)],
    ["\ud800x", "�x"],
  ])("%j is cleaned to %j", (name, clean) => {
    expect(cleanName(name)).toBe(clean);
  });

  test("texts keep their lines, tabs and joiners, and lose other controls", () => {
    expect(cleanText("a\r\nb\rc\u2028d\te\u0007f 👨‍👩‍👧")).toBe("a\nb\nc\nd\tef 👨‍👩‍👧");
  });
});

describe("colours", () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

  test("text can be read on any accent, and any accent as a link, light and dark", () => {
    fc.assert(
      fc.property(colour, (accent) => {
        for (const palette of Object.values(palettes(accent))) {
          expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(4.2);
          for (const ground of [palette.card, palette.raised]) expect(contrast(palette.link, ground)).toBeGreaterThanOrEqual(4.5);
        }
      }),
    );
  });

  test("grey text can be read on every ground", () => {
    for (const palette of Object.values(palettes())) {
      for (const ground of [palette.page, palette.card, palette.raised])
        expect(contrast(palette.muted, ground)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("initials can be read on every face", () => {
    for (const name of ["Ana", "Bia", "Cia", "Tom", "Eva", "Amélie", "Zoë", "李", ""])
      expect(contrast("#ffffff", faceColour(name))).toBeGreaterThanOrEqual(4.5);
  });

  test("black on white is 21", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
    expect([textOn("#000000"), textOn("#ffffff"), textOn("#5b5bd6")]).toEqual(["#ffffff", "#12121c", "#ffffff"]);
  });
});

describe("words", () => {
  test.each([
    ["pt-BR", "pt-BR"],
    ["pt", "pt"],
    ["pt-PT", "pt"],
    ["ES-mx", "es"],
    ["en-GB", "en"],
    ["tlh", "en"],
    ["", "en"],
  ])("for %s are %s", (locale, lang) => {
    expect(wordsFor(locale).lang).toBe(lang);
  });

  test("are there for every language, and say which they are", () => {
    expect(LANGUAGES.map((language) => wordsFor(language).lang)).toEqual(LANGUAGES);
  });

  test.each(LANGUAGES)("%s has exactly the plural forms it counts with", (language) => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    expect(Object.keys(wordsFor(language).cut).sort()).toEqual([...pluralCategories].sort());
  });
});

describe("tokens", () => {
  test("are base32 as RFC 4648 has it, in lower case", () => {
    const text = (value: string) => base32(new TextEncoder().encode(value));
    expect(["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(text)).toEqual([
      "",
      "my",
      "mzxq",
      "mzxw6",
      "mzxw6yq",
      "mzxw6ytb",
      "mzxw6ytboi",
    ]);
  });

  test("are 128 and 256 bits of the chance given, each its own", () => {
    const asked: number[] = [];
    const { reply, bounce, unsubscribe, resume } = freshTokens((bytes) => {
      asked.push(bytes);
      return new Uint8Array(bytes).fill(asked.length);
    });
    expect(asked).toEqual([16, 16, 16, 32]);
    expect(new Set([reply, bounce, unsubscribe, resume]).size).toBe(4);
    expect([reply, bounce, unsubscribe].every((token) => /^[a-z2-7]{26}$/.test(token))).toBe(true);
    expect(resume).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  test("are looked up by SHA-256", () => {
    expect(hashOf("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});
