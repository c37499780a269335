/** What the http adapter makes of answers, of strangers' answers and of none. The wire itself is tested by the kit, on a real server. */
import { HttpResponse, http as msw } from "msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { http } from "../../../src/adapters/http.js";
import { httpCalls } from "../../../src/adapters/http-calls.js";
import { httpLazily } from "../../../src/adapters/http-lazy.js";
import type { ChatError } from "../../../src/client/errors.js";
import type { ServerEvent } from "../../../src/protocol/index.js";

const NEVER = new AbortController().signal;
const TOKEN = "T".repeat(43);
const DRAFT = { id: "01890a5d-ac96-774b-bcce-b302099a8057", text: "Hello", seen: 0 };
const SESSION = {
  token: TOKEN,
  conversation: "c1",
  epoch: "e1",
  latest: 0,
  readUpTo: 0,
  agentsReadUpTo: 0,
  availability: "online",
  needsGesture: false,
  now: 1,
};

const SITE = {
  id: "flora",
  name: "Flora",
  availability: "away",
  faces: [],
  contactForm: { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] },
  answersByEmail: true,
};

// A server of somebody else's, and what stands between us and it: each request gets the next of these answers.
const answers: (Response | Error)[] = [];
const seen: { request: Request; body: string }[] = [];
const elsewhere = setupServer(
  msw.all("https://chat.example/*", async ({ request }) => {
    seen.push({ request, body: await request.clone().text() });
    const next = answers.shift();
    return next === undefined || next instanceof Error ? HttpResponse.error() : next;
  }),
);
beforeAll(() => elsewhere.listen({ onUnhandledRequest: "error" }));
afterAll(() => elsewhere.close());

function answering(...given: (Response | Error)[]) {
  answers.splice(0, Number.POSITIVE_INFINITY, ...given);
  seen.length = 0;
  return { seen, backend: http({ url: "https://chat.example", site: "flora & co" }) };
}

const json = (body: unknown, init: ResponseInit = {}) => Response.json(body, init);
const html = (status: number, headers: Record<string, string> = {}) =>
  new Response("<!doctype html><title>Please sign in to the Wi-Fi</title>", {
    status,
    headers: { "Content-Type": "text/html", ...headers },
  });
const problem = (code: string, more: object = {}) => ({ error: { code, message: "No", ...more } });

async function refusal(call: Promise<unknown>): Promise<Pick<ChatError, "code" | "isTransient" | "retryAfterMs" | "field">> {
  const error: ChatError = await call.then(
    () => expect.unreachable(),
    (reason: ChatError) => reason,
  );
  return { code: error.code, isTransient: error.isTransient, retryAfterMs: error.retryAfterMs, field: error.field };
}

test("the token travels in a header, never in an address, and not where nobody asked for it", async () => {
  const { seen, backend } = answering(json(SESSION), json({ messages: [], latest: 0, epoch: "e1" }), html(200));
  await backend.open({ kind: "new" }, NEVER);
  await backend.pull({ after: 3, limit: 50 }, NEVER);
  await refusal(backend.site(NEVER));
  expect(seen.map(({ request }) => request.headers.get("Authorization"))).toEqual([null, `Bearer ${TOKEN}`, null]);
  expect(seen.map(({ request }) => `${request.method} ${request.url}`)).toEqual([
    "POST https://chat.example/v1/sites/flora%20%26%20co/session",
    "GET https://chat.example/v1/sites/flora%20%26%20co/messages?after=3&limit=50",
    "GET https://chat.example/v1/sites/flora%20%26%20co",
  ]);
});

test("F24 a page that wraps fetch after the chat was loaded sees every call, and what it does to one is done", async () => {
  const { seen, backend } = answering(json(SESSION), json(SITE), json({ messages: [], latest: 0, epoch: "e1" }), html(200));
  await backend.open({ kind: "new" }, NEVER);
  const plain = globalThis.fetch;
  onTestFinished(() => void vi.unstubAllGlobals());
  vi.stubGlobal("fetch", (...[input, init]: Parameters<typeof fetch>) => {
    const request = new Request(input, init);
    request.headers.set("Traceparent", "00-of-the-page");
    return plain(request);
  });
  await backend.site(NEVER);
  await backend.pull({ after: 3, limit: 50 }, NEVER);
  await refusal(backend.listen(undefined, () => {}, NEVER));
  expect(seen.map(({ request }) => request.headers.get("Traceparent"))).toEqual([null, ...Array(3).fill("00-of-the-page")]);
});

test("what was just written or read may outlive the page that said it", async () => {
  const { seen, backend } = answering();
  await refusal(backend.send(DRAFT, NEVER));
  await refusal(backend.markRead(3, NEVER));
  expect(seen.map(({ request }) => request.keepalive)).toEqual([true, true]);
  expect(JSON.parse(seen[0]?.body ?? "")).toEqual(DRAFT);
});

