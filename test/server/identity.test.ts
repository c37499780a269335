/** Who the host's server says it is: what is believed of it and what is not, and whose conversation that opens. */
import { generateKeyPairSync, sign as signBytes } from "node:crypto";
import * as v from "valibot";
import { expect, test } from "vitest";
import { ConversationView, IdentityKeys, ROUTES, Session, type SiteSettings } from "../../src/protocol/index.js";
import { signedToken, type TokenParts } from "../signed.js";
import { type Answer, ask, codeOf, draft, newVisitor, type VisitorInTest } from "./people.js";
import { createWorld, type Shop } from "./world.js";

const world = await createWorld({ heartbeatMs: 1_000 });
const SECOND = () => Math.floor(world.now() / 1_000);
const MINUTE_MS = 60_000;
const NOBODY_ASKED: SiteSettings["contactForm"] = {
  whenOnline: "never",
  whenAway: "never",
  fields: [{ name: "email", required: true }],
};

/** A shop whose host signs its users in. */
async function signingShop() {
  const shop = await world.shop({ settings: { contactForm: NOBODY_ASKED } });
  const agent = await shop.agent();
  const keys = v.parse(IdentityKeys, (await agent.ask("newIdentityKey")).body);
  const secret = keys.key?.secret ?? "";
  const tokenFor = (subject: string, more: object = {}, parts?: TokenParts) =>
    signedToken(secret, { aud: shop.id, sub: subject, exp: SECOND() + 600, ...more }, parts);
  return { ...shop, agent, secret, tokenFor, open: (jwt: string, token?: string) => opening(shop, jwt, token) };
}

const opening = (shop: Pick<Shop, "id">, jwt: string, token?: string): Promise<Answer> =>
  ask(world.url, ROUTES.open, { body: { kind: "signed", jwt, ...(token !== undefined && { token }) } }, { site: shop.id });

async function signedIn(
  shop: Awaited<ReturnType<typeof signingShop>>,
  jwt: string,
  from?: VisitorInTest,
): Promise<VisitorInTest> {
  const session = v.parse(Session, (await shop.open(jwt, from?.session.token)).body);
  return newVisitor(world.url, shop.id, { kind: "stored", token: session.token });
}

const textsOf = async (visitor: VisitorInTest) =>
  ((await visitor.ask("pull")).body.messages as { seq: number; by: string; text: string }[]).filter(({ by }) => by !== "system");

const viewOf = async (shop: Awaited<ReturnType<typeof signingShop>>, id: string) =>
  v.parse(ConversationView, (await shop.agent.ask("conversation", { id })).body);

test("9 a token that the site's key has signed opens its user's session", async () => {
  const shop = await signingShop();
  const answer = await shop.open(shop.tokenFor("user-1", { email: "Ana@example.com", name: "Ana" }));
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ latest: 0, needsGesture: false, contact: { email: "Ana@example.com", name: "Ana" } });
});

