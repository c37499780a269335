/** Whatever is thrown at it, every route answers with a code and a sentence, and never with 500. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { afterAll, expect, test } from "vitest";
import { AGENT_ROUTES, MOST_HELD, Problem, ROUTES } from "../../src/protocol/index.js";
import { codeOf, draft } from "./people.js";
import { createWorld } from "./world.js";

const folder = await mkdtemp(join(tmpdir(), "recado-bad-input-"));
// All of it is one visitor's, within seconds.
const world = await createWorld({ attachments: folder, limits: { say: { visitor: { burst: 1_000 } } } });
afterAll(() => rm(folder, { recursive: true }));
const shop = await world.shop();
const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
await visitor.say("Hello");
// Whoever is erased is nobody's visitor any more.
const leaver = await shop.knownVisitor("leaver@example.com");

const KB = 1_024;
/** Bodies that fit no route. */
const BODIES: Record<string, string | Uint8Array<ArrayBuffer>> = {
  "half a JSON": '{"id":',
  "two JSONs": "{}{}",
  "no JSON": "hello",
  "bytes that are not UTF-8": new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]),
  null: "null",
  "a number": "1e999",
  "a list": "[]",
  "a text": '"text"',
  "a list as deep as it gets": "[".repeat(30 * KB) + "]".repeat(30 * KB),
  "an object as deep as it gets": `${'{"a":'.repeat(10 * KB)}1${"}".repeat(10 * KB)}`,
  "prototype keys (row 20 of the security checklist)": '{"__proto__":{"id":"x"},"constructor":{"prototype":{"text":"x"}}}',
  "too many bytes": JSON.stringify({ text: "x".repeat(3_000 * KB) }),
  NUL: '{"id":"\\u0000","text":"\\u0000","email":"\\u0000@x.example","status":"\\u0000"}',
  "half a surrogate pair": '{"text":"\\ud800","kind":"\\udc00"}',
};

/** What would fit, with one thing wrong. */
const good = draft();
const DRAFTS = [
  { ...good, id: "1" },
  { ...good, id: good.id.toUpperCase() },
  { ...good, id: good.id.replace("-7", "-4") },
  { ...good, text: "" },
  { ...good, text: " \n " },
  { ...good, text: "x".repeat(4_001) },
  { ...good, text: "a\0b" },
  { ...good, text: "a\ud800b" },
  { ...good, text: 5 },
  { ...good, text: { toString: "x" } },
  { ...good, files: [] },
  { ...good, files: ["x"] },
  { ...good, files: good.id },
  { ...good, files: Array.from({ length: 11 }, () => draft().id) },
];
const VISITORS_ONLY = [
  { ...good, seen: -1 },
  { ...good, seen: 1.5 },
  { ...good, seen: 2 ** 53 },
  { ...good, seen: "1" },
  { ...good, page: "https://shop.example/?token=secret" },
  { ...good, page: "javascript:alert(1)" },
  { ...good, page: "https://shop.example/\0" },
];
const numbers = ["1", -1, 1.5, 2 ** 53, null, [], {}, true];
const contacts = [
  { email: "no" },
  { email: "a@b" },
  { email: "a@b.example\r\nBcc: c@d.example" },
  { email: 1 },
  { name: "" },
  { name: "a\nb" },
  { name: "x".repeat(201) },
  { phone: "call me" },
  { consent: "x".repeat(2_001) },
  { consent: "a\0b" },
  { name: "a\ud800" },
  "ana@example.com",
  null,
];
const goodSettings = (await agent.ask("settings")).body;
const { email: field } = { email: { name: "email", required: true } };

