/** Everything about somebody, as a file: to the visitor themselves, and to the owner for an address. Nobody else's, whole, and harmless. */
import { Window } from "happy-dom";
import * as v from "valibot";
import { expect, test } from "vitest";
import { AddressedConversation, LANGUAGES } from "../../src/protocol/index.js";
import { elementsIn } from "../elements-in.js";
import { HOSTILE_TEXTS } from "../hostile-texts.js";
import { type AgentInTest, codeOf, newVisitor, type VisitorInTest } from "./people.js";
import { createWorld, type Shop } from "./world.js";

const world = await createWorld();
const Content = v.object({ content: v.string() });
const Held = v.object({
  held: v.array(v.looseObject({ conversation: v.string(), messages: v.array(v.looseObject({ text: v.string() })) })),
});

const dossier = async (visitor: VisitorInTest, as: "html" | "json", lang = "en") =>
  v.parse(Content, (await visitor.ask("dossier", { query: `?as=${as}&lang=${lang}` })).body).content;
const exported = async (agent: AgentInTest, email: string, as: "html" | "json") =>
  v.parse(Content, (await agent.ask("addressDossier", { body: { email, as } })).body).content;
const held = (json: string) => v.parse(Held, JSON.parse(json)).held;
const found = async (agent: AgentInTest, email: string) =>
  v.parse(v.array(AddressedConversation), (await agent.ask("findAddress", { body: { email } })).body.conversations);

function pageOf(html: string) {
  const { document } = new Window({ settings: { disableJavaScriptEvaluation: true } });
  document.write(html);
  return document as unknown as Document;
}

async function talked(shop: Shop, email: string) {
  const visitor = await newVisitor(world.url, shop.id);
  const contact = { email, name: "Ana", consent: "We may answer by e-mail.", consentLink: "https://flora.example/privacy" };
  await visitor.ask("identify", { body: { contact, held: [] } });
  await visitor.say("Where is my olive tree?", { page: "https://shop.example/trees" });
  return visitor;
}

test("it holds what was said by both, the answers with the consent shown, and the pages, for programs and for people", async () => {
  const shop = await world.shop({
    settings: {
      contactForm: {
        whenOnline: "optional",
        whenAway: "optional",
        fields: [{ name: "email", required: true }],
        own: [{ name: "garden", type: "text", label: "How large is your garden?", required: false }],
        marketing: "News about trees, please",
      },
    },
  });
  const agent = await shop.agent();
  const visitor = await talked(shop, "ana@example.com");
  await agent.reply(visitor.id, "On its way");
  const more = { own: [{ name: "garden", value: "Two fields" }], marketing: { text: "News about trees, please", agreed: false } };
  await visitor.ask("identify", { body: { contact: more, held: [] } });
  const json = await dossier(visitor, "json");
  expect(JSON.parse(json)).toMatchObject({
    site: { id: shop.id, name: "Flora Garden Shop" },
    held: [
      {
        conversation: visitor.id,
        contact: { email: "ana@example.com", name: "Ana", consent: "We may answer by e-mail.", ...more },
        address: { email: "ana@example.com", confirmed: false },
        pages: [{ page: "https://shop.example/trees" }],
        messages: [{ by: "visitor", text: "Where is my olive tree?" }, { by: "agent", text: "On its way" }, { by: "system" }],
        sessions: [{}],
      },
    ],
  });
  expect(json).not.toContain(visitor.session.token);
  const text = pageOf(await dossier(visitor, "html")).body.textContent;
  for (const part of [
    ...["What Flora Garden Shop keeps about you", "ana@example.com", "How large is your garden?: Two fields"],
    ...["Text shown to you: We may answer by e-mail. https://flora.example/privacy", "News about trees, please: no"],
    ...["Where is my olive tree?", "On its way", "https://shop.example/trees"],
  ])
    expect(text).toContain(part);
});

test("all of a long conversation is in it, not the page that is loaded", async () => {
  const shop = await world.shop();
  const visitor = await talked(shop, "long@example.com");
  // Over so long a time that nobody takes it for a flood.
  for (let n = 2; n <= 230; n++) {
    world.advance(1_000);
    await visitor.say(`Message ${n}`);
  }
  expect(held(await dossier(visitor, "json"))[0]?.messages).toHaveLength(230);
  expect(await dossier(visitor, "html")).toContain("Message 117<");
});