test("9 what is not signed for this site, by its key, in the one way, for the next hour, is refused with the reason", async () => {
  const shop = await signingShop();
  const other = await signingShop();
  const good = { aud: shop.id, sub: "user-1", exp: SECOND() + 600 };
  const forged = (parts: TokenParts, secret = shop.secret) => signedToken(secret, good, parts);
  const [head = "", body = "", signature = ""] = shop.tokenFor("user-1").split(".");
  const changed = Buffer.from(JSON.stringify({ ...good, sub: "admin" })).toString("base64url");
  const pair = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const rsaHead = `${Buffer.from(JSON.stringify({ alg: "RS256" })).toString("base64url")}.${body}`;
  const rsa = `${rsaHead}.${signBytes("sha256", Buffer.from(rsaHead), pair.privateKey).toString("base64url")}`;
  const jwk = pair.publicKey.export({ format: "jwk" });
  const refused: Record<string, string> = {
    "alg none, unsigned": `${Buffer.from('{"alg":"none"}').toString("base64url")}.${body}.`,
    "alg none, signed": forged({ header: { alg: "none" } }),
    "alg None": forged({ header: { alg: "None" } }),
    "alg hs256": forged({ header: { alg: "hs256" } }),
    HS512: forged({ header: { alg: "HS512" }, hash: "sha512" }),
    "RS256 by a key of the sender's": rsa,
    "RS256 in name only": forged({ header: { alg: "RS256" } }),
    "a key in the header": `${Buffer.from(JSON.stringify({ alg: "RS256", jwk })).toString("base64url")}.${body}.${signature}`,
    "no alg": forged({ header: { alg: undefined } }),
    "an extension nobody knows": forged({ header: { crit: ["b64"], b64: false } }),
    "another site's key": forged({}, other.secret),
    "the empty key": forged({}, ""),
    "the key's bytes": signedToken(Buffer.from(shop.secret, "base64url").toString("latin1"), good),
    "another content": `${head}.${changed}.${signature}`,
    "no signature": `${head}.${body}.`,
    "half a signature": `${head}.${body}.${signature.slice(0, 20)}`,
    "two signatures": `${head}.${body}.${signature}${signature}`,
    "another audience": shop.tokenFor("user-1", { aud: other.id }),
    "no audience": shop.tokenFor("user-1", { aud: undefined }),
    "an empty audience": shop.tokenFor("user-1", { aud: [] }),
    "no subject": shop.tokenFor("user-1", { sub: undefined }),
    "an empty subject": shop.tokenFor(""),
    "a number for a subject": shop.tokenFor("user-1", { sub: 42 }),
    "a subject of two lines": shop.tokenFor("user\n1"),
    "a long subject": shop.tokenFor("u".repeat(256)),
    "no expiry": shop.tokenFor("user-1", { exp: undefined }),
    "a text for an expiry": shop.tokenFor("user-1", { exp: String(SECOND() + 600) }),
    "an expiry in two hours": shop.tokenFor("user-1", { exp: SECOND() + 7_200 }),
    "an expiry in 62 minutes": shop.tokenFor("user-1", { exp: SECOND() + 62 * 60 }),
    "an expiry in milliseconds": shop.tokenFor("user-1", { exp: world.now() + 600_000 }),
    "not yet": shop.tokenFor("user-1", { nbf: SECOND() + 600 }),
    "an address that is none": shop.tokenFor("user-1", { email: "ana" }),
    "a name of two lines": shop.tokenFor("user-1", { name: "Ana\r\nBcc: x" }),
    empty: "",
    "no token at all": "hello",
    "three empty parts": "..",
    "no JSON": "a.b.c",
    "a list": `${head}.${Buffer.from("[]").toString("base64url")}.${signature}`,
  };
  const answers: Record<string, string> = {};
  for (const [what, jwt] of Object.entries(refused)) answers[what] = codeOf(await shop.open(jwt));
  expect(answers).toEqual(Object.fromEntries(Object.keys(refused).map((what) => [what, "400 bad-request"])));
  expect(codeOf(await shop.open(`${head}.${"A".repeat(10_000)}.${signature}`))).toBe("400 bad-request");
  expect(codeOf(await shop.open("A".repeat(100_000)))).toBe("413 too-large");
  const [none] = await world.database.query("select count(*) from identities where site_id = $1", [shop.id]);
  expect(Number(none?.count)).toBe(0);
});

test("9 a refusal says what to do about it", async () => {
  const shop = await signingShop();
  const bare = await world.shop();
  const said = async (answer: Promise<Answer>) => ((await answer).body.error as { message: string }).message;
  expect(await said(opening(bare, shop.tokenFor("user-1", { aud: bare.id })))).toContain("no identity key yet");
  expect(await said(shop.open(shop.tokenFor("user-1", { aud: "flora" })))).toContain(`must be "${shop.id}"`);
  expect(await said(shop.open(shop.tokenFor("user-1", { sub: 42 })))).toMatch(/sub .*string/);
  expect(await said(shop.open(shop.tokenFor("user-1", { exp: SECOND() + 7_200 })))).toContain("60 minutes");
  expect(await said(shop.open(shop.tokenFor("user-1", {}, { header: { alg: "HS512" }, hash: "sha512" })))).toContain("HS256");
});

test("9 an expired token is told from a bad one, for a page that can give a fresh one; a clock a little off is forgiven", async () => {
  const shop = await signingShop();
  expect(codeOf(await shop.open(shop.tokenFor("user-1", { exp: SECOND() - 120 })))).toBe("401 unauthorized");
  expect((await shop.open(shop.tokenFor("user-1", { exp: SECOND() - 30 }))).status).toBe(200);
  expect((await shop.open(shop.tokenFor("user-1", { exp: SECOND() + 60 * 60 }))).status).toBe(200);
  expect((await shop.open(shop.tokenFor("user-1", { email: null, name: null, aud: ["elsewhere", shop.id] }))).status).toBe(200);
});

