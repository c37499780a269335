/** Who must say how to reach them, when, and what becomes of their answer. The server enforces it, whatever the client is. */
import { describe, expect, test } from "vitest";
import type { FormRule, SiteSettings } from "../../src/protocol/index.js";
import { codeOf, draft, newVisitor } from "./people.js";
import { createWorld } from "./world.js";

const world = await createWorld();

const form = (whenOnline: FormRule, whenAway: FormRule, more: Partial<SiteSettings["contactForm"]> = {}) => ({
  settings: { contactForm: { whenOnline, whenAway, fields: [{ name: "email" as const, required: true }], ...more } },
});

test.each<[FormRule, FormRule, "online" | "invisible", string]>([
  ["optional", "required", "invisible", "contact-required"],
  ["optional", "required", "online", "201"],
  ["required", "never", "online", "contact-required"],
  ["required", "never", "invisible", "201"],
  ["never", "optional", "invisible", "201"],
])(
  "with %s while online and %s while away, an unknown visitor's message at an %3$s desk is answered %s",
  async (whenOnline, whenAway, status, expected) => {
    const shop = await world.shop(form(whenOnline, whenAway));
    await (await shop.agent()).ask("status", { body: { status } });
    const visitor = await shop.visitor();
    const answer = await visitor.say("Hello");
    expect(answer.status === 201 ? "201" : codeOf(answer)).toBe(expected === "201" ? "201" : "428 contact-required");
  },
);

test("a client that skips the form leaves nothing behind: no message, no conversation for the agents", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.visitor(), await shop.agent()];
  for (let n = 0; n < 3; n++) expect(codeOf(await visitor.say("let me in"))).toBe("428 contact-required");
  expect((await agent.ask("inbox")).body).toMatchObject({ conversations: [] });
});

test("an e-mail alone is not enough where the owner asks for the name too", async () => {
  const fields = [
    { name: "email" as const, required: true },
    { name: "name" as const, required: true },
  ];
  const visitor = await (await world.shop(form("optional", "required", { fields }))).visitor();
  const refused = await visitor.ask("identify", { body: { contact: { email: "ana@example.com" }, held: [draft()] } });
  expect([codeOf(refused), refused.body]).toMatchObject(["422 invalid-contact", { error: { field: "contact.name" } }]);
  expect(codeOf(await visitor.say("Hello"))).toBe("428 contact-required");
  await visitor.ask("identify", { body: { contact: { email: "ana@example.com", name: "Ana" }, held: [] } });
  expect((await visitor.say("Hello")).status).toBe(201);
});

test("what a page knows of its user is kept, though the form would ask for more", async () => {
  const fields = [
    { name: "email" as const, required: true },
    { name: "phone" as const, required: true },
  ];
  const shop = await world.shop(form("optional", "required", { fields }));
  const [visitor, agent] = [await shop.visitor(), await shop.agent()];
  await agent.ask("status", { body: { status: "online" } });
  expect((await visitor.ask("identify", { body: { contact: { email: "ana@example.com" }, held: [] } })).status).toBe(200);
  expect((await visitor.say("Hello")).status).toBe(201);
  expect((await agent.ask("conversation", { id: visitor.id })).body.address).toMatchObject({
    email: "ana@example.com",
    state: "typed",
  });
});

test("a message accepted while somebody was online is confirmed again after they left", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.visitor(), await shop.agent()];
  await agent.ask("status", { body: { status: "online" } });
  const body = draft("Is anybody there?");
  await visitor.ask("send", { body });
  await agent.ask("status", { body: { status: "offline" } });
  expect((await visitor.ask("send", { body })).status).toBe(201);
  expect(codeOf(await visitor.say("And now?"))).toBe("428 contact-required");
});

test("contact and held messages arrive together, in order, with one line that says who it is", async () => {
  const visitor = await (await world.shop()).visitor();
  const held = [draft("first"), draft("second"), draft("third")];
  const answer = await visitor.ask("identify", { body: { contact: { email: "Ana@EXAMPLE.com", name: "Ana" }, held } });
  expect(answer.body).toMatchObject({
    contact: { email: "Ana@example.com", name: "Ana" },
    messages: held.map(({ id, text }, n) => ({ id, text, seq: n + 1, by: "visitor" })),
    latest: 4,
  });
  expect((await visitor.ask("pull", { query: "?after=3" })).body).toMatchObject({
    messages: [{ seq: 4, by: "system", text: "", news: { kind: "contact", email: "Ana@example.com", name: "Ana" } }],
  });
});