test("8 it is the visitor's own: not another's, not another site's, not without a token, nor by a link nobody has clicked", async () => {
  const [shop, other] = [await world.shop(), await world.shop()];
  const [ana, bob] = [await talked(shop, "ana@example.com"), await talked(shop, "bob@example.com")];
  expect(held(await dossier(bob, "json")).map(({ conversation }) => conversation)).toEqual([bob.id]);
  const query = "?as=json";
  const stranger = { authorization: "Bearer none" };
  expect(codeOf(await ana.ask("dossier", { query, headers: stranger }))).toBe("401 unauthorized");
  const elsewhere = await fetch(`${world.url}/v1/sites/${other.id}/dossier${query}`, {
    headers: { authorization: `Bearer ${ana.session.token}` },
  });
  expect(elsewhere.status).toBe(401);
  await world.database.query("update visitor_sessions set needs_gesture = true where visitor_id = $1", [ana.id]);
  expect(codeOf(await ana.ask("dossier", { query }))).toBe("403 gesture-needed");
  expect(codeOf(await bob.ask("dossier", { query: "?as=exe" }))).toBe("400 bad-request");
});

test.each(LANGUAGES)("in %s it says what it is, in that language's direction", async (lang) => {
  const shop = await world.shop();
  const visitor = await talked(shop, "ana@example.com");
  const page = pageOf(await dossier(visitor, "html", lang));
  expect(page.documentElement.lang).toBe(lang);
  expect(page.documentElement.dir).toBe(["ar", "he", "fa"].includes(lang) ? "rtl" : "ltr");
  expect(page.querySelector("h1")?.textContent).toContain("Flora Garden Shop");
  if (lang !== "en") expect(page.querySelector("h1")?.textContent).not.toContain("keeps about you");
});

test("2 whatever was written, by whomever, is text in it: no element, no attribute, no address to follow", async () => {
  const shop = await world.shop({ name: `Flora <img src=x onerror=alert(1)> "Shop"`.slice(0, 100) });
  const agent = await shop.agent();
  const visitor = await talked(shop, "hostile@example.com");
  const harmless = elementsIn(pageOf(await dossier(visitor, "html")));
  const names = new Set(harmless);
  // Only what the wall lets in: what has NUL or halves of a pair never gets here.
  const texts = HOSTILE_TEXTS.filter((text) => /\S/.test(text) && text.length <= 1_000 && !/\0|\p{Cs}/u.test(text));
  expect(texts.length).toBeGreaterThan(300);
  const row = (n: number) => JSON.stringify({ name: texts[n], own: [{ name: texts[n], value: texts[n] }], consent: texts[n] });
  for (const [n, text] of texts.entries()) {
    await world.database.query(
      `with turn as (update conversations set last_seq = last_seq + 1 where id = $1 returning last_seq)
       insert into messages (conversation_id, seq, id, by, from_name, channel, text, at) select $1, last_seq, $2, 'agent', $3, 'widget', $3, 1 from turn`,
      [visitor.id, `hostile-${n}`, text],
    );
    await world.database.query("insert into pages (conversation_id, at, page) values ($1, 1, $2)", [visitor.id, text]);
    await world.database.query(
      `insert into received_mails (conversation_id, id, standing, from_shown, subject, text, files, at, raw)
       values ($1, $2, 'answer', $3, $3, $3, $4, 1, '')`,
      [visitor.id, `mail-${n}`, text, JSON.stringify([{ name: text, bytes: 1 }])],
    );
  }
  for (const n of texts.keys()) {
    if (n % 40 > 0) continue;
    world.advance(60_000);
    await world.database.query(
      "update visitors set contact = $2 || jsonb_build_object('email', 'hostile@example.com') where id = $1",
      [visitor.id, row(n)],
    );
    for (const html of [await dossier(visitor, "html"), await exported(agent, "hostile@example.com", "html")]) {
      const page = pageOf(html);
      expect([...new Set(elementsIn(page))].filter((element) => !names.has(element))).toEqual([]);
      expect(page.querySelectorAll("script, a, img, iframe, link, base, form")).toHaveLength(0);
    }
  }
  const shown = new Set([...pageOf(await dossier(visitor, "html")).querySelectorAll("p")].map((line) => line.textContent));
  expect(texts.filter((text) => !text.includes("\r") && !shown.has(text))).toEqual([]);
});