test("9 a new key leaves the old one a day; ended at once, the old one takes its sessions along", async () => {
  const shop = await signingShop();
  const [early, late] = [await signedIn(shop, shop.tokenFor("user-1")), await signedIn(shop, shop.tokenFor("user-2"))];
  const keys = v.parse(IdentityKeys, (await shop.agent.ask("newIdentityKey")).body);
  const fresh = keys.key?.secret ?? "";
  expect(fresh).not.toBe(shop.secret);
  expect(keys.old).toEqual([{ endsAt: expect.any(Number) }]);
  const withFresh = (subject: string) => signedToken(fresh, { aud: shop.id, sub: subject, exp: SECOND() + 600 });
  expect((await shop.open(shop.tokenFor("user-1"))).status).toBe(200);
  // The same session, by the new key from now on.
  expect((await shop.open(withFresh("user-2"), late.session.token)).body.token).toBe(late.session.token);
  const stream = await early.listen();
  await stream.hears(({ type }) => type === "hello");
  expect((await shop.agent.ask("endOldIdentityKeys")).body).toEqual({ ...keys, old: [] });
  await stream.hears(({ type }) => type === "gone");
  expect(codeOf(await early.ask("pull"))).toBe("401 unauthorized");
  expect((await late.ask("pull")).status).toBe(200);
  expect(codeOf(await shop.open(shop.tokenFor("user-1")))).toBe("400 bad-request");

  await shop.agent.ask("newIdentityKey");
  world.advance((24 * 60 - 1) * MINUTE_MS);
  expect((await shop.open(withFresh("user-2"))).status).toBe(200);
  world.advance(MINUTE_MS);
  expect(codeOf(await shop.open(withFresh("user-2")))).toBe("400 bad-request");
  // Its time was over, and nobody else had it: who came by it stays.
  expect((await late.ask("pull")).status).toBe(200);
});

test("8 an agent sees the keys of their own site alone", async () => {
  const [shop, other] = [await signingShop(), await signingShop()];
  expect(JSON.stringify((await other.agent.ask("identityKeys")).body)).not.toContain(shop.secret);
  expect(codeOf(await shop.agent.ask("newIdentityKey", { headers: { origin: "https://evil.example" } }))).toBe(
    "403 origin-refused",
  );
});

test("a second device shows the same conversation, and another user's token another one", async () => {
  const shop = await signingShop();
  const desk = await signedIn(shop, shop.tokenFor("user-1"));
  await desk.say("From the desk");
  const phone = await signedIn(shop, shop.tokenFor("user-1"));
  expect(phone.id).toBe(desk.id);
  expect(phone.session.token).not.toBe(desk.session.token);
  expect(await textsOf(phone)).toMatchObject([{ text: "From the desk" }]);
  expect((await desk.ask("pull")).status).toBe(200);
  const other = await signedIn(shop, shop.tokenFor("user-2"));
  expect(await textsOf(other)).toEqual([]);
  const elsewhere = await signingShop();
  expect((await signedIn(elsewhere, elsewhere.tokenFor("user-1"))).id).not.toBe(desk.id);
});

test("what a visitor had begun before they signed in is taken along, with its name", async () => {
  const shop = await signingShop();
  const visitor = await shop.visitor();
  await visitor.say("Before");
  const user = await signedIn(shop, shop.tokenFor("user-1"), visitor);
  expect(user.id).toBe(visitor.id);
  expect(await textsOf(await signedIn(shop, shop.tokenFor("user-1")))).toMatchObject([{ text: "Before" }]);
});

test("7 a verified identity gets a token of its own, whose first use ends the one before it", async () => {
  const shop = await signingShop();
  const visitor = await shop.visitor();
  await visitor.say("Before");
  const stream = await visitor.listen();
  await stream.hears(({ type }) => type === "hello");
  const session = v.parse(Session, (await shop.open(shop.tokenFor("user-1"), visitor.session.token)).body);
  expect(session.token).not.toBe(visitor.session.token);
  // The answer may have been lost, and other tabs have not heard of it: until it is used, the old one goes on.
  expect((await visitor.ask("pull")).status).toBe(200);
  await newVisitor(world.url, shop.id, { kind: "stored", token: session.token });
  await stream.hears(({ type }) => type === "gone");
  expect(codeOf(await visitor.ask("pull"))).toBe("401 unauthorized");
  expect(
    codeOf(await ask(world.url, ROUTES.open, { body: { kind: "stored", token: visitor.session.token } }, { site: shop.id })),
  ).toBe("401 unauthorized");
  // On the next page view it is that user's already: nothing to replace.
  expect((await shop.open(shop.tokenFor("user-1"), session.token)).body.token).toBe(session.token);
});