const settings = [
  {},
  { ...goodSettings, name: "" },
  { ...goodSettings, name: "a\nb" },
  { ...goodSettings, name: "a\ud800" },
  { ...goodSettings, forwarding: { mode: "always" } },
  { ...goodSettings, greeting: "x".repeat(501) },
  { ...goodSettings, greeting: "a\0b" },
  { ...goodSettings, accent: "red" },
  { ...goodSettings, contactForm: { whenOnline: "optional", whenAway: "required", fields: [] } },
  { ...goodSettings, contactForm: { whenOnline: "optional", whenAway: "required", fields: [field, field] } },
  {
    ...goodSettings,
    contactForm: {
      whenOnline: "optional",
      whenAway: "required",
      fields: [field],
      consent: { text: "x", link: "javascript:alert(1)" },
    },
  },
  { ...goodSettings, uploads: { kinds: ["page"], largestMegabytes: 1 } },
  { ...goodSettings, uploads: { kinds: [], largestMegabytes: 0 } },
  { ...goodSettings, uploads: { kinds: [], largestMegabytes: 26 } },
  { ...goodSettings, forwarding: { mode: "unread", rules: { awayDelayMs: -1 } } },
  { ...goodSettings, forwarding: { mode: "unread", rules: { contextCount: 1.5 } } },
];

const UPLOADS = [
  {},
  { name: "pot.png" },
  { bytes: 1 },
  ...[0, ...numbers].filter((bytes) => bytes !== 1).map((bytes) => ({ name: "pot.png", bytes })),
  { name: 1, bytes: 1 },
  { name: "x".repeat(1_001), bytes: 1 },
  { name: "a\0b", bytes: 1 },
  { name: "a\ud800", bytes: 1 },
  { name: "pot.png", bytes: 1_000_000_000 },
];

const MISFITS: Record<string, readonly unknown[]> = {
  open: [
    {},
    { kind: "old" },
    { kind: "stored" },
    { kind: "stored", token: "x" },
    { kind: "resume", secret: "A".repeat(44) },
    { kind: "new", locale: "not a locale" },
    { kind: "new", page: "x" },
    { kind: "new", page: `https://x.example/${"x".repeat(2_000)}` },
    { kind: "new", page: "https://x.example/\0" },
  ],
  confirm: ["text", 1, []],
  challenge: [{ answer: 1 }, { answer: ["x"] }, { answer: "x".repeat(8_193) }],
  send: [...DRAFTS, ...VISITORS_ONLY, {}],
  read: [{}, ...numbers.map((upTo) => ({ upTo }))],
  identify: [
    {},
    { contact: {} },
    { held: [] },
    ...contacts.map((contact) => ({ contact, held: [] })),
    ...[...DRAFTS, ...VISITORS_ONLY].map((one) => ({ contact: { email: "ana@example.com" }, held: [one] })),
    { contact: { email: "ana@example.com" }, held: Array.from({ length: MOST_HELD + 1 }, () => draft()) },
    { contact: { email: "ana@example.com" }, held: {} },
  ],
  rate: [
    {},
    { seq: 1 },
    { rating: { score: "good" } },
    ...numbers.map((seq) => ({ seq, rating: { score: "good" } })),
    { seq: 1, rating: { score: "great" } },
    { seq: 1, rating: { score: "good", comment: "a\0b" } },
    { seq: 1, rating: { score: "good", comment: "x".repeat(1_001) } },
  ],
  erase: ["text", 1, []],
  beginUpload: UPLOADS,
  agentBeginUpload: UPLOADS,
  typing: [{}, { on: 1 }, { on: "true" }],
  requestLink: [{}, { email: "nobody" }, { email: ["a@b.example"] }],
  signIn: [{}, { link: "x" }, { link: null }, { link: "A".repeat(43) }],
  status: [{}, { status: "away" }, { status: "ONLINE" }],
  mailMe: [{}, { mailMe: "sometimes" }, { mailMe: true }],
  reply: [...DRAFTS, {}],
  agentRead: [{}, ...numbers.map((upTo) => ({ upTo }))],
  agentTyping: [{}, { on: 0 }],
  close: ["text", 1, []],
  askContact: ["text", 1, []],
  vouch: ["text", 1, []],
  sendAgain: [{}, ...numbers.map((seq) => ({ seq }))],
  suppress: [{}, { email: "nobody" }, { email: 1 }],
  resubscribe: [{}, { email: "ana@example.com" }, { email: "nobody", asked: true }, { email: "ana@example.com", asked: "yes" }],
  connectAccount: [
    {},
    { kind: "messenger" },
    { kind: "whatsapp", account: "1" },
    { kind: "messenger", account: "../me" },
    { kind: "messenger", account: "1", accessToken: "line\nbreak-in-it" },
    { kind: "messenger", account: "1", humanAgent: "yes" },
  ],
  disconnectAccount: [{}, { kind: "messenger" }, { account: "1" }, { kind: "messenger", account: 1 }],
  findAddress: [{}, { email: "nobody" }, { email: 1 }],
  addressDossier: [{}, { email: "ana@example.com" }, { email: "ana@example.com", as: "exe" }, { email: "nobody", as: "json" }],
  eraseAddress: [{}, { email: "ana@example.com" }, { email: "ana@example.com", conversations: "all" }, { conversations: [] }],
  saveSettings: settings,
  sendTest: settings,
};