test("sending the form again, also twice at once, changes nothing", async () => {
  const visitor = await (await world.shop()).visitor();
  const body = { contact: { email: "ana@example.com" }, held: [draft("first"), draft("second")] };
  const answers = await Promise.all([1, 2, 3].map(() => visitor.ask("identify", { body })));
  expect(new Set(answers.map(({ text }) => text.replace(/"stamp":"[^"]+"/, ""))).size).toBe(1);
  expect((await visitor.ask("pull")).body).toMatchObject({ latest: 3 });
});

test("one held message that cannot be stored keeps all of them and the contact out", async () => {
  const visitor = await (await world.shop(form("optional", "never"))).visitor();
  const stored = draft("stored before");
  await visitor.ask("send", { body: stored });
  const held = [draft("good"), { ...stored, text: "another text under the same id" }];
  expect(codeOf(await visitor.ask("identify", { body: { contact: { email: "ana@example.com" }, held } }))).toBe("409 id-reused");
  expect((await visitor.ask("pull")).body).toMatchObject({ latest: 1 });
  expect((await visitor.ask("open", { body: { kind: "stored", token: visitor.session.token } })).body).not.toHaveProperty(
    "contact",
  );
});

test("a contact and the first message sent at the same moment find each other", async () => {
  const shop = await world.shop(form("never", "never"));
  const agent = await shop.agent();
  for (let round = 0; round < 20; round++) {
    const visitor = await shop.visitor();
    const contact = { email: `round${round}@example.com` };
    await Promise.all([visitor.say("Hello"), visitor.ask("identify", { body: { contact, held: [] } })]);
    expect((await agent.ask("conversation", { id: visitor.id })).body.address).toEqual({ ...contact, state: "typed" });
  }
});

test("answers add up: a later form that asks for the phone keeps the name", async () => {
  const visitor = await (await world.shop()).visitor();
  await visitor.ask("identify", { body: { contact: { email: "ana@example.com", name: "Ana" }, held: [draft()] } });
  const later = await visitor.ask("identify", { body: { contact: { phone: "+351 900 000 000" }, held: [] } });
  expect(later.body).toMatchObject({
    contact: { email: "ana@example.com", name: "Ana", phone: "+351 900 000 000" },
    messages: [],
    latest: 3,
  });
});

test("the consent that was shown is kept word for word, and not repeated in the conversation", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.visitor(), await shop.agent()];
  const consent = "I agree to be answered by e-mail.";
  await visitor.ask("identify", { body: { contact: { email: "ana@example.com", consent }, held: [draft()] } });
  const view = (await agent.ask("conversation", { id: visitor.id })).body;
  expect(view).toMatchObject({
    contact: { email: "ana@example.com", consent },
    address: { email: "ana@example.com", state: "typed" },
  });
  expect(JSON.stringify(view.messages)).not.toContain(consent);
});

test("a contact without a message makes no conversation", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  expect((await agent.ask("inbox")).body).toMatchObject({ conversations: [] });
  expect((await visitor.ask("identify", { body: { contact: { email: "ana@example.com" }, held: [] } })).body).toMatchObject({
    latest: 0,
  });
});

test("10 a known address typed by somebody else shows nothing of its owner's conversation", async () => {
  const shop = await world.shop();
  const ana = await shop.knownVisitor("ana@example.com");
  await ana.say("My order 4711");
  const stranger = await shop.visitor();
  const answer = await stranger.ask("identify", { body: { contact: { email: "ana@example.com" }, held: [draft("Hello")] } });
  expect(answer.body).toMatchObject({ latest: 2 });
  expect(stranger.id).not.toBe(ana.id);
  expect((await stranger.ask("pull")).text).not.toContain("4711");
});