test("on a page where nobody writes only the settings are asked for, and what failed to load is loaded again", async () => {
  answering(json(SITE), json(SITE), json(SESSION));
  const loads: number[] = [];
  const backend = httpLazily({ url: "https://chat.example", site: "flora & co" }, (attempt) => {
    loads.push(attempt);
    return attempt === 0
      ? Promise.reject(new TypeError("Failed to fetch dynamically imported module"))
      : import("../../../src/adapters/http-calls.js");
  });
  expect(await backend.site(NEVER)).toEqual(SITE);
  expect(await backend.site(NEVER)).toEqual(SITE);
  expect(loads).toEqual([]);
  expect(await refusal(backend.open({ kind: "new" }, NEVER))).toMatchObject({ code: "offline", isTransient: true });
  expect(await backend.open({ kind: "new" }, NEVER)).toEqual(SESSION);
  await refusal(backend.pull({}, NEVER));
  expect(loads).toEqual([0, 1]);
  // The settings' own refusals are read like all others.
  answering(html(200));
  expect(await refusal(backend.site(NEVER))).toMatchObject({ code: "bad-answer" });
});

test("an adapter that loads its calls has all of them all the same, for whoever wraps one and takes the others over", () => {
  const options = { url: "https://chat.example", site: "flora" };
  expect(Object.keys({ ...http(options) }).sort()).toEqual(Object.keys(httpCalls(options)).sort());
});

test("one call is one request: retrying is somebody else's affair", async () => {
  const { seen, backend } = answering(html(503), html(503), html(503));
  await refusal(backend.pull({}, NEVER));
  expect(seen).toHaveLength(1);
});

test("the server's refusal keeps its code, its field and its wish for quiet", async () => {
  const { backend } = answering(
    json(problem("contact-required", { field: "contact.email" }), { status: 428 }),
    json(problem("rate-limited", { retryAfterSeconds: 30 }), { status: 429 }),
    json(problem("rate-limited"), { status: 429, headers: { "Retry-After": "7" } }),
  );
  expect(await refusal(backend.send(DRAFT, NEVER))).toEqual({
    code: "contact-required",
    isTransient: false,
    retryAfterMs: undefined,
    field: "contact.email",
  });
  expect(await refusal(backend.send(DRAFT, NEVER))).toMatchObject({
    code: "rate-limited",
    isTransient: true,
    retryAfterMs: 30_000,
  });
  expect(await refusal(backend.send(DRAFT, NEVER))).toMatchObject({ retryAfterMs: 7_000 });
});

test("a captive portal's page, whatever its status, is no answer and worth another try", async () => {
  for (const status of [200, 401, 403, 404, 410, 511]) {
    const { backend } = answering(html(status));
    const { code, isTransient } = await refusal(backend.pull({}, NEVER));
    expect([status, isTransient]).toEqual([status, true]);
    expect(["bad-answer", "unavailable"]).toContain(code);
  }
});

test("a message is sent again after a login page or a balancer without a server, but not after somebody on the way has refused it for good", async () => {
  const meaning = async (status: number) => {
    const { code, isTransient } = await refusal(answering(html(status)).backend.send(DRAFT, NEVER));
    return [code, isTransient];
  };
  for (const status of [200, 404, 500, 503, 511]) expect((await meaning(status))[1], `${status}`).toBe(true);
  for (const status of [401, 403, 406, 410, 451]) expect(await meaning(status), `${status}`).toEqual(["bad-request", false]);
});

test("what may outlive the page is small: the longest message and the cursor together stay below what browsers let through", async () => {
  const { seen, backend } = answering();
  const page = `https://shop.example/${"x".repeat(1_979)}`;
  await refusal(backend.send({ ...DRAFT, text: "\u0001".repeat(4_000), seen: Number.MAX_SAFE_INTEGER, page }, NEVER));
  await refusal(backend.markRead(Number.MAX_SAFE_INTEGER, NEVER));
  await refusal(backend.identify({ email: "ana@example.com" }, Array(50).fill(DRAFT), NEVER));
  const sent = seen.map(({ request, body }) => ({ mayOutlive: request.keepalive, bytes: new TextEncoder().encode(body).length }));
  expect(sent.map(({ mayOutlive }) => mayOutlive)).toEqual([true, true, false]);
  expect(sent.reduce((sum, { mayOutlive, bytes }) => sum + (mayOutlive ? bytes : 0), 0)).toBeLessThan(65_536);
});

test("a proxy's word counts where it can only mean one thing", async () => {
  const expected = {
    400: "bad-request",
    408: "unavailable",
    413: "too-large",
    422: "bad-request",
    425: "unavailable",
    429: "rate-limited",
    500: "unavailable",
    502: "unavailable",
    503: "unavailable",
  };
  for (const [status, code] of Object.entries(expected)) {
    const { backend } = answering(html(Number(status)), html(Number(status)));
    // Any other refusal of a stranger's is one of a message, and of a question no answer.
    expect(await refusal(backend.send(DRAFT, NEVER)), status).toMatchObject({ code });
    expect(await refusal(backend.pull({}, NEVER)), status).toMatchObject({ code });
  }
});

