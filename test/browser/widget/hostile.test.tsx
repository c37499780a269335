/** Hostile text in every field that reaches the widget: nothing is drawn that was not ours, and all of it is still there to read. */
import { cleanup, render } from "@testing-library/preact";
import { h, type VNode } from "preact";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { memory } from "../../../src/adapters/memory.js";
import type { Theme } from "../../../src/api.js";
import { newId } from "../../../src/client/id.js";
import { readAnswer } from "../../../src/contact-form/read.js";
import { mount } from "../../../src/index.js";
import type { ContactForm } from "../../../src/protocol/index.js";
import type { ContactDesk } from "../../../src/widget/contact-desk.js";
import { drawForm } from "../../../src/widget/contact-form.js";
import { cleanName } from "../../../src/widget/visible-text.js";
import { en } from "../../../src/widget/words/en.js";
import { filesEn } from "../../../src/widget/words/files-en.js";
import { formEn } from "../../../src/widget/words/form-en.js";
import { talkEn } from "../../../src/widget/words/talk-en.js";
import { elementsIn, watchElements } from "../../elements-in.js";
import { type Escapes, watchEscapes } from "../../escapes.js";
import { HOSTILE_TEXTS } from "../../hostile-texts.js";
import { until } from "../../until.js";
import { openChat, visit, write } from "./visit.js";

let escapes: Escapes;
beforeEach(() => {
  escapes = watchEscapes();
});
afterEach(() => {
  escapes.stop();
  expect(escapes.seen).toEqual([]);
});

const strangers = (seen: Iterable<string>, ours: Iterable<string>) => {
  const known = new Set(ours);
  return [...seen].filter((element) => !known.has(element));
};

function drawn(root: ShadowRoot): ReadonlySet<string> {
  const { seen, stop } = watchElements(root);
  onTestFinished(stop);
  return seen;
}

/** Hundreds of texts, one after the other. */
const PATIENT = { timeout: 180_000 };
/** Where the form is not what is looked at: it comes when its code has, in the middle of the texts. */
const NEVER: ContactForm = { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] };
const LINKS = "See https://flora.example/4711 or https://аpple.example";

test("as messages and replies", PATIENT, async () => {
  const { backend, root } = await visit({ site: { contactForm: NEVER } });
  const seen = drawn(root);
  await openChat();
  await write(LINKS);
  await until(() => backend.agent.messages().length === 1);
  backend.agent.reply(LINKS);
  await until(() => root.querySelectorAll(".text a").length === 4);
  const ours = [...seen];
  const storable = HOSTILE_TEXTS.filter((text) => /^[^\0\p{Cs}]*$/u.test(text));
  const { signal } = new AbortController();
  const shown = () => [...root.querySelectorAll(".text")].map((bubble) => bubble.textContent);
  // So many at a time that all of them are drawn at once.
  const AT_ONCE = 10;
  for (let from = 0; from < HOSTILE_TEXTS.length; from += AT_ONCE) {
    const sent = storable.slice(from, from + AT_ONCE);
    const replies = HOSTILE_TEXTS.slice(from, from + AT_ONCE);
    await Promise.all(sent.map((text) => backend.send({ id: newId(), text, seen: 0 }, signal)));
    for (const text of [...replies, `The last one after ${from}`]) backend.agent.reply(text);
    await until(() => root.textContent?.includes(`The last one after ${from}`));
    expect(shown().slice(-sent.length - replies.length - 1, -1)).toEqual([...sent, ...replies]);
  }
  expect(strangers(seen, ours)).toEqual([]);
});

test("as names of files: chosen, refused, on their way, and there to be saved", PATIENT, async () => {
  const uploads = { largestBytes: 1_000, kinds: ["picture", "document"] };
  const { backend, root } = await visit({ site: { uploads, contactForm: NEVER } });
  const seen = drawn(root);
  await openChat();
  const files = (names: readonly string[]) => names.map((name) => new File(["text"], name));
  const drop = (...given: File[]) => {
    const dataTransfer = new DataTransfer();
    for (const file of given) dataTransfer.items.add(file);
    const event = new DragEvent("drop", { dataTransfer, bubbles: true, composed: true, cancelable: true });
    root.querySelector("[role=dialog]")?.dispatchEvent(event);
  };
  const sentFiles = () => backend.agent.messages().flatMap(({ attachments = [] }) => attachments);
  const play = async (names: readonly string[]) => {
    const [kept, refused] = [files(names.map((name) => `${name}.txt`)), files(names.map((name) => `${name}.exe`))];
    drop(...kept, ...refused);
    await until(() => root.querySelectorAll(".tray li").length === names.length && root.querySelector(".compose .trouble"));
    expect([...root.querySelectorAll(".tray bdi")].map(({ textContent }) => textContent)).toEqual(
      kept.map(({ name }) => cleanName(name)),
    );
    const before = sentFiles().length;
    root.querySelector<HTMLElement>(".send")?.click();
    await until(() => sentFiles().length === before + names.length);
    backend.agent.reply(`After ${before}`, [{ name: `${names[0]}.txt`, content: new TextEncoder().encode("text") }]);
    await until(() => root.textContent?.includes(`After ${before}`));
    const theirs = [...kept, kept[0]].map((file) => file && cleanName(file.name));
    const here = () => [...root.querySelectorAll("button.file bdi")].slice(-theirs.length).map(({ textContent }) => textContent);
    await expect.poll(here).toEqual(theirs);
  };
  await play(["notes", "more"]);
  const ours = [...seen];
  const storable = HOSTILE_TEXTS.filter((text) => /^[^\0\p{Cs}]*$/u.test(text)).map((text) => text.slice(0, 900));
  for (let from = 0; from < storable.length; from += 10) await play(storable.slice(from, from + 10));
  expect(strangers(seen, ours)).toEqual([]);
});