test("7 a token that was replaced ends by itself, however often it is used", async () => {
  const shop = await signingShop();
  const visitor = await shop.visitor();
  await shop.open(shop.tokenFor("user-1"), visitor.session.token);
  world.advance(30_000);
  expect((await visitor.ask("pull")).status).toBe(200);
  world.advance(30_000);
  expect(codeOf(await visitor.ask("pull"))).toBe("401 unauthorized");
});

test("two devices that sign in for the first time at once are one visitor", async () => {
  const shop = await signingShop();
  const answers = await Promise.all(Array.from({ length: 8 }, () => shop.open(shop.tokenFor("user-1"))));
  expect(new Set(answers.map(({ body }) => body.conversation)).size).toBe(1);
});

test("two users who sign in from one browser at once: the conversation becomes one's, and the other's is empty", async () => {
  const shop = await signingShop();
  const visitor = await shop.visitor();
  await visitor.say("Whose?");
  const [one, other] = await Promise.all(
    ["user-1", "user-2"].map(async (subject) =>
      v.parse(Session, (await shop.open(shop.tokenFor(subject), visitor.session.token)).body),
    ),
  );
  expect(one?.conversation).not.toBe(other?.conversation);
  expect([one?.latest, other?.latest].sort()).toEqual([0, 1]);
});

test("another user's conversation is never taken along, and their session in this browser ends", async () => {
  const shop = await signingShop();
  const ana = await signedIn(shop, shop.tokenFor("ana"));
  await ana.say("Ana's secret");
  const rui = await signedIn(shop, shop.tokenFor("rui"), ana);
  expect(rui.id).not.toBe(ana.id);
  expect(await textsOf(rui)).toEqual([]);
  expect(codeOf(await ana.ask("pull"))).toBe("401 unauthorized");
  expect(await textsOf(await signedIn(shop, shop.tokenFor("ana")))).toMatchObject([{ text: "Ana's secret" }]);
});

test("a token of another site, or one that is worth nothing, takes nothing along and hinders nobody", async () => {
  const [shop, other] = [await signingShop(), await signingShop()];
  const foreign = await other.visitor();
  await foreign.say("Elsewhere");
  for (const token of [foreign.session.token, "A".repeat(43)]) {
    const session = v.parse(Session, (await shop.open(shop.tokenFor("user-1"), token)).body);
    expect(session.latest).toBe(0);
  }
  expect((await foreign.ask("pull")).status).toBe(200);
});

test("who has a conversation already finds what they began elsewhere behind it, once, in order, and reads on from there", async () => {
  const shop = await signingShop();
  const user = await signedIn(shop, shop.tokenFor("user-1"));
  await user.say("One");
  await shop.agent.reply(user.id, "Two");
  await user.ask("read", { body: { upTo: 2 } });
  const visitor = await shop.visitor();
  const again = draft("Three", { page: "https://flora.example/olives" });
  await visitor.ask("send", { body: again });
  await shop.agent.reply(visitor.id, "Four");
  await shop.agent.reply(visitor.id, "Five");
  await visitor.ask("read", { body: { upTo: 2 } });
  const both = await signedIn(shop, shop.tokenFor("user-1"), visitor);
  expect(both.id).toBe(user.id);
  expect((await textsOf(both)).map(({ seq, text }) => [seq, text])).toEqual([
    [1, "One"],
    [2, "Two"],
    [3, "Three"],
    [4, "Four"],
    [5, "Five"],
  ]);
  expect(both.session).toMatchObject({ latest: 5, readUpTo: 4 });
  // The answer to the first attempt was lost: the same draft again is the message that is there.
  expect((await both.ask("send", { body: again })).body).toMatchObject({ seq: 3, text: "Three" });
  expect((await both.say("Six")).body).toMatchObject({ seq: 6 });
  expect(codeOf(await visitor.ask("pull"))).toBe("401 unauthorized");
  expect(codeOf(await shop.agent.ask("conversation", { id: visitor.id }))).toBe("404 not-found");
  expect((await viewOf(shop, user.id)).pages).toMatchObject([{ page: "https://flora.example/olives" }]);
});