const everyRoute = [
  ...Object.entries(ROUTES).map(([name, route]) => ({
    name,
    route,
    headers: { authorization: `Bearer ${(name === "erase" ? leaver : visitor).session.token}` } as Record<string, string>,
  })),
  ...Object.entries(AGENT_ROUTES).map(([name, route]) => ({
    name,
    route,
    headers: { cookie: agent.cookie, origin: world.url } as Record<string, string>,
  })),
];
const pathOf = (path: string) =>
  path.replace(":site", shop.id).replace(":id", visitor.id).replace(":mail", "none").replace(":upload", draft().id);

async function expectRefusal(what: string, response: Response): Promise<void> {
  const text = await response.text();
  const parsed = v.safeParse(Problem, text === "" ? undefined : JSON.parse(text));
  expect(`${what}: ${response.status} ${parsed.success ? "with a problem" : text}`).toMatch(/: 4\d\d with a problem$/);
  if (parsed.success) expect(parsed.output.error.message).toMatch(/\w{2,} \w{2,}/);
}

test.each(everyRoute.filter(({ route }) => "body" in route))(
  "$name refuses every body that is none",
  async ({ name, route, headers }) => {
    for (const [what, body] of Object.entries(BODIES)) {
      const response = await fetch(world.url + pathOf(route.path), {
        method: route.method,
        headers: { "content-type": "application/json", ...headers },
        body,
      });
      // A click carries nothing, so an object with anything in it is one too.
      const isHarmless = ["confirm", "close", "erase", "challenge"].includes(name) && what.startsWith("prototype keys");
      if (isHarmless) expect(response.status).toBe(200);
      else await expectRefusal(`${name}, ${what}`, response);
    }
  },
);

test.each(everyRoute.filter(({ route }) => "body" in route))(
  "$name refuses what almost fits",
  async ({ name, route, headers }) => {
    expect(Object.keys(MISFITS)).toContain(name);
    for (const misfit of MISFITS[name] ?? []) {
      const body = JSON.stringify(misfit);
      const response = await fetch(world.url + pathOf(route.path), {
        method: route.method,
        headers: { "content-type": "application/json", ...headers },
        body,
      });
      await expectRefusal(`${name}, ${body.slice(0, 200)}`, response);
    }
  },
);

test.each(everyRoute)("$name refuses every other method, and names its own", async ({ name, route, headers }) => {
  const own = new Set<string>(everyRoute.filter((other) => other.route.path === route.path).map((other) => other.route.method));
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((one) => !own.has(one))) {
    const response = await fetch(world.url + pathOf(route.path), { method, headers });
    expect(response.headers.get("allow")).toContain(route.method);
    await expectRefusal(`${name} ${method}`, response);
    expect(response.status).toBe(405);
  }
});

test.each([
  "",
  "/",
  "/v1",
  "/v1/sites",
  "/v1/sites/",
  "/v1/sites/x/y/z",
  "/v1/agent",
  "/v1/agent/x",
  "/recado.js",
  "/%",
  "/%00",
  "/..%2f..%2fetc%2fpasswd",
  "/console/",
  "//",
])("there is nothing at %s, and the answer says so", async (path) => {
  for (const method of ["GET", "POST"]) {
    const response = await fetch(world.url + path, { method });
    expect(response.status).toBe(404);
    await expectRefusal(`${method} ${path}`, response);
  }
});

