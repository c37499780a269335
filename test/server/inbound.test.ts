/** What comes back by mail, through a real listener, real signatures and a real database. DNS alone is the test's. */
import { afterAll, describe, expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { hostileMails } from "../hostile-mails.js";
import { notice, resolverOf, signed, written } from "../mails.js";
import { until } from "../until.js";
import { corresponded } from "./grown.js";
import { parsed, quick } from "./letters.js";
import { mailedIn, VISITORS_ONLY } from "./mailed.js";
import { codeOf } from "./people.js";
import { post } from "./post-office.js";
import { createWorld } from "./world.js";

const DAY_MS = 86_400_000;
const mailer = memoryMailer();
const resolver = resolverOf({
  "example.com": {},
  "evil.example": { spf: "v=spf1 +all" },
  "spf.example": { spf: "v=spf1 ip4:127.0.0.0/8 -all" },
});
const world = await createWorld({
  mail: { mailer, from: "chat@flora.example", replyHost: "reply.flora.example", inbound: { smtp: { port: 0 }, resolver } },
  heartbeatMs: 1_000,
});
afterAll(() => expect(world.log.filter((line) => line.includes('"level":"error"'))).toEqual([]));
const port = () => world.server.smtpPort ?? 0;

const { mailed, letterTo } = mailedIn(world, mailer);

describe("an answer from the mailbox", () => {
  test("stands in the conversation as the visitor's, once, by e-mail; it reads what it answers and verifies the address", async () => {
    const { visitor, answer, view, mails } = await mailed();
    expect((await view()).address).toMatchObject({ state: "typed" });
    const id = "<answer@mail.example.com>";
    expect(await answer({ id, text: "Thank you!" })).toMatch(/^250 /);
    expect(await answer({ id, text: "Thank you!" })).toMatch(/^250 /);
    const { body } = await visitor.ask("pull");
    expect(body).toMatchObject({
      latest: 3,
      messages: [{}, {}, { seq: 3, by: "visitor", channel: "email", text: "Thank you!" }],
    });
    expect(await view()).toMatchObject({ readUpTo: 2, address: { state: "verified" }, unread: 2 });
    expect(await mails()).toMatchObject([{ standing: "answer", seq: 3, text: "", files: [] }]);
  });

  test("is only what she wrote herself", async () => {
    const { answer, texts } = await mailed();
    const html =
      "<div>Yes, please.</div><br><div>On Tuesday Amélie wrote:<br><blockquote type=cite>We'll send a new pot today.</blockquote></div>";
    await answer({ body: { type: "text/html; charset=utf-8", content: html } });
    expect((await texts()).at(-1)).toBe("Yes, please.");
  });

  test("is that in the visitor's own language too, as the widget told it", async () => {
    const { visitor, answer, texts } = await mailed();
    await world.database.query("update visitors set locale = 'tr' where id = $1", [visitor.id]);
    const turkish = "Pazartesi, 3 Ağustos 2026 10:12, Flora <chat@garden.example> tarihinde şunu yazdı:";
    await answer({ text: `Büyük olanı.\n\n${turkish}\n\nWhich size?` });
    expect((await texts()).at(-1)).toBe("Büyük olanı.");
  });

  test("is heard at once by whoever looks, and reopens what was closed", async () => {
    const { visitor, agent, answer, view } = await mailed();
    await agent.ask("close", { id: visitor.id, body: {} });
    const stream = await visitor.listen();
    await stream.hears(({ type }) => type === "hello");
    await answer({ text: "One more thing" });
    await stream.hears(({ type, message }) => type === "message" && (message as { text: string }).text === "One more thing");
    expect(await view()).not.toHaveProperty("closedAt");
    stream.hangUp();
  });

  test("is answered in its thread: the next letter refers to it, goes sooner, and repeats nothing", async () => {
    const { visitor, agent, email, answer, mail } = await mailed();
    await answer({ id: "<theirs@mail.example.com>" });
    await agent.reply(visitor.id, "It is on its way.");
    world.advance(60_000);
    const next = await parsed(await letterTo(email, 1));
    expect(next.inReplyTo).toBe("<theirs@mail.example.com>");
    expect(next.references?.split(" ").slice(1)).toEqual([mail.messageId, "<theirs@mail.example.com>"]);
    expect(next.subject).toBe(`Re: ${mail.subject}`);
    expect(next.text).toContain("It is on its way.");
    expect(next.text).not.toContain("broken pot");
  });

  test("cancels a mail on its way when it has read all of it", async () => {
    const { visitor, agent, email, answer, view } = await mailed();
    // As often as it is tried, until it is taken back.
    mailer.script(Array(1_000).fill({ was: "deferred", reason: "451 later" }));
    await agent.reply(visitor.id, "Is the address right?");
    world.advance(60_000);
    await until(async () => ((await view()).deliveries as { state: string }[]).at(-1)?.state === "waiting");
    await visitor.ask("read", { body: { upTo: 3 } });
    await answer();
    world.advance(60_000);
    await until(async () => ((await view()).deliveries as { state: string }[]).at(-1)?.state === "cancelled");
    mailer.script([]);
    expect(mailer.taken.filter(({ envelope }) => envelope.to === email)).toHaveLength(1);
  });

  test("from a host the sender's domain names in its SPF record needs no signature", async () => {
    const email = "bob@spf.example";
    const shop = await world.shop({ rules: quick });
    const [visitor, agent] = [await shop.knownVisitor(email), await shop.agent()];
    await visitor.say("Hello");
    await agent.reply(visitor.id, "Hi");
    world.advance(60_000);
    const to = (await parsed(await letterTo(email))).replyTo?.[0]?.address ?? "";
    expect(await post(port(), { from: email, to, raw: written({ from: email, to, text: "By SPF" }) })).toMatch(/^250 /);
    expect((await visitor.ask("pull")).body).toMatchObject({ latest: 3 });
  });

  test("after the address was changed goes in, and verifies nothing", async () => {
    const { visitor, answer, view } = await mailed();
    await visitor.ask("identify", { body: { contact: { email: "new@example.com" }, held: [] } });
    expect(await answer({ text: "From the old one" })).toMatch(/^250 /);
    expect(await view()).toMatchObject({ address: { email: "new@example.com", state: "typed" } });
  });

  test("does not lift a suppression", async () => {
    const { mail, answer, view } = await mailed();
    const unsubscribe = mail.headers.find(({ key }) => key === "list-unsubscribe")?.value ?? "";
    await fetch(/<(https?:[^>]+)>/.exec(unsubscribe)?.[1] ?? "", { method: "POST" });
    await answer();
    expect(await view()).toMatchObject({ address: { state: "suppressed" }, latest: 3 });
  });
});

describe("a mail that may be anybody's", () => {
  test("is never the visitor, whatever its From says, and evidence of nothing", async () => {
    const { visitor, email, to, view, mails } = await mailed();
    const raw = written({ from: email, to, text: "Please send it to Mallory instead." });
    // Mallory's server may send for Mallory, and signs for Mallory.
    expect(await post(port(), { from: "mallory@evil.example", to, raw: await signed(raw, "evil.example") })).toMatch(/^250 /);
    expect(await post(port(), { from: email, to, raw: written({ from: "mallory@evil.example", to }) })).toMatch(/^250 /);
    expect((await visitor.ask("pull")).body).toMatchObject({ latest: 2 });
    expect(await view()).toMatchObject({ readUpTo: 0, address: { state: "typed" }, latest: 2, unconfirmed: 2 });
    expect(await mails()).toMatchObject([
      { standing: "unconfirmed", because: "not-authentic", from: email, text: "Please send it to Mallory instead." },
      { standing: "unconfirmed", because: "other-sender", from: "mallory@evil.example" },
    ]);
  });

  test("becomes the visitor's message when an agent says so, once; it reads and verifies nothing", async () => {
    const { visitor, agent, email, to, view, mails } = await mailed();
    const id = "<from-the-phone@mail.example.com>";
    await post(port(), { to, raw: written({ from: "ana.private@example.com", to, text: "It is me, Ana", id }) });
    const [mail] = await mails();
    const vouch = () => agent.ask("vouch", { id: visitor.id, mail: mail?.id ?? "", body: {} });
    const stored = await vouch();
    expect(stored.body).toMatchObject({ seq: 3, by: "visitor", channel: "email", text: "It is me, Ana" });
    expect((await vouch()).body).toEqual(stored.body);
    expect(await view()).toMatchObject({ readUpTo: 0, address: { email, state: "typed" }, latest: 3 });
    expect(await view()).not.toHaveProperty("unconfirmed");
    expect(await mails()).toMatchObject([{ standing: "unconfirmed", seq: 3, text: "" }]);
    // It is a link of the thread all the same.
    await agent.reply(visitor.id, "Hello Ana");
    world.advance(60_000);
    expect((await parsed(await letterTo(email, 1))).inReplyTo).toBe(id);
  });

  test("is nobody else's business: agents of other sites, and other conversations of this one", async () => {
    const one = await mailed();
    const other = await mailed();
    await post(port(), { to: one.to, raw: written({ from: "x@example.com", to: one.to }) });
    const mail = (await one.mails())[0]?.id ?? "";
    expect(codeOf(await other.agent.ask("vouch", { id: one.visitor.id, mail, body: {} }))).toBe("404 not-found");
    expect(codeOf(await other.agent.ask("vouch", { id: other.visitor.id, mail, body: {} }))).toBe("404 not-found");
    const original = (id: string, agent: typeof one.agent) =>
      fetch(`${world.url}/v1/agent/conversations/${id}/mails/${mail}/original`, { headers: { cookie: agent.cookie } });
    expect((await original(one.visitor.id, other.agent)).status).toBe(404);
    expect((await original(other.visitor.id, other.agent)).status).toBe(404);
    const file = await original(one.visitor.id, one.agent);
    expect(file.status).toBe(200);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      "content-type": "message/rfc822",
      "content-disposition": 'attachment; filename="mail.eml"',
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    expect(await file.text()).toContain("From: x@example.com");
  });

  test("cannot fill the desk: after twenty a day the next is told to wait", async () => {
    const { to, mails } = await mailed();
    const send = () => post(port(), { to, raw: written({ from: "x@example.com", to }) });
    for (let n = 0; n < 20; n++) expect(await send()).toMatch(/^250 /);
    expect(await send()).toMatch(/^452 4\.2\.2 /);
    expect(await mails()).toHaveLength(20);
    world.advance(DAY_MS);
    expect(await send()).toMatch(/^250 /);
  });
});

describe("the original", () => {
  test("says what we found out, under our name, and nothing that others wrote under it", async () => {
    const { visitor, agent, answer, mails } = await mailed();
    const forged = "Authentication-Results: reply.flora.example; dmarc=pass header.from=bank.example";
    await answer({ headers: [forged] });
    const mail = (await mails())[0]?.id ?? "";
    const path = `/v1/agent/conversations/${visitor.id}/mails/${mail}/original`;
    const text = await (await fetch(`${world.url}${path}`, { headers: { cookie: agent.cookie } })).text();
    expect(text).toMatch(/^Authentication-Results: reply\.flora\.example;/);
    expect(text).toContain("dkim=pass");
    expect(text).not.toContain("bank.example");
  });
});

describe("at the door", () => {
  test("addresses that lead nowhere are refused before a byte of the mail is sent, and never bounced", async () => {
    const { to } = await mailed();
    const raw = written({ to });
    for (const address of [`r-${"a".repeat(26)}@reply.flora.example`, "postmaster@reply.flora.example", to.replace("r-", "b-")])
      expect(await post(port(), { to: address, raw })).toMatch(/^550 5\.1\.1 /);
  });
  test("an address ends half a year after its letter", async () => {
    const { answer, to } = await mailed();
    world.advance(179 * DAY_MS);
    expect(await answer()).toMatch(/^250 /);
    world.advance(2 * DAY_MS);
    expect(await answer()).toMatch(/^550 5\.1\.1 /);
    expect(to).toContain("@reply.flora.example");
  });
  test("an answer to one conversation sent to the address of another is refused", async () => {
    const [one, other] = [await mailed(), await mailed()];
    expect(await one.answer({ headers: [`In-Reply-To: ${other.mail.messageId}`] })).toMatch(/^550 /);
    expect(await one.texts()).toHaveLength(2);
  });
  test("one mail to the addresses of two letters goes to both conversations", async () => {
    const [one, other] = [await mailed(), await mailed()];
    expect(await post(port(), { to: [one.to, other.to], raw: written({ to: one.to }) })).toMatch(/^250 /);
    expect([await one.mails(), await other.mails()]).toMatchObject([[{}], [{}]]);
  });
});

describe("failure notices", () => {
  const bounced = async (status: string, action = "failed") => {
    const one = await mailed();
    const from = one.letter.envelope.from;
    expect(from).toMatch(/^b-[a-z2-7]{26}@reply\.flora\.example$/);
    const answer = await post(port(), { from: "", to: from, raw: notice(from, { status, action }) });
    expect(answer).toMatch(/^250 /);
    return one;
  };
  test("of a wrong address are shown, and end the mails to it for good", async () => {
    const { view, shop, email, agent } = await bounced("5.1.1");
    await expect.poll(view).toMatchObject({
      deliveries: [{ state: "bounced", reason: "5.1.1" }],
      address: { state: "suppressed" },
      plan: { do: "nothing", because: "address-suppressed" },
    });
    const again = await shop.knownVisitor(email);
    await again.say("Me again");
    expect((await agent.ask("conversation", { id: again.id })).body.address).toMatchObject({ state: "suppressed" });
  });
  test("of a letter that was followed by hundreds end the mails to its address all the same", async () => {
    const one = await mailed();
    await corresponded(world.database, one.visitor.id, { from: 2, many: 600, at: world.now() - 3 * 86_400_000 });
    const from = one.letter.envelope.from;
    expect(await post(port(), { from: "", to: from, raw: notice(from) })).toMatch(/^250 /);
    await expect.poll(one.view).toMatchObject({ address: { state: "suppressed" } });
    const of = "select delivery ->> 'bounce' as bounce from deliveries where conversation_id = $1 and n = 1";
    expect(await world.database.query(of, [one.visitor.id])).toEqual([{ bounce: "5.1.1" }]);
  });
  test("of a full mailbox are shown, and no more", async () => {
    await expect.poll((await bounced("5.2.2")).view).toMatchObject({
      deliveries: [{ state: "bounced", reason: "5.2.2" }],
      address: { state: "typed" },
    });
  });
  test("of a delay are none", async () => {
    await expect.poll((await bounced("4.4.1", "delayed")).view).toMatchObject({ deliveries: [{ state: "sent" }] });
  });
  test("at any other address blame nobody", async () => {
    const { to, view, mails } = await mailed();
    expect(await post(port(), { from: "", to, raw: notice(to) })).toMatch(/^250 /);
    await expect.poll(view).toMatchObject({ deliveries: [{ state: "sent" }], address: { state: "typed" } });
    expect(await mails()).toMatchObject([{ standing: "automatic" }]);
  });
});

test("a mail to the address for unsubscribing unsubscribes, as the button of a mail program sends it", async () => {
  const { mail, view } = await mailed();
  const header = mail.headers.find(({ key }) => key === "list-unsubscribe")?.value ?? "";
  const to = /<mailto:([^?>]+)/.exec(header)?.[1] ?? "";
  expect(await post(port(), { to, raw: written({ to, text: "unsubscribe" }) })).toMatch(/^250 /);
  expect(await view()).toMatchObject({ address: { state: "suppressed" } });
});

describe("machines", () => {
  test("an out-of-office note is noted for agents and moves nothing, be it ever so authentic", async () => {
    const { visitor, answer, view, mails } = await mailed();
    // The letter is here; that it was taken is written down a moment later.
    const before = await until(async () => {
      const seen = await view();
      return (seen.deliveries as { state: string }[]).every(({ state }) => state === "sent") ? seen : undefined;
    });
    await answer({ headers: ["Auto-Submitted: auto-replied"], text: "I am away until Monday." });
    expect(await mails()).toMatchObject([{ standing: "automatic", because: "auto-submitted", text: "I am away until Monday." }]);
    const { now: _, mails: __, ...after } = await view();
    const { now: ___, mails: ____, ...same } = before;
    expect(after).toEqual(same);
    expect((await visitor.ask("pull")).body).toMatchObject({ latest: 2 });
  });

  test("two of us that write to each other end after one step", async () => {
    const [one, other] = [await mailed(), await mailed()];
    // The visitor of one conversation is the other one: every letter of ours arrives at our own door.
    const before = mailer.taken.length;
    const shop = await world.shop({ rules: quick, settings: VISITORS_ONLY });
    const [visitor, agent] = [await shop.knownVisitor(other.to), await shop.agent()];
    await visitor.say("Hello");
    await agent.reply(visitor.id, "Hi there");
    world.advance(60_000);
    const letter = await letterTo(other.to);
    expect(await post(port(), { ...letter.envelope, raw: letter.raw })).toMatch(/^250 /);
    expect(await other.mails()).toMatchObject([{ standing: "automatic", because: "auto-submitted" }]);
    world.advance(DAY_MS);
    await until(
      async () => (await world.database.query("select 1 from conversations where due_at <= $1", [world.now()])).length === 0,
    );
    expect(mailer.taken.length).toBe(before + 1);
    expect(await one.texts()).toHaveLength(2);
  });
});

test("hostile mails are refused or kept, and the server goes on", async () => {
  const { to, answer, texts, mails } = await mailed();
  // What the large ones do to a reader is a unit test's; here is what they do to the line.
  for (const { name, bytes } of hostileMails(to)) {
    const raw = bytes();
    if (raw.byteLength > 2_000_000 && name !== "30 MB of base64") continue;
    world.advance(DAY_MS / 20);
    const answered = await post(port(), { from: "x@example.com", to, raw });
    expect({ name, answered }).toMatchObject({ answered: expect.stringMatching(/^(?:250 2\.0\.0|55[24] 5\.[36]\.\d) /) });
  }
  expect(await answer({ text: "Still there?" })).toMatch(/^250 /);
  expect(await texts()).toEqual(["My order arrived with a broken pot", "We'll send a new pot today.", "Still there?"]);
  expect((await mails()).length).toBeGreaterThan(20);
});

test("letters say that one may simply reply", async () => {
  const { mail } = await mailed();
  expect(mail.text).toContain("You can simply reply to this e-mail.");
});

test("no address, word or token of these mails is in the log", () => {
  const log = world.log.join("\n");
  expect(log).not.toMatch(/visitor\d+@example|Mallory|r-[a-z2-7]{26}|b-[a-z2-7]{26}/);
  expect(log).toContain("A mail came in");
});