describe("the owner's own questions", () => {
  const own: SiteSettings["contactForm"]["own"] = [
    { name: "order", type: "number", label: "Order number", required: true },
    { name: "page", type: "url", label: "Which page?", required: false },
  ];

  test("are asked for like the others: a message waits for those that are required, and what is no answer is refused by name", async () => {
    const shop = await world.shop(form("required", "required", { own }));
    const visitor = await shop.visitor();
    const give = (contact: object) => visitor.ask("identify", { body: { contact, held: [draft("Where is it?")] } });
    const missing = await give({ email: "ana@example.com" });
    expect([codeOf(missing), missing.body]).toMatchObject(["422 invalid-contact", { error: { field: "contact.own" } }]);
    const wrong = await give({ email: "ana@example.com", own: [{ name: "order", value: "four" }] });
    expect([codeOf(wrong), wrong.body]).toMatchObject(["422 invalid-contact", { error: { field: "contact.own.order" } }]);
    const taken = await give({
      email: "ana@example.com",
      own: [
        { name: "order", value: " 4711,5 " },
        { name: "page", value: "flora.example/olive" },
        { name: "gone", value: "a question the owner has taken back" },
      ],
    });
    expect(taken.body).toMatchObject({
      contact: {
        own: [
          { name: "order", value: "4711.5" },
          { name: "page", value: "https://flora.example/olive" },
        ],
      },
      messages: [{ text: "Where is it?" }],
    });
  });

  test("add up with later answers, and an agent sees them with the settings that name them", async () => {
    const shop = await world.shop(form("optional", "optional", { own }));
    const visitor = await shop.knownVisitor();
    await visitor.say("Hello");
    for (const value of ["1", "2"]) {
      await visitor.ask("identify", { body: { contact: { own: [{ name: "order", value }] }, held: [] } });
    }
    await visitor.ask("identify", { body: { contact: { own: [{ name: "page", value: "https://flora.example/" }] }, held: [] } });
    const agent = await shop.agent();
    expect((await agent.ask("conversation", { id: visitor.id })).body).toMatchObject({
      contact: {
        email: "ana@example.com",
        own: [
          { name: "order", value: "2" },
          { name: "page", value: "https://flora.example/" },
        ],
      },
    });
  });

  test("marketing is a question of its own: what was shown and what was answered is kept, and nothing where it is not asked", async () => {
    const said = { text: "Send me news, once a month.", agreed: true };
    for (const [marketing, kept] of [
      [said.text, said],
      [undefined, undefined],
    ] as const) {
      const shop = await world.shop(form("optional", "optional", { ...(marketing && { marketing }) }));
      const visitor = await shop.visitor();
      const contact = {
        email: "ana@example.com",
        consent: "You may write.",
        consentLink: "https://flora.example/p",
        marketing: said,
      };
      const { body } = await visitor.ask("identify", { body: { contact, held: [] } });
      expect(body.contact).toMatchObject({ consent: "You may write.", consentLink: "https://flora.example/p" });
      expect(body.contact).toHaveProperty("email");
      expect((body.contact as { marketing?: object }).marketing).toEqual(kept);
    }
  });
});

describe("an agent asks for the e-mail", () => {
  test("in the visitor's language, in a message below which the form opens; once it is known it is not asked for again", async () => {
    const shop = await world.shop(form("optional", "optional"));
    const visitor = await newVisitor(world.url, shop.id, { kind: "new", locale: "pt-BR" });
    await visitor.say("Olá");
    const agent = await shop.agent();
    const stream = await visitor.listen();
    await stream.hears(({ type }) => type === "hello");
    const asked = await agent.ask("askContact", { id: visitor.id, body: {} });
    expect(asked).toMatchObject({ status: 201, body: { by: "bot", asks: "contact" } });
    expect(asked.body.text).toMatch(/^Pode nos deixar seu e-mail/);
    const heard = await stream.hears(({ type }) => type === "message");
    expect(heard.message).toEqual(asked.body);
    stream.hangUp();
    await visitor.ask("identify", { body: { contact: { email: "ana@example.com" }, held: [] } });
    expect(codeOf(await agent.ask("askContact", { id: visitor.id, body: {} }))).toBe("400 bad-request");
  });

  test("not in another site's conversation", async () => {
    const [shop, other] = [await world.shop(form("optional", "optional")), await world.shop()];
    const visitor = await shop.visitor();
    await visitor.say("Hello");
    expect(codeOf(await (await other.agent()).ask("askContact", { id: visitor.id, body: {} }))).toBe("404 not-found");
  });
});
