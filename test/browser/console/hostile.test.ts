/** Hostile text in every field that reaches the agents: nothing is drawn that was not ours, and all of it is still there to read. */
import * as v from "valibot";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { Contact, type ConversationView, type Message, type SiteSettings } from "../../../src/protocol/index.js";
import { watchElements } from "../../elements-in.js";
import { type Escapes, watchEscapes } from "../../escapes.js";
import { HOSTILE_TEXTS } from "../../hostile-texts.js";
import { until } from "../../until.js";
import { serverFake } from "./server-fake.js";
import { type Seat, sit } from "./sit.js";

let escapes: Escapes;
beforeEach(async () => {
  await page.viewport(1280, 800);
  escapes = watchEscapes();
});
let seat: Seat;
afterEach(() => {
  seat.leave();
  escapes.stop();
  expect(escapes.seen).toEqual([]);
});

const NOW = Date.now();
const PLAIN = ["Hello", "See https://flora.example/4711 or https://аpple.example", "ana@example.com"];

/** As the wire lets it through. */
const isName = (text: string) => v.is(Contact, { name: text });

/** A picture and a file, both called so. */
function filesCalled(name: string): Message["attachments"] {
  const file = { id: "0".repeat(32), name, bytes: 1 };
  return [
    { ...file, type: "application/pdf" },
    { ...file, id: "1".repeat(32), type: "image/png", width: 2, height: 2 },
  ];
}

const addressWith = (text: string) => `https://flora.example/${encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"))}`;

/** A conversation made of them: as messages of both sides, mails, pages, reasons and names. */
function conversation(id: string, texts: readonly string[]): ConversationView {
  const messages = texts.flatMap((text, index): Message[] => [
    { seq: 2 * index + 1, id: `v${index}`, by: "visitor", channel: "widget", text, attachments: filesCalled(text), at: NOW },
    { seq: 2 * index + 2, id: `a${index}`, by: "agent", from: { id: text, name: text }, channel: "email", text, at: NOW },
  ]);
  const replies = messages.filter(({ by }) => by === "agent");
  const [first = ""] = texts;
  const to = "ana@example.com";
  return {
    ...{ id, channel: "widget", unread: 1, present: true, messages, latest: messages.length },
    ...{ readUpTo: 0, agentsReadUpTo: 0, replyDelayMs: 60_000, now: NOW },
    contact: { consent: first.slice(0, 2_000), ...(isName(first) ? { name: first } : {}) },
    last: { seq: messages.length, id: "a", by: "visitor", channel: "widget", text: first, at: NOW },
    address: { email: to, state: "suppressed", because: first },
    deliveries: replies
      .filter((_, index) => index % 2 === 0)
      .map(({ seq, text }) => ({ seq, state: "failed", to, at: NOW, reason: text, because: text })),
    verdicts: replies.filter((_, index) => index % 2 === 1).map(({ seq, text }) => ({ seq, do: "nothing", because: text })),
    plan: { do: "nothing", because: first },
    mails: texts.map((text, index) => ({
      id: `m${index}`,
      standing: index % 2 === 0 ? "unconfirmed" : "automatic",
      ...{ because: text, at: NOW, from: text, subject: text, text, files: [text] },
    })),
    // As a browser reports its address: what is in the path is spelt out there.
    pages: texts.map((text, index) => ({ at: NOW + index, page: addressWith(text) })),
  };
}

/** Goes through the inbox, a conversation with its details and its decisions, and the settings; answers with all that was ever drawn. */
async function tour(texts: readonly string[]): Promise<ReadonlySet<string>> {
  const server = serverFake(() => NOW);
  const [first = ""] = texts;
  server.views.clear();
  server.views.set("all", conversation("all", texts));
  for (const [index, text] of texts.entries()) server.views.set(`c${index}`, conversation(`c${index}`, [text]));
  server.me = { ...server.me, agent: { id: "agent-1", name: first }, site: { id: "flora", name: first } };
  server.settings = settingsOf(server.settings, texts);
  server.suppressions = texts.map((because, index) => ({ email: `ana${index}@example.com`, because, at: NOW }));
  server.decisions = texts.map((because) => ({ at: NOW, do: "nothing", because }));
  seat = sit({ server });
  const { seen, stop } = watchElements(seat.page);
  await showing(".row-last", texts);
  location.hash = "#/conversation/all";
  await showing(".log .text", [...texts, ...texts]);
  await showing(".mail-text", texts);
  await unfold();
  await showing(".decisions li span", texts);
  location.hash = "#/settings";
  await until(() => !seat.page.querySelector(".decisions"));
  await unfold();
  await showing(".suppressed li", texts);
  const preview = seat.page.querySelector(".preview > div")?.shadowRoot;
  if (!preview) throw new Error("The form is not shown");
  const previewed = watchElements(preview);
  const unasked = () => texts.filter((text) => isLine(text) && !tight(preview.textContent).includes(tight(text)));
  await until(() => unasked().length === 0).catch(() => expect(unasked()).toEqual([]));
  previewed.stop();
  stop();
  seat.leave();
  return new Set([...seen, ...previewed.seen]);
}

/** With up to fifty choices each. */
const MOST_QUESTIONS = 20;
/** As a question is: one line, not too long. */
const isLine = (text: string) => /^\P{Cc}{1,200}$/u.test(text) && text.trim() === text;

/** The form, as its preview draws it: what it asks, its choices, what stands beside it, and how the bot says it. */
function settingsOf(plain: SiteSettings, texts: readonly string[]): SiteSettings {
  const [first = ""] = texts;
  const lines = texts.filter(isLine);
  const own = Array.from({ length: MOST_QUESTIONS }, (_, index) => {
    const options = lines.filter((_, at) => at % MOST_QUESTIONS === index);
    return {
      name: `own${index}`,
      type: "select" as const,
      label: options[0] ?? "None",
      options: [...options, "None"],
      required: false,
    };
  });
  const phrases = [{ language: "en" as const, of: "awayRequired" as const, text: first }];
  const consent = { text: first, link: "https://flora.example/privacy" };
  const contactForm = { ...plain.contactForm, own, phrases, marketing: first, consent };
  return { ...plain, name: first, greeting: first.slice(0, 500), contactForm };
}

async function unfold(): Promise<void> {
  const folds = await until(() => {
    const found = [...seat.page.querySelectorAll("details")];
    return found.length > 0 ? found : undefined;
  });
  for (const fold of folds) fold.open = true;
}

/** Long texts are folded. */
const FIRST_LETTERS = 200;
/** Some places keep to one line. */
const tight = (text: string) => text.replace(/\s/g, "");

/** Waits until each text stands in at least one of those elements, as the text it is. */
async function showing(selector: string, texts: readonly string[]): Promise<void> {
  const missing = () => {
    const shown = [...seat.page.querySelectorAll(selector)].map((element) => tight(element.textContent));
    return texts.filter((text) => !shown.some((one) => one.includes(tight(text).slice(0, FIRST_LETTERS))));
  };
  await until(() => missing().length === 0).catch(() => expect(missing(), selector).toEqual([]));
}

test("nothing is drawn that was not ours", async () => {
  const ours = await tour(PLAIN);
  const seen = await tour(HOSTILE_TEXTS);
  expect([...seen].filter((element) => !ours.has(element))).toEqual([]);
  for (const { protocol } of document.links) expect(protocol).toMatch(/^(https?|mailto|tel):$/);
});