test("a proxy's Retry-After is kept, in seconds or as a date; nonsense is not", async () => {
  const soon = new Date(Date.now() + 60_000).toUTCString();
  const after = async (value: string) =>
    (await refusal(answering(html(503, { "Retry-After": value })).backend.pull({}, NEVER))).retryAfterMs;
  expect(await after("12")).toBe(12_000);
  expect(await after(soon)).toBeGreaterThan(50_000);
  expect(await after("a while")).toBeUndefined();
});

test("an answer that is JSON but not ours is no answer", async () => {
  const { backend } = answering(json({ ok: true }), json(null), json({ messages: [{ seq: "1" }], latest: 1, epoch: "e" }));
  for (const call of [backend.open({ kind: "new" }, NEVER), backend.site(NEVER), backend.pull({}, NEVER)]) {
    expect(await refusal(call)).toMatchObject({ code: "bad-answer", isTransient: true });
  }
});

test("no network is offline, nobody waiting is aborted", async () => {
  const { backend } = answering(new TypeError("Failed to fetch"));
  expect(await refusal(backend.pull({}, NEVER))).toMatchObject({ code: "offline", isTransient: true });
  expect(await refusal(backend.pull({}, AbortSignal.abort()))).toMatchObject({ code: "aborted", isTransient: false });
});

const hello = { type: "hello", epoch: "e1", latest: 3, readUpTo: 0, agentsReadUpTo: 0, availability: "online", now: 1 };
const beat = { type: "beat", latest: 4 };

function stream(...chunks: (string | Uint8Array)[]): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk);
      controller.close();
    },
  });
  return new Response(body, { headers: { "Content-Type": "text/event-stream; charset=utf-8" } });
}

async function heard(response: Response, position?: { epoch: string; seq: number }) {
  const events: ServerEvent[] = [];
  const { backend, seen } = answering(json(SESSION), response);
  await backend.open({ kind: "new" }, NEVER);
  const { code } = await refusal(backend.listen(position, (event) => events.push(event), NEVER));
  return { events, code, headers: seen[1]?.request.headers };
}

test("events are read however the network cuts them, also in the middle of a character", async () => {
  const text = `id: e1:3\ndata: ${JSON.stringify(hello)}\n\n: a comment\n\ndata: ${JSON.stringify({
    type: "message",
    message: { seq: 4, id: "m", by: "agent", channel: "widget", text: "Olá 👋", at: 1 },
  })}\r\n\r\ndata: ${JSON.stringify(beat)}\n\n`;
  const bytes = new TextEncoder().encode(text);
  const { events, code } = await heard(stream(...Array.from(bytes, (byte) => Uint8Array.of(byte))));
  expect(events.map(({ type }) => type)).toEqual(["hello", "message", "beat"]);
  expect(events[1]).toMatchObject({ message: { text: "Olá 👋" } });
  // The server has hung up: whoever listens must know that nothing more comes.
  expect(code).toBe("unavailable");
});

test("an event of a newer server, or no event at all, is passed over and the line goes on", async () => {
  const { events } = await heard(
    stream(`data: {"type":"confetti"}\n\ndata: not json\n\ndata: {"type":"beat"}\n\ndata: ${JSON.stringify(beat)}\n\n`),
  );
  expect(events).toEqual([beat]);
});

test("the position goes along when a line is taken up again, and the token with it", async () => {
  const { headers } = await heard(stream(), { epoch: "e1", seq: 7 });
  expect([headers?.get("Last-Event-ID"), headers?.get("Authorization")]).toEqual(["e1:7", `Bearer ${TOKEN}`]);
  expect((await heard(stream())).headers?.get("Last-Event-ID")).toBeNull();
});

test("a line answered by a stranger is a bad answer, one refused by the server says why", async () => {
  expect((await heard(html(200))).code).toBe("bad-answer");
  expect((await heard(json(problem("unauthorized"), { status: 401 }))).code).toBe("unauthorized");
  expect((await heard(new Response(null, { status: 200 }))).code).toBe("bad-answer");
});

test("a line that breaks in the middle is offline", async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(hello)}\n\n`));
    },
    // Later, since breaking a stream also takes back what nobody has read of it yet.
    pull: (controller) =>
      new Promise((resolve) => setTimeout(() => resolve(controller.error(new TypeError("network error"))), 50)),
  });
  const { events, code } = await heard(new Response(body, { headers: { "Content-Type": "text/event-stream" } }));
  expect([events.length, code]).toEqual([1, "offline"]);
});

test("a stream that never ends a line is not kept in memory without end", async () => {
  const chunk = "x".repeat(100_000);
  const { code } = await heard(stream(...Array.from({ length: 20 }, () => chunk)));
  expect(code).toBe("bad-answer");
});

test("listening ends quietly with its signal", async () => {
  const stop = new AbortController();
  const { backend } = answering(
    json(SESSION),
    new Response(
      new ReadableStream({
        start: (controller) => stop.signal.addEventListener("abort", () => controller.error(stop.signal.reason)),
      }),
      {
        headers: { "Content-Type": "text/event-stream" },
      },
    ),
  );
  await backend.open({ kind: "new" }, NEVER);
  const listening = backend.listen(undefined, () => {}, stop.signal);
  setImmediate(() => stop.abort());
  await expect(listening).resolves.toBeUndefined();
});