test("what was unread before stays unread, also where the rest was read", async () => {
  const shop = await signingShop();
  const user = await signedIn(shop, shop.tokenFor("user-1"));
  await user.say("One");
  await shop.agent.reply(user.id, "Nobody has read this");
  await user.ask("read", { body: { upTo: 1 } });
  const visitor = await shop.visitor();
  await visitor.say("Three");
  await visitor.ask("read", { body: { upTo: 1 } });
  expect((await signedIn(shop, shop.tokenFor("user-1"), visitor)).session).toMatchObject({ latest: 3, readUpTo: 1 });
});

test("an id that is in both conversations does not keep anybody from signing in", async () => {
  const shop = await signingShop();
  const [user, visitor] = [await signedIn(shop, shop.tokenFor("user-1")), await shop.visitor()];
  const same = draft("Said twice");
  for (const one of [user, visitor]) await one.ask("send", { body: same });
  expect(await textsOf(await signedIn(shop, shop.tokenFor("user-1"), visitor))).toHaveLength(2);
});

test("an answer to a letter that went out before arrives in the conversation it is in now, and its mark stands by the reply", async () => {
  const shop = await signingShop();
  const user = await signedIn(shop, shop.tokenFor("user-1"));
  await user.say("One");
  const visitor = await shop.knownVisitor("typed@example.com");
  await visitor.say("Two");
  await shop.agent.reply(visitor.id, "Three");
  // As the worker leaves it once the letter has gone.
  const delivery = {
    ...{ state: "sent", n: 1, kind: "unread", whole: false, new: [2], context: [1], interleaved: [], to: "typed@example.com" },
    ...{ messageId: "<recado.x.1.2-2@flora.example>", inReplyTo: "<a@b>", references: [], re: false, claimedAt: 1 },
    ...{ editsAtClaim: 0, attempts: 1, acceptedAt: world.now(), response: "250" },
  };
  await world.database.query(
    "insert into deliveries (conversation_id, n, site_id, state, address, accepted_at, delivery) values ($1, 1, $2, 'sent', 'typed@example.com', $3, $4)",
    [visitor.id, shop.id, delivery.acceptedAt, JSON.stringify(delivery)],
  );
  await world.database.query(
    "insert into mail_tokens (hash, kind, conversation_id, n, address) values ($1, 'reply', $3, 1, 'typed@example.com'), ($2, 'resume', $3, 1, 'typed@example.com')",
    [`reply-${visitor.id}`, `resume-${visitor.id}`, visitor.id],
  );
  await signedIn(shop, shop.tokenFor("user-1"), visitor);
  expect((await viewOf(shop, user.id)).deliveries).toMatchObject([{ seq: 3, state: "sent", to: "typed@example.com" }]);
  const tokens = await world.database.query(
    "select kind, n::int, revoked_at is null as lives from mail_tokens where conversation_id = $1 order by kind",
    [user.id],
  );
  // Who has the letter may answer it; they may not look into what is a user's now.
  expect(tokens).toEqual([
    { kind: "reply", n: 1, lives: true },
    { kind: "resume", n: 1, lives: false },
  ]);
});

test("whoever else had a key to an anonymous conversation is out once it is a user's", async () => {
  const shop = await signingShop();
  const visitor = await shop.visitor();
  await visitor.say("Before");
  await world.database.query(
    "insert into visitor_sessions (hash, site_id, visitor_id, resumed_address, needs_gesture, expires_at) values ($1, $2, $3, 'x@example.com', false, $4)",
    [`elsewhere-${visitor.id}`, shop.id, visitor.id, world.now() + 1_000_000],
  );
  const user = await signedIn(shop, shop.tokenFor("user-1"), visitor);
  const rows = await world.database.query(
    "select hash from visitor_sessions where visitor_id = $1 and signed_by is null and expires_at > $2",
    [visitor.id, world.now()],
  );
  expect(rows).toEqual([]);
  const { content } = (await user.ask("dossier", { query: "?as=json&lang=en" })).body as { content: string };
  expect(JSON.parse(content).held[0].sessions).toHaveLength(1);
});

