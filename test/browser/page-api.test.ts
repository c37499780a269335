/** What a page may say to the chat, by npm and by script tag alike: every verb, at any time, and what a slip of the page's comes to. */
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { type MemoryBackend, memory } from "../../src/adapters/memory.js";
import { type MountSettings, mount, type Recado, type RecadoError } from "../../src/index.js";
import type { Ticket } from "../../src/protocol/index.js";
import { until } from "../until.js";
import { shop } from "./loader/shop.js";
import { isAway, message, openChat, visit, write } from "./widget/visit.js";

const warnings: string[] = [];
beforeEach(() => {
  warnings.length = 0;
  vi.spyOn(console, "warn").mockImplementation((...said) => void warnings.push(said.join(" ")));
});
afterEach(() => vi.restoreAllMocks());

const area = () => message.element() as HTMLTextAreaElement;
const widget = () => document.querySelector("recado-chat")?.shadowRoot?.querySelector(".recado");

function errorsOf(recado: Recado): RecadoError[] {
  const errors: RecadoError[] = [];
  recado.on("error", (error) => errors.push(error));
  return errors;
}

/** A chat whose backend writes down with what it was opened. */
function observed(settings: Partial<MountSettings> = {}): { recado: Recado; tickets: Ticket[]; backend: MemoryBackend } {
  const tickets: Ticket[] = [];
  const inner = memory();
  const backend = {
    ...inner,
    open: (ticket: Ticket, signal: AbortSignal) => {
      tickets.push(ticket);
      return inner.open(ticket, signal);
    },
  };
  const recado = mount({ ...settings, site: `observed-${crypto.randomUUID()}`, backend } as MountSettings);
  onTestFinished(async () => {
    await recado.reset();
    recado.destroy();
  });
  return { recado, tickets, backend: inner };
}

/** The address of the page that runs the tests, back to what it was afterwards. */
function goTo(path: string): void {
  const before = location.href;
  onTestFinished(() => history.replaceState(history.state, "", before));
  history.pushState(history.state, "", path);
}

test("setLocale changes the words where they stand; what was typed and the page's own words stay", async () => {
  const { recado } = await visit({ settings: { words: { "composer.label": "Your question" } } });
  await page.getByRole("button", { name: /^Open chat/ }).click();
  const field = page.getByRole("textbox", { name: "Your question" });
  await userEvent.fill(field, "half a sent");
  recado.setLocale("es");
  await expect.element(page.getByRole("button", { name: "Enviar" })).toBeVisible();
  await until(() => widget()?.getAttribute("lang") === "es");
  await expect.element(field).toHaveValue("half a sent");
  recado.setLocale("pt-PT");
  await until(() => widget()?.getAttribute("lang") === "pt");
  recado.setLocale();
  await until(() => widget()?.getAttribute("lang") === "en");
  expect(warnings).toEqual([]);
});

test("a contact form that is being filled goes on in the other language, with what was filled in", async () => {
  const { recado } = await visit({ site: isAway });
  await openChat();
  await write("Hello");
  await userEvent.fill(page.getByRole("textbox", { name: "E-mail" }), "ana@exam");
  recado.setLocale("es");
  const field = page.getByRole("textbox", { name: /Correo/ });
  await expect.element(field).toBeVisible();
  await expect.element(field).toHaveValue("ana@exam");
});

test("setLocale before the panel is there counts for the bubble, and for the panel that comes", async () => {
  const { recado } = await visit();
  recado.setLocale("ja");
  await expect.element(page.getByRole("button", { name: "チャット" })).toBeVisible();
  recado.setTheme("dark");
  recado.compose("Pedido 4711: ");
  recado.open();
  await expect.poll(() => [widget()?.getAttribute("lang"), widget()?.getAttribute("data-theme")]).toEqual(["ja", "dark"]);
  await until(() => document.querySelector("recado-chat")?.shadowRoot?.querySelector("textarea")?.value === "Pedido 4711: ");
});

test("the server hears of the other language, and whoever has no conversation tells nobody", async () => {
  const { recado, tickets } = observed();
  await openChat();
  recado.setLocale("pt-BR");
  await expect.element(page.getByRole("button", { name: "Enviar" })).toBeVisible();
  expect(tickets).toEqual([]);
  await userEvent.fill(page.getByRole("textbox"), "Olá");
  await userEvent.keyboard("{Enter}");
  await until(() => tickets.length === 1);
  recado.setLocale("es");
  await until(() => tickets.length === 2);
  expect(tickets.map(({ kind, locale }) => [kind, locale])).toEqual([
    ["new", "pt-BR"],
    ["stored", "es"],
  ]);
});

test("a route of the page is noticed without a word, without its query; what the page says of itself counts until the next one", async () => {
  const { recado, tickets } = observed();
  await openChat();
  await write("Hello");
  await until(() => tickets.length === 1);
  goTo("/olive-tree?token=secret#top");
  await until(() => tickets.length === 2);
  recado.page("/virtual/orders?card=4711");
  await until(() => tickets.length === 3);
  goTo("/cart");
  await until(() => tickets.length === 4);
  const { origin } = location;
  expect(tickets.slice(1).map((ticket) => ticket.page)).toEqual([
    `${origin}/olive-tree`,
    `${origin}/virtual/orders`,
    `${origin}/cart`,
  ]);
  expect(JSON.stringify(tickets)).not.toMatch(/secret|4711/);
});