/** The site's name, greeting and faces, and what the page sets; drawn once the name is there. */
async function entered(text: string): Promise<ReadonlySet<string>> {
  const site = { name: text, greeting: text, faces: [{ id: text, name: text }], accent: text };
  const look = { accent: text, theme: text as Theme, lang: text, position: text as "start" };
  const recado = mount({ site: "hostile", backend: memory({ site }), ...look });
  const root = document.querySelector("recado-chat")?.shadowRoot;
  if (!root) throw new Error("The widget is not on the page");
  const { seen, stop } = watchElements(root);
  recado.open();
  await until(() => root.querySelector(".bubble")?.textContent?.includes(text), 40_000, 0);
  expect(root.querySelector("h2")?.textContent).toBe(cleanName(text));
  stop();
  recado.destroy();
  return seen;
}

test("as what the site and the page say of themselves", PATIENT, async () => {
  const ours = await entered("Flora");
  // None of them is a theme, a colour, a side or a language, and the console hears so.
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  for (const text of HOSTILE_TEXTS) expect(strangers(await entered(text), ours), text).toEqual([]);
  expect(warn).toHaveBeenCalled();
  warn.mockRestore();
});

test("as the words and the link beside the contact form, and as what is filled in", PATIENT, async () => {
  const desk = {} as ContactDesk;
  const drawn = (text: string, link: string) => {
    const { container } = render(
      drawForm(h, {
        form: {
          at: "asking",
          sheet: { rule: "required", promised: "away", answers: { email: text, name: text, phone: text }, faults: {}, asked: 0 },
        },
        asked: {
          whenOnline: "required",
          whenAway: "required",
          fields: [
            { name: "email", required: true },
            { name: "name", required: true },
            { name: "phone", required: false },
          ],
          consent: { text, link },
        },
        held: 1,
        answersByEmail: true,
        words: formEn,
        desk,
        read: readAnswer,
        phrase: () => undefined,
        said: [],
        face: null,
        onLeft: () => {},
      }) as VNode,
    );
    return container;
  };
  const ours = elementsIn(drawn("Only used to answer you.", "https://flora.example/privacy"));
  for (const text of HOSTILE_TEXTS) {
    const container = drawn(text, text);
    expect(strangers(elementsIn(container), ours), text).toEqual([]);
    expect(container.textContent).toContain(text);
    for (const link of container.querySelectorAll("a")) expect(link.getAttribute("href")).toMatch(/^https?:/i);
    cleanup();
  }
});

/** Every word there is by its path, as a page names them. */
function pathsOf(words: object, above = ""): string[] {
  return Object.entries(words).flatMap(([name, word]) =>
    typeof word === "object" ? pathsOf(word, `${above}${name}.`) : [above + name],
  );
}
const PATHS = [...pathsOf(en), ...pathsOf(talkEn), ...pathsOf(formEn, "form."), ...pathsOf(filesEn, "files.")];

/** Away, so that the form is there: opened, written in, refused. Gives all that was drawn. */
async function spoken(words: Readonly<Record<string, string>>): Promise<ReadonlySet<string>> {
  const { root, recado } = await visit({ site: { availability: "away" }, settings: { words } });
  const { seen, stop } = watchElements(root);
  recado.open();
  const area = await until(() => root.querySelector("textarea"));
  area.value = "Hello";
  area.dispatchEvent(new Event("input", { bubbles: true }));
  await until(
    () => root.querySelector<HTMLElement>(".send:not([aria-disabled=true])")?.click() ?? root.querySelector(".row.visitor"),
  );
  await until(() => root.querySelector("form")?.requestSubmit() ?? root.querySelector("[aria-invalid=true]"));
  expect(root.querySelector("textarea")?.placeholder).toBe(words["composer.more"] ?? en.composer.more);
  stop();
  await recado.reset();
  recado.destroy();
  return seen;
}

test("as the page's own words, in every place there is for one", PATIENT, async () => {
  // Long ones push the end of the log out of sight, and there is a way back to it.
  const ours = await spoken(Object.fromEntries(PATHS.map((path) => [path, "A word ".repeat(40)])));
  for (let from = 0; from < HOSTILE_TEXTS.length; from += PATHS.length) {
    const words = Object.fromEntries(PATHS.map((path, at) => [path, HOSTILE_TEXTS[(from + at) % HOSTILE_TEXTS.length] ?? ""]));
    expect(strangers(await spoken(words), ours)).toEqual([]);
  }
});