test("10 a conversation that came by a mail's link is taken along only by the user whose address the mail went to", async () => {
  const shop = await signingShop();
  const followed = async (email: string) => {
    const visitor = await shop.knownVisitor(email);
    await visitor.say(`Of ${email}`);
    await world.database.query("update visitor_sessions set resumed_address = $1 where visitor_id = $2", [email, visitor.id]);
    return visitor;
  };
  const colleagues = await followed("ana@example.com");
  const rui = await signedIn(shop, shop.tokenFor("rui", { email: "rui@example.com" }), colleagues);
  expect(await textsOf(rui)).toEqual([]);
  const own = await followed("Rui@example.com");
  expect((await signedIn(shop, shop.tokenFor("rui", { email: "rui@example.com" }), own)).id).toBe(rui.id);
  expect((await textsOf(rui)).map(({ text }) => text)).toContain("Of Rui@example.com");
});

test("10 an address typed in a form, or told by the page unsigned, opens and merges nothing of the user who has it signed", async () => {
  const shop = await signingShop();
  const ana = await signedIn(shop, shop.tokenFor("ana", { email: "ana@example.com" }));
  await ana.say("Ana's secret");
  const typing = await shop.knownVisitor("ana@example.com");
  await typing.say("I am Ana, am I not?");
  expect(typing.id).not.toBe(ana.id);
  expect(JSON.stringify(await textsOf(typing))).not.toContain("secret");
  expect((await viewOf(shop, typing.id)).address.state).toBe("typed");
  expect((await viewOf(shop, typing.id)).signedIn).toBeUndefined();
  expect(await textsOf(ana)).toHaveLength(1);
  // Nor by an address that another user's host has signed: it is the subject that counts.
  const other = await signedIn(shop, shop.tokenFor("other", { email: "ana@example.com" }));
  expect(await textsOf(other)).toEqual([]);
});

test("a signed address is a confirmed one, before the first word as after it, and the desk says who signed in", async () => {
  const shop = await signingShop();
  const user = await signedIn(shop, shop.tokenFor("4711", { email: "ana@example.com", name: "Ana" }));
  await user.say("Hello");
  const view = await viewOf(shop, user.id);
  expect(view.address).toEqual({ email: "ana@example.com", state: "verified" });
  expect(view.signedIn).toEqual({ subject: "4711", email: "ana@example.com", name: "Ana" });
  const visitor = await shop.knownVisitor("ana@example.com");
  await visitor.say("Hello");
  expect((await viewOf(shop, visitor.id)).address.state).toBe("typed");
  await signedIn(shop, shop.tokenFor("4712", { email: "ana@example.com" }), visitor);
  expect((await viewOf(shop, visitor.id)).address.state).toBe("verified");
});

test("an address the user gives in the chat stays, however often the host repeats its own; a new one of the host's counts", async () => {
  const shop = await signingShop();
  const user = await signedIn(shop, shop.tokenFor("4711", { email: "work@example.com" }));
  await user.say("Hello");
  await user.ask("identify", { body: { contact: { email: "home@example.com" }, held: [] } });
  await signedIn(shop, shop.tokenFor("4711", { email: "work@example.com" }), user);
  expect((await viewOf(shop, user.id)).address).toEqual({ email: "home@example.com", state: "typed" });
  await signedIn(shop, shop.tokenFor("4711", { email: "new@example.com" }), user);
  expect((await viewOf(shop, user.id)).address).toEqual({ email: "new@example.com", state: "verified" });
  await user.ask("identify", { body: { contact: { email: "home@example.com" }, held: [] } });
  await user.ask("identify", { body: { contact: { email: "New@example.com" }, held: [] } });
  expect((await viewOf(shop, user.id)).address.state).toBe("verified");
});

test("who has their data deleted and signs in again begins anew", async () => {
  const shop = await signingShop();
  const user = await signedIn(shop, shop.tokenFor("4711", { email: "ana@example.com" }));
  await user.say("Hello");
  await user.ask("erase", { body: {} });
  // With the token of before: what still waits there must not come along.
  expect(codeOf(await shop.open(shop.tokenFor("4711"), user.session.token))).toBe("410 gone");
  const again = await signedIn(shop, shop.tokenFor("4711"));
  expect(again.id).not.toBe(user.id);
  expect(await textsOf(again)).toEqual([]);
});

test("7 neither keys nor tokens are in the log", async () => {
  const shop = await signingShop();
  const jwt = shop.tokenFor("4711", { email: "logged@example.com" });
  const user = await signedIn(shop, jwt);
  await shop.open(`${jwt}x`);
  const log = world.log.join("\n");
  for (const secret of [jwt, shop.secret, user.session.token, "logged@example.com"]) expect(log).not.toContain(secret);
});
