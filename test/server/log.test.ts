/**
 * Row 21 of the security checklist: the log of a server has no texts, addresses, tokens or full IP addresses. A whole story is played
 * on a real one, with everything that can go wrong in it, and its log, every level of it, is searched for what was in that story.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { AGENT_ROUTES, ROUTES } from "../../src/protocol/index.js";
import { describe } from "../../src/server/log.js";
import { resolverOf, signed, written } from "../mails.js";
import { signedToken } from "../signed.js";
import { until } from "../until.js";
import { quick, textOf } from "./letters.js";
import { mailedIn } from "./mailed.js";
import { type Asking, ask, codeOf, draft, newVisitor, signedIn } from "./people.js";
import { post } from "./post-office.js";
import { createWorld } from "./world.js";

const attachments = await mkdtemp(join(tmpdir(), "recado-log-"));
afterAll(() => rm(attachments, { recursive: true }));
const mailer = memoryMailer();
const inbound = { smtp: { port: 0 }, resolver: resolverOf({ "example.com": {} }) };
const world = await createWorld({
  attachments,
  heartbeatMs: 200,
  trustedProxies: ["127.0.0.1", "::1"],
  mail: { mailer, from: "chat@flora.example", replyHost: "reply.flora.example", inbound },
});
const { letterTo } = mailedIn(world, mailer);

test("21 after a whole story, with its slips and refusals, nothing that anybody said, was called or held is in the log", async () => {
  const page = "https://shop.example/thirteen-olives";
  const shop = await world.shop({ chatPage: page, origins: ["https://shop.example"], rules: quick });
  const from = { "x-forwarded-for": "198.51.100.77" };
  const sites = (name: keyof typeof ROUTES, asking: Asking) =>
    ask(world.url, ROUTES[name], { ...asking, headers: { ...from, ...asking.headers } }, { site: shop.id });

  // Agents: a link asked for, by one of them and by a stranger; used, used again.
  const own = `${shop.id}.amelie@flora.example`;
  const origin = { origin: world.url };
  for (const email of [own, "stranger@peeping.example"])
    await ask(world.url, AGENT_ROUTES.requestLink, { body: { email }, headers: origin }, {});
  const signInLink = /http\S+#sign-in=\S+/.exec(await textOf(await letterTo(own)))?.[0] ?? "";
  const agent = await signedIn(world.url, signInLink);
  const link = signInLink.slice(signInLink.indexOf("=") + 1);
  expect(codeOf(await ask(world.url, AGENT_ROUTES.signIn, { body: { link }, headers: origin }, {}))).toBe("410 gone");
  const { key } = (await agent.ask("newIdentityKey")).body as { key: { secret: string } };

  // A visitor: refused without a contact, known, heard, with a file; who is then signed in.
  const email = "hortensia.pelargonium@example.com";
  const visitor = await newVisitor(world.url, shop.id, { kind: "new", page });
  await visitor.say("Unheard: a fourteenth olive");
  const contact = { email, name: "Hortensia Pelargonium", phone: "+351 912 345 678" };
  const body = { contact, held: [draft("Fifteen olives fell down", { page })], stamp: visitor.session.stamp };
  expect((await visitor.ask("identify", { body, headers: from })).status).toBe(200);
  const path = `${world.url}${ROUTES.upload.path.replace(":site", shop.id).replace(":upload", draft().id)}`;
  const auth = { authorization: `Bearer ${visitor.session.token}`, ...from };
  const json = { "content-type": "application/json", ...auth };
  const pot = Buffer.from("A pot, and sixteen olives in it");
  await fetch(path, { method: "PUT", headers: json, body: JSON.stringify({ name: "broken-pot.txt", bytes: pot.length }) });
  await fetch(`${path}?offset=0`, { method: "PATCH", headers: auth, body: pot });
  const stream = await visitor.listen(from);
  await stream.hears(({ type }) => type === "beat");
  await visitor.ask("poll", { headers: from });
  stream.hangUp();
  const jwt = signedToken(key.secret, { aud: shop.id, sub: "user-4711", email, name: contact.name });
  const forged = signedToken("a key of nobody's", { aud: shop.id, sub: "user-4711" });
  for (const one of [forged, jwt]) await sites("open", { body: { kind: "signed", jwt: one } });

  // Answered, mailed, opened from that mail, answered by mail: by her, and by somebody who is not her.
  await agent.reply(visitor.id, "We are sorry for every olive");
  world.advance(60_000);
  const letter = await letterTo(email);
  const text = await textOf(letter);
  const secret = /#recado=([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? "";
  const phone = await newVisitor(world.url, shop.id, { kind: "resume", secret });
  await phone.ask("confirm");
  const to = /r-[a-z2-7]{26}@reply\.flora\.example/.exec(Buffer.from(letter.raw).toString())?.[0] ?? "";
  const port = world.server.smtpPort ?? 0;
  const mail = { to, text: "Nineteen olives are back" };
  await post(port, { from: email, to, raw: await signed(written({ from: `Hortensia <${email}>`, ...mail })) });
  await post(port, { from: "mallory@peeping.example", to, raw: written({ from: "Mallory <mallory@peeping.example>", ...mail }) });
  await post(port, { to: `r-${"a".repeat(26)}@reply.flora.example`, raw: written({ to: "r-a@reply.flora.example" }) });
  await until(async () => (await world.database.query("select from received_mails")).length > 1);
  const unsubscribe = /\/unsubscribe\/([\w-]+)/.exec(Buffer.from(letter.raw).toString())?.[1] ?? "";
  for (const method of ["GET", "POST"]) await fetch(`${world.url}/unsubscribe/${unsubscribe}`, { method });

  // Slips: no JSON, a path of one's own, another site's page, a deleted conversation.
  await sites("open", { body: '{"kind":"stored","token":"twenty olives' });
  await fetch(`${world.url}/v1/twenty-one-olives?twenty-two=olives`, { headers: from });
  await sites("site", { headers: { origin: "https://evil-olives.example" } });
  await agent.ask("addressDossier", { body: { email, as: "html" } });
  await visitor.ask("dossier");
  await phone.ask("erase");
  expect(codeOf(await phone.say("Twenty-three olives"))).toBe("410 gone");

  const log = world.log.join("\n");
  for (const { path } of [ROUTES.identify, ROUTES.upload, ROUTES.events, AGENT_ROUTES.reply, AGENT_ROUTES.signIn])
    expect(log).toContain(`"route":"${path}"`);
  expect(log).toContain('"A mail came in"');
  const secrets = [
    signInLink,
    link,
    agent.cookie.split("=")[1],
    key.secret,
    jwt.split(".")[1],
    forged.split(".")[2],
    secret,
    unsubscribe,
  ];
  const tokens = [visitor.session.token, phone.session.token, visitor.session.stamp, to.split("@")[0], "Bearer"];
  const said = [
    /olive/i,
    /hortensia|pelargonium|user-4711|345 678/i,
    /broken-pot/,
    /[\w.+-]+@[\w-]+\.\w+/,
    /stranger|mallory|peeping|evil/,
  ];
  const found = [
    ...[...secrets, ...tokens].filter((one) => one === undefined || one.length < 6 || log.includes(one)),
    ...said.flatMap((one) => one.exec(log)?.[0] ?? []),
    ...["198.51.100.77", "127.0.0.1"].filter((address) => log.includes(address)),
  ];
  expect(found).toEqual([]);
});

test("21 a fault deep inside is logged with its place, and without what people said", async () => {
  const shop = await world.shop();
  const visitor = await shop.knownVisitor("secret.person@example.com");
  await visitor.say("my secret words");
  // With values in PostgreSQL's message.
  await world.database.query("alter table pages add constraint broken check (page <> 'https://shop.example/secret-page')");
  const failed = await visitor.say("more secret words", { page: "https://shop.example/secret-page" });
  await world.database.query("alter table pages drop constraint broken");
  expect(codeOf(failed)).toBe("500 internal");
  const log = world.log.join("\n");
  expect(log).toContain('"constraint":"broken"');
  expect(log).toContain('"route":"/v1/sites/:site/messages"');
  expect(
    ["secret words", "secret.person", "secret-page", visitor.session.token].filter((secret) => log.includes(secret)),
  ).toEqual([]);
});

test.each([
  'invalid input syntax for type json: "my secret words"',
  "550 5.1.1 <secret.person@example.com> unknown; sent by Secret.Person+x@mail.example",
  `No session ${"Ab9_-".repeat(8)}xyz`,
])("21 an error that says %s is logged without it", (message) => {
  const logged = JSON.stringify(describe(Object.assign(new Error(message), { code: "22P02", detail: message })));
  expect(logged).not.toMatch(/secret|Ab9_-/i);
  expect(logged).toContain("22P02");
});
