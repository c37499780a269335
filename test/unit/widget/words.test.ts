import { expect, test } from "vitest";
import { LAUNCHER_WORDS, launcherName, pickLanguage } from "../../../src/loader/language.js";
import { en } from "../../../src/widget/words/en.js";
import { words as es } from "../../../src/widget/words/es.js";
import { formEn } from "../../../src/widget/words/form-en.js";
import { formWords as formEs } from "../../../src/widget/words/form-es.js";
import { formWords as formPtBR } from "../../../src/widget/words/form-pt-BR.js";
import { words as ptBR } from "../../../src/widget/words/pt-BR.js";
import { wordsIn } from "../../../src/widget/words.js";

/** Every sentence by its path, to be compared across languages. */
function sentences(words: object, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([name, value]) =>
    typeof value === "string" ? [[`${path}${name}`, value]] : sentences(value, `${path}${name}.`),
  );
}
const holes = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();

test.each([
  ["pt-BR", { ...ptBR, form: formPtBR }],
  ["es", { ...es, form: formEs }],
])("%s has the same holes to fill as English in every sentence, and none is empty", (_, words) => {
  const original = new Map(sentences({ ...en, form: formEn }));
  for (const [path, sentence] of sentences(words)) {
    expect([path, holes(sentence)]).toEqual([path, holes(original.get(path) ?? "")]);
    expect(sentence.trim()).not.toBe("");
  }
});

test("where answers are not forwarded, no wording promises an e-mail", () => {
  for (const [words, form] of [
    [en, formEn],
    [ptBR, formPtBR],
    [es, formEs],
  ] as const) {
    const plain = [...Object.values(form.askHere), words.availability.away, words.contact.doneHere, form.foldedHere];
    const promising = plain.filter((sentence) => /e-?mail|correo/i.test(sentence.replaceAll("{email}", "")));
    expect(promising).toEqual([]);
  }
});

test("every language the bubble speaks is there for the panel", async () => {
  const opened = await Promise.all((["en", "pt-BR", "es"] as const).map(wordsIn));
  expect(Object.keys(LAUNCHER_WORDS)).toEqual(["en", "pt-BR", "es"]);
  expect(opened).toEqual([en, ptBR, es]);
});

test("the first wish that can be granted decides, else English", () => {
  expect(pickLanguage([undefined, "", "ar", "pt-PT", "es"])).toBe("pt-BR");
  expect(pickLanguage(["ES-419"])).toBe("es");
  expect(pickLanguage(["fil", "estonian"])).toBe("en");
});

test("the bubble counts as its language does", () => {
  expect(launcherName("en", 0)).toBe("Open chat");
  expect(launcherName("en", 1)).toBe("Open chat, 1 unread message");
  expect(launcherName("en", 2)).toBe("Open chat, 2 unread messages");
  expect(launcherName("pt-BR", 1)).toBe("Abrir o chat, 1 mensagem não lida");
});