test.each(["%00", "'; drop table sites; --", "a".repeat(300), "..", "shop%2F1", "%F0%9F%8C%B1"])(
  "a site called %s is none",
  async (site) => {
    for (const { method, path } of Object.values(ROUTES)) {
      const response = await fetch(world.url + path.replace(":site", site.includes("%") ? site : encodeURIComponent(site)), {
        method,
        ...(method === "POST" && { body: "{}" }),
      });
      await expectRefusal(`${site.slice(0, 20)} ${method}`, response);
    }
  },
);

test.each([
  "?after=x",
  "?after=-1",
  "?after=1.5",
  "?limit=0",
  "?limit=201",
  "?limit=",
  "?before=9007199254740993",
  "?after=1e3",
  "?after=%00",
  "?after[]=1&limit=x",
])("a stretch of %s is none", async (query) => {
  const response = await fetch(`${world.url}/v1/sites/${shop.id}/messages${query}`, {
    headers: { authorization: `Bearer ${visitor.session.token}` },
  });
  await expectRefusal(query, response);
});

test.each([
  "",
  "Bearer",
  "Bearer ",
  "Basic dXNlcjpwYXNz",
  `Bearer ${"A".repeat(42)}`,
  `Bearer ${"A".repeat(300)}`,
  "Bearer a b",
  `bearer  ${"A".repeat(43)}x`,
])("a token written as %s is none", async (authorization) => {
  const response = await fetch(`${world.url}/v1/sites/${shop.id}/messages`, { headers: { authorization } });
  expect(response.status).toBe(401);
  await expectRefusal(authorization.slice(0, 20), response);
});

test("19 what is just within the limits of characters, bytes and depth is taken, and what is just beyond is not", async () => {
  const told = async (body: unknown) => {
    const answer = await visitor.ask("send", { body });
    return answer.status === 201 ? "201" : codeOf(answer);
  };
  const deep = (levels: number): object => (levels === 0 ? {} : { a: deep(levels - 1) });
  const padded = (bytes: number) => JSON.stringify(draft()).padEnd(bytes, " ");
  expect(await told(draft("x".repeat(4_000)))).toBe("201");
  expect(await told(draft("x".repeat(4_001)))).toBe("400 bad-request");
  expect(await told({ ...draft(), more: deep(14) })).toBe("201");
  expect(await told({ ...draft(), more: deep(15) })).toBe("400 bad-request");
  expect(await told(padded(64 * KB))).toBe("201");
  expect(await told(padded(64 * KB + 1))).toBe("413 too-large");
});

test("19 the largest form there can be is taken", async () => {
  const text = "\u0001".repeat(4_000);
  const held = Array.from({ length: MOST_HELD }, () => draft(text));
  const response = await visitor.ask("identify", { body: { contact: { email: "ana@example.com" }, held } });
  expect(response.body).toMatchObject({ messages: held.map(({ id }) => ({ id, text })) });
});

test("19 a body that never ends is cut off", async () => {
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('{"a":"'.padEnd(10 * KB, "x"))),
  });
  const init: RequestInit & { duplex: "half" } = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: endless,
    duplex: "half",
    signal: AbortSignal.timeout(40_000),
  };
  const status = await fetch(`${world.url}/v1/sites/${shop.id}/session`, init).then(
    (response) => response.status,
    (error: unknown) => (error instanceof Error && error.name === "TimeoutError" ? "taken for ever" : "closed"),
  );
  expect([413, "closed"]).toContain(status);
});

test("the conversation is as it was, and no request failed inside", async () => {
  expect(world.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  expect((await visitor.ask("pull", { query: "?after=0&limit=2" })).body).toMatchObject({
    messages: [{ text: "Hello" }, { id: expect.anything() }],
  });
});
