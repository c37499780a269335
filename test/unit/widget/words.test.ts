import { describe, expect, test } from "vitest";
import { bubbleName, bubbleWord, missing } from "../../../src/loader/bubble-words.js";
import { LANGUAGES, type Language } from "../../../src/protocol/index.js";
import { inOwnWords } from "../../../src/widget/own-words.js";
import { count } from "../../../src/widget/phrase.js";
import { en } from "../../../src/widget/words/en.js";
import { filesEn } from "../../../src/widget/words/files-en.js";
import { formEn } from "../../../src/widget/words/form-en.js";
import { moreEn } from "../../../src/widget/words/more-en.js";
import { talkEn } from "../../../src/widget/words/talk-en.js";
import { speechIn } from "../../../src/widget/words.js";

const spoken = await Promise.all(
  LANGUAGES.map(async (language) => {
    const { words, form, more, files } = await speechIn(language);
    return {
      language,
      words: { ...talkEn, ...words },
      form: form ? (await form()).formWords : formEn,
      more: more ? (await more()).moreWords : moreEn,
      files: files ? (await files()).fileWords : filesEn,
    };
  }),
);

/** Every sentence by its path, to be compared across languages. */
function sentences(words: object, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([name, value]) =>
    typeof value === "string" ? [[`${path}${name}`, value]] : sentences(value, `${path}${name}.`),
  );
}
const holes = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();

/** Loan words, and a sentence of nothing but holes. */
const SHARED = ["Chat", "E-mail", "Emoji", "Menu", "{name}: {text}"];
/** What is right as it stands in English, in the order of the alphabet. */
const SAME: { readonly [language in Language]?: readonly string[] } = {
  fr: ["Assistant", "Conversation", "Message", "documents"],
  de: ["Name", "Team"],
  it: ["Privacy", "Team"],
  nl: ["Contact: {email}", "Privacy", "Team"],
  sv: ["Team"],
  da: ["Send", "Team"],
  nb: ["Send", "Team"],
};

describe.each(spoken)("$language", ({ language, words, form, more, files }) => {
  const original = new Map(sentences({ ...en, ...talkEn, form: formEn, more: moreEn, files: filesEn }));
  const all = sentences({ ...words, form, more, files });

  /** A plural form that English does not have is its `other`. */
  const inEnglish = (path: string) => original.get(path) ?? original.get(path.replace(/\w+$/, "other"));

  /** A form of one number alone may say that number in words: two messages are one word in Arabic. */
  const rules = new Intl.PluralRules(language);
  const numbers = Array.from({ length: 200 }, (_, n) => rules.select(n) as string);
  const saysItself = (path: string, sentence: string) =>
    !sentence.includes("{n}") && numbers.filter((form) => path.endsWith(`.${form}`)).length === 1;

  test("has the same holes to fill as English in every sentence, and none is empty", () => {
    for (const [path, sentence] of all) {
      const english = holes(inEnglish(path) ?? "").filter((hole) => hole !== "{n}" || !saysItself(path, sentence));
      expect([path, holes(sentence)]).toEqual([path, english]);
      expect(sentence.trim()).not.toBe("");
    }
  });

  test("has exactly the plural forms it counts with", () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const forms of [words.launcher.unread, words.log.latestNew, words.announce.many])
      expect(Object.keys(forms).sort()).toEqual([...pluralCategories].sort());
  });

  test("leaves nothing in English but what is the same word there", () => {
    if (language === "en") return;
    const isEnglish = ([path, sentence]: readonly [string, string]) => sentence === inEnglish(path);
    const left = all.filter(isEnglish).map(([, sentence]) => sentence);
    expect([...new Set(left)].filter((sentence) => !SHARED.includes(sentence)).sort()).toEqual(SAME[language] ?? []);
  });

  test("promises a time only where it says so", () => {
    const { online, minutes, hours, day } = words.availability;
    for (const timed of [minutes, hours, day]) expect(timed.startsWith(online) && timed.length > online.length).toBe(true);
    expect(new Set([minutes, hours, day]).size).toBe(3);
  });

  test("promises no e-mail where answers are not forwarded", () => {
    const plain = [...Object.values(form.askHere), words.availability.away, words.contact.doneHere, form.foldedHere];
    expect(
      plain.filter((sentence) =>
        /mail|correo|e-?post|mejl|sähköpost|メール|邮|郵|почт|пошт|بريد|אימייל|ایمیل|ईमेल|อีเมล|메일/i.test(
          sentence.replaceAll("{email}", ""),
        ),
      ),
    ).toEqual([]);
  });
});

