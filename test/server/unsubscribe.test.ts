/** The way out of our mails: a page, a button, and the mail program's own. */
import { Window } from "happy-dom";
import { expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { elementsIn } from "../elements-in.js";
import { HOSTILE_TEXTS } from "../hostile-texts.js";
import { until } from "../until.js";
import { parsed, quick } from "./letters.js";
import { newVisitor } from "./people.js";
import { createWorld } from "./world.js";

const mailer = memoryMailer();
const world = await createWorld({ mail: { mailer, from: "chat@flora.example" }, heartbeatMs: 100 });

async function mailed(email: string, locale = "en") {
  const shop = await world.shop({ rules: { ...quick, awayDelayMs: 100, awayGraceMs: 0, presentDelayMs: 100 } });
  const [visitor, agent] = [await newVisitor(world.url, shop.id, { kind: "new", locale }), await shop.agent()];
  await visitor.ask("identify", { body: { contact: { email }, held: [] } });
  await visitor.say("Hello");
  await agent.reply(visitor.id, "Hi there");
  const letter = await until(() => mailer.taken.find(({ envelope }) => envelope.to === email));
  const { headers } = await parsed(letter);
  const header = (name: string) => headers.find(({ key }) => key === name)?.value ?? "";
  const state = async () => ((await agent.ask("conversation", { id: visitor.id })).body.address as { state: string }).state;
  const link = /<(https?:[^>]+)>/.exec(header("list-unsubscribe"))?.[1] ?? "";
  return { shop, visitor, agent, link, oneClick: header("list-unsubscribe-post"), state };
}

test("looking at the page, as mail scanners do, changes nothing", async () => {
  const { link, state } = await mailed("looks@example.com");
  for (const method of ["GET", "HEAD"]) expect((await fetch(link, { method })).status).toBe(200);
  expect(await state()).toBe("typed");
});

test("the button and one click of the mail program end the mails, in every conversation of the site", async () => {
  for (const [email, body] of [
    ["button@example.com", ""],
    ["click@example.com", "List-Unsubscribe=One-Click"],
  ] as const) {
    const { shop, link, state, agent } = await mailed(email);
    const form = { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body };
    const answers = [await fetch(link, form), await fetch(link, form)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await state()).toBe("suppressed");
    const other = await shop.knownVisitor(email);
    await other.say("It is me again");
    await agent.reply(other.id, "Hello again");
    expect((await agent.ask("conversation", { id: other.id })).body).toMatchObject({
      address: { state: "suppressed" },
      plan: { do: "nothing", because: "address-suppressed" },
    });
  }
});

test("a mail program's one click is what the letter's own header says, in both forms a form may have (RFC 8058)", async () => {
  for (const form of ["urlencoded", "multipart"]) {
    const { link, oneClick, state } = await mailed(`${form}@example.com`);
    expect(oneClick).toBe("List-Unsubscribe=One-Click");
    const body = form === "urlencoded" ? new URLSearchParams(oneClick) : new FormData();
    if (body instanceof FormData) new URLSearchParams(oneClick).forEach((value, name) => void body.set(name, value));
    // No cookie, no page before it, no redirect after it.
    expect((await fetch(link, { method: "POST", body, redirect: "manual" })).status).toBe(200);
    expect(await state()).toBe("suppressed");
  }
});

test("only who holds the mail gets answers again: the page has a button for it, and asks only by POST", async () => {
  const { link, state } = await mailed("back@example.com");
  const post = (body: string) =>
    fetch(link, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body });
  await post("List-Unsubscribe=One-Click");
  const page = await (await fetch(link)).text();
  expect(page).toContain("<button>Send me answers again</button>");
  const field = /<input type="hidden" name="(\w+)" value="(\w+)">/.exec(page);
  expect((await fetch(`${link}?${field?.[1]}=${field?.[2]}`)).status).toBe(200);
  expect(await state()).toBe("suppressed");
  expect(await (await post(`${field?.[1]}=${field?.[2]}`)).text()).toContain("<button>Unsubscribe</button>");
  expect(await state()).toBe("typed");
  await post("List-Unsubscribe=One-Click");
  expect(await state()).toBe("suppressed");
});

test("an address the site's own people have taken off is not put back from outside", async () => {
  const { agent, link, state } = await mailed("blocked@example.com");
  await agent.ask("suppress", { body: { email: "Blocked@example.com" } });
  expect(await (await fetch(link)).text()).not.toContain("<button>");
  const body = new URLSearchParams({ wish: "again" });
  expect((await fetch(link, { method: "POST", body })).status).toBe(200);
  expect(await state()).toBe("suppressed");
});

test.each([
  ["pt-BR", "Cancelar inscrição"],
  ["es", "Cancelar la suscripción"],
  ["en", "Unsubscribe"],
  ["fi", "Lopeta tilaus"],
  ["et", "Unsubscribe"],
])("a visitor who reads %s is asked: %s", async (locale, words) => {
  const { link } = await mailed(`${locale.toLowerCase()}@example.com`, locale);
  const page = await (await fetch(link)).text();
  expect(page).toContain(`<button>${words}</button>`);
  expect(page).toContain("Flora Garden Shop");
});

test("a site's name is text on the page, whatever it looks like", async () => {
  const { agent, link } = await mailed("name@example.com");
  const settings = (await agent.ask("settings")).body;
  const page = async (name: string) => {
    const saved = await agent.ask("saveSettings", { body: { ...settings, name } });
    const response = await fetch(link);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    const { document } = new Window({ settings: { disableJavaScriptEvaluation: true } });
    document.write(await response.text());
    return { isSaved: saved.status === 200, text: document.body.textContent, drawn: elementsIn(document as never) };
  };
  const ours = (await page("Flora")).drawn;
  let tried = 0;
  // Some of every class: each is a write to the database.
  const names = HOSTILE_TEXTS.filter((text, index) => index % 5 === 0 && text.length <= 100);
  for (const name of names) {
    const { isSaved, text, drawn } = await page(name);
    expect(drawn, name).toEqual(ours);
    if (!isSaved) continue;
    expect(text).toContain(name.trim());
    tried++;
  }
  expect(tried).toBeGreaterThan(60);
});

test("an unknown link has a plain page and tells nothing", async () => {
  for (const token of ["a".repeat(26), "x", "%00", "../x"]) {
    for (const method of ["GET", "POST"]) {
      const response = await fetch(`${world.url}/unsubscribe/${encodeURIComponent(token)}`, { method });
      expect([response.status, response.headers.get("content-type")]).toEqual([404, "text/html; charset=UTF-8"]);
    }
  }
});