test("the owner finds every conversation that speaks of an address, in whatever case, and is told which ones are confirmed", async () => {
  const shop = await world.shop();
  const agent = await shop.agent();
  const [first, second] = [await talked(shop, "Ana@example.com"), await talked(shop, "ana@EXAMPLE.com")];
  await talked(shop, "bob@example.com");
  const changed = await talked(shop, "carla@example.com");
  for (const email of ["ana@example.com", "carla@example.com"])
    await changed.ask("identify", { body: { contact: { email }, held: [] } });
  await world.database.query("update conversations set address_verified = true where id in ($1, $2)", [second.id, changed.id]);
  expect(
    (await found(agent, "ana@example.com")).map(({ id, name, messages, confirmed }) => ({ id, name, messages, confirmed })),
  ).toEqual([
    { id: first.id, name: "Ana", messages: 1, confirmed: false },
    { id: second.id, name: "Ana", messages: 1, confirmed: true },
    { id: changed.id, name: "Ana", messages: 3, confirmed: false },
  ]);
  expect(held(await exported(agent, "ana@example.com", "json")).map(({ conversation }) => conversation)).toEqual([
    first.id,
    second.id,
    changed.id,
  ]);
});

test("8 an address's data is its site's: another site's agent finds, exports and erases nothing of it", async () => {
  const [shop, other] = [await world.shop(), await world.shop()];
  const ana = await talked(shop, "ana@example.com");
  const stranger = await other.agent();
  const email = "ana@example.com";
  expect(await found(stranger, email)).toEqual([]);
  expect(codeOf(await stranger.ask("addressDossier", { body: { email, as: "json" } }))).toBe("404 not-found");
  const erased = await stranger.ask("eraseAddress", { body: { email, conversations: [ana.id] } });
  expect(erased.body).toEqual({ erased: 0 });
  expect((await ana.ask("pull")).body).toMatchObject({ latest: 1 });
});

test("the owner deletes what was shown, and nothing that has begun since, nor anybody else's", async () => {
  const shop = await world.shop();
  const agent = await shop.agent();
  const [ana, bob] = [await talked(shop, "ana@example.com"), await talked(shop, "bob@example.com")];
  const shown = (await found(agent, "ana@example.com")).map(({ id }) => id);
  const later = await talked(shop, "ana@example.com");
  const line = await ana.listen();
  await line.hears(({ type }) => type === "hello");
  const erase = (conversations: string[]) => agent.ask("eraseAddress", { body: { email: "ana@example.com", conversations } });
  expect((await erase([...shown, bob.id])).body).toEqual({ erased: 1 });
  await line.hears(({ type }) => type === "gone");
  expect(codeOf(await ana.ask("pull"))).toBe("410 gone");
  expect((await bob.ask("pull")).status).toBe(200);
  expect((await later.ask("pull")).status).toBe(200);
  expect((await erase([later.id])).body).toEqual({ erased: 1 });
  const rows = await world.database.query(
    "select * from visitors where contact ->> 'email' = 'ana@example.com' and site_id = $1",
    [shop.id],
  );
  expect(rows).toEqual([]);
});

test("a mail nobody vouches for is in the owner's export, and not in the visitor's", async () => {
  const shop = await world.shop();
  const agent = await shop.agent();
  const visitor = await talked(shop, "ana@example.com");
  await world.database.query(
    `insert into received_mails (conversation_id, id, standing, from_shown, subject, text, files, at, raw)
     values ($1, 'mail-1', 'unconfirmed', 'eve@example.com', 'Re', 'I am somebody else', '[]', 1, '')`,
    [visitor.id],
  );
  expect(await exported(agent, "ana@example.com", "html")).toContain("I am somebody else");
  expect(await dossier(visitor, "html")).not.toContain("I am somebody else");
  expect(await dossier(visitor, "json")).not.toContain("eve@example.com");
});