test("22 the page's query string stays home, whoever says where the visitor is", async () => {
  goTo("/thanks?token=secret#secret");
  const { recado, tickets, backend } = observed();
  recado.page(`${location.href}&again=secret`);
  await openChat();
  await write("Hello");
  await until(() => backend.agent.messages().length > 0);
  expect([tickets[0]?.page, JSON.stringify(tickets)]).toEqual([
    `${location.origin}/thanks`,
    expect.not.stringContaining("secret"),
  ]);
});

test("compose puts a text into the composer, behind the visitor's own, and never sends it", async () => {
  const { recado, backend } = await visit();
  await openChat();
  recado.compose("About the olive tree: ");
  await until(() => area().value === "About the olive tree: ");
  recado.compose("About the fig tree: ");
  await until(() => area().value === "About the fig tree: ");
  await userEvent.fill(message, "Do you deliver?");
  recado.compose("About the olive tree: ");
  await until(() => area().value === "Do you deliver?\nAbout the olive tree: ");
  recado.compose("About the fig tree: ");
  await until(() => area().value === "Do you deliver?\nAbout the fig tree: ");
  expect(backend.agent.messages()).toEqual([]);
});

test("after a logout the next person finds nothing of what was being typed", async () => {
  const { recado } = await visit();
  await openChat();
  await userEvent.fill(message, "My card number is");
  await recado.reset();
  await until(() => area().value === "");
});

test.each<[string, (recado: Recado) => unknown, Partial<RecadoError>]>([
  [
    "a theme that is none",
    (recado) => recado.setTheme("purple" as "dark"),
    { code: "bad-settings", message: 'There is no theme "purple".' },
  ],
  [
    "a language that is none",
    (recado) => recado.setLocale("klingon"),
    { code: "bad-settings", message: 'There is no lang "klingon".' },
  ],
  [
    "a language that is no text",
    (recado) => recado.setLocale(7 as never),
    { code: "bad-settings", message: 'There is no lang "7".' },
  ],
  [
    "a page that is none",
    (recado) => recado.page("javascript:alert(1)"),
    { code: "bad-call", message: 'There is no page "javascript:alert(1)".' },
  ],
  [
    "a page that is no text",
    (recado) => recado.page({} as never),
    { code: "bad-call", message: 'There is no page "[object Object]".' },
  ],
  [
    "a text that is none",
    (recado) => recado.compose(undefined as never),
    { code: "bad-call", message: 'There is no text "undefined".' },
  ],
  [
    "an event that is none",
    (recado) => recado.on("opne" as "open", () => {}),
    { code: "bad-call", message: 'There is no on("opne", function).' },
  ],
  [
    "a callback that is none",
    (recado) => recado.on("open", "me" as never),
    { code: "bad-call", message: 'There is no on("open", string).' },
  ],
  ["a contact that is none", (recado) => recado.identify({ email: "ana at example" }), { code: "invalid-contact" }],
  ["nobody at all", (recado) => recado.identify(null as never), { code: "invalid-contact" }],
])("%s is an error with a name and a line in the console, and the chat goes on", async (_, slip, expected) => {
  const { recado } = await visit();
  await openChat();
  const errors = errorsOf(recado);
  slip(recado);
  await until(() => errors.length > 0);
  expect(errors).toMatchObject([expected]);
  expect(warnings).toEqual([`Recado: ${errors[0]?.message}`]);
  await write("Hello");
  await expect.element(page.getByText(/· Sent/)).toBeVisible();
});

test("settings that are none are said once the panel is there, and count as not given", async () => {
  const { recado } = await visit({
    settings: { accent: "red", position: "middle" as "end", theme: "purple" as "dark", lang: "klingon" },
  });
  const errors = errorsOf(recado);
  recado.open();
  await expect.element(message).toBeVisible();
  // What complains comes with a file of its own, before or after the panel.
  await until(() => errors.length > 3);
  expect(errors.map(({ code, message }) => `${code} ${message}`).sort()).toEqual([
    'bad-settings There is no accent "red".',
    'bad-settings There is no lang "klingon".',
    'bad-settings There is no position "middle".',
    'bad-settings There is no theme "purple".',
  ]);
  expect(widget()?.getAttribute("lang")).toBe("en");
});

test("20 polluted prototypes and __proto__ keys configure nobody's chat, and change nobody's prototype", async () => {
  const tag = '<script type="module" src="/src/loader/index.ts" data-site="flora" data-server="/x"></script>'.replaceAll(
    '"/',
    `"${location.origin}/`,
  );
  const shopped = await shop({
    tag: tag.replace("/x", ""),
    before: `Object.prototype.accent = "#ff0000"; Object.prototype.theme = "dark"; Object.prototype.position = "start";
      recadoSettings = JSON.parse('{"__proto__":{"position":"start","lang":"es"},"constructor":{"prototype":{"evil":1}}}');`,
  });
  const button = await shopped.button(/^Open chat$/);
  await until(() => getComputedStyle(button).backgroundColor === "rgb(17, 119, 85)");
  expect(1000 - button.getBoundingClientRect().right).toBe(20);
  expect("evil" in shopped.window.Object.prototype).toBe(false);
  expect(shopped.complaints).toEqual([]);
});