describe("the bubble by itself", () => {
  test("says the panel's own word for the chat where it is not written as in English, else one that all others share", () => {
    for (const { language, words } of spoken) {
      const word = bubbleWord(language);
      const isLatin = /^[\p{Script=Latin}\P{Letter}]+$/u.test(words.launcher.open);
      if (language !== "en") expect([language, word === "Chat"]).toEqual([language, isLatin]);
      if (!isLatin) expect(words.launcher.open.toLowerCase()).toContain(word.toLowerCase());
    }
    expect(bubbleWord("en-GB")).toBe(en.launcher.open);
    expect(["", "tlh", "pt_BR", "constructor", "__proto__-x"].map(bubbleWord)).toEqual(Array(5).fill("Chat"));
    expect(["RU", "zh_TW", "ja-JP"].map(bubbleWord)).toEqual(["Чат", "聊天", "チャット"]);
  });

  test("counts in digits, and says that the panel is missing by a sentence or a sign", () => {
    expect(bubbleName(bubbleWord("en"), 0)).toBe("Open chat");
    expect(bubbleName(bubbleWord("de"), 2)).toBe("Chat (2)");
    expect(missing(bubbleWord("en"))).toBe("Could not be loaded. Please try again.");
    expect(missing(bubbleWord("ja"))).toBe("⚠ チャット");
  });
});

test("numbers are counted and written as the language does", () => {
  const { unread } = en.launcher;
  expect(count(unread, 1, "en")).toBe("Open chat, 1 unread message");
  expect(count(unread, 1200, "en")).toBe("Open chat, 1,200 unread messages");
  const spanish = spoken.find(({ language }) => language === "es")?.words.launcher.unread ?? unread;
  expect(count(spanish, 2_000_000, "es")).toBe("Abrir el chat, 2.000.000 de mensajes sin leer");
});

describe("the page's own words", () => {
  function spoken(given: unknown) {
    const complaints: string[] = [];
    const { words, own } = inOwnWords({ language: "en", words: en }, given, (message) => complaints.push(message));
    return { words, own, complaints };
  }

  test.each([
    ["an object", (words: object) => words],
    ["JSON of one", (words: object) => JSON.stringify(words)],
  ])("as %s stand in place of ours, wherever they are", (_, as) => {
    const { words, own, complaints } = spoken(
      as({
        "composer.placeholder": "Ask about plants…",
        "launcher.unread.other": "{n} new",
        "form.fields.name": "Who",
        "peek.dismiss": "Away",
      }),
    );
    expect(words).toEqual({
      ...en,
      composer: { ...en.composer, placeholder: "Ask about plants…" },
      launcher: { ...en.launcher, unread: { ...en.launcher.unread, other: "{n} new" } },
    });
    expect(own?.(formEn, "form")).toEqual({ ...formEn, fields: { ...formEn.fields, name: "Who" } });
    expect(own?.({ ...talkEn, ...words })).toEqual({ ...talkEn, ...words, peek: { dismiss: "Away" } });
    expect(complaints).toEqual([]);
  });

  test("that are none are named, and change nothing", () => {
    const { words, own, complaints } = spoken({
      "peek.dismis": "x",
      peek: "x",
      "peek.dismiss": 7,
      constructor: "x",
      "form.skpi": "x",
    });
    expect(words).toEqual(en);
    const none = (path: string) => `There is no word "${path}".`;
    const ofPanel = [none("peek"), none("constructor")];
    expect(complaints).toEqual(ofPanel);
    // Those of the messages and of the form are known once these are here.
    expect(own?.(talkEn)).toEqual(talkEn);
    const ofTalk = [none("peek.dismis"), 'The word "peek.dismiss" is no text.'];
    expect(complaints).toEqual([...ofPanel, ...ofTalk]);
    expect(own?.(formEn, "form")).toEqual(formEn);
    expect(complaints).toEqual([...ofPanel, ...ofTalk, none("form.skpi")]);
  });

  test("row 20 of the security checklist: prototype keys among them name no word, and give nothing to any other object", () => {
    const { words, own, complaints } = spoken(
      '{"__proto__":{"pwned":true},"__proto__.pwned":"x","constructor.prototype.pwned":"x","form.__proto__":"x"}',
    );
    expect(words).toEqual(en);
    expect(own?.(formEn, "form")).toEqual(formEn);
    expect(complaints.map((one) => /"(.*)"/.exec(one)?.[1])).toEqual([
      ...["__proto__", "__proto__.pwned", "constructor.prototype.pwned", "form.__proto__"],
    ]);
    expect("pwned" in {}).toBe(false);
  });

  test.each(["{composer", "7", "null", "[1]", null, 7])("as %j are said to be none, and break nothing", (given) => {
    const { words, complaints } = spoken(given);
    expect(words).toEqual(en);
    expect(complaints).toEqual(["The words are no object, and no JSON of one."]);
  });
});
