/** Row 17 of the security checklist in the browser's half: a task is answered by itself, once for all who wait, and whoever cannot answer waits as the server said. */
import { expect, test } from "vitest";
import { http } from "../../../src/adapters/http.js";
import { work } from "../../../src/server/spam/challenge.js";

const NEVER = new AbortController().signal;
const SESSION = {
  ...{ token: "A".repeat(43), conversation: "c1", epoch: "e1", latest: 0, readUpTo: 0, agentsReadUpTo: 0 },
  ...{ availability: "away", needsGesture: false, now: 1_793_000_000_000, stamp: "first" },
};
const KNOWN = { contact: { email: "ana@example.com" }, messages: [], latest: 0, stamp: "second" };
const REFUSAL = { error: { code: "rate-limited", message: "Many at once", field: "challenge", retryAfterSeconds: 30 } };
const TASK = work("key", () => 0, { pieces: 3, bits: 6 });

/** Asks for a task until one is answered. `cleared`: nothing is asked. */
function server({ kind = "work", cleared = false } = {}) {
  const asked: { path: string; body: Record<string, unknown> }[] = [];
  const answer = (body: object, status = 200, headers = {}) => new Response(JSON.stringify(body), { status, headers });
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const path = new URL(request.url).pathname.replace("/v1/sites/shop/", "");
    const body = JSON.parse((await request.text()) || "{}");
    asked.push({ path, body });
    if (path === "session") return answer(SESSION);
    if (path === "challenge") {
      cleared ||= body.answer !== undefined && (await TASK.accepts(body.answer, "c1")) !== undefined;
      return answer(cleared ? {} : { task: { ...(await TASK.task("c1")), kind } });
    }
    if (!cleared) return answer(REFUSAL, 429, { "Retry-After": "30" });
    return answer(KNOWN);
  };
  return { asked, paths: () => asked.map(({ path }) => path), fetch };
}

async function opened(at: ReturnType<typeof server>, challenge?: () => Promise<string>) {
  const backend = http({ url: "https://chat.example", site: "shop", fetch: at.fetch, ...(challenge && { challenge }) });
  await backend.open({ kind: "new" }, NEVER);
  return backend;
}

test("17 while nothing is wrong no task is asked for, and each contact shows the stamp of the answer before", async () => {
  const at = server({ cleared: true });
  const backend = await opened(at);
  for (let n = 0; n < 2; n++) await backend.identify({ email: "ana@example.com" }, [], NEVER);
  expect(at.paths()).toEqual(["session", "contact", "contact"]);
  expect(at.asked.map(({ body }) => body.stamp)).toEqual([undefined, "first", "second"]);
});

test("17 a refusal that asks for a task is answered with one, and the call is made again", async () => {
  const at = server();
  const backend = await opened(at);
  expect((await backend.identify({ email: "ana@example.com" }, [], NEVER)).contact).toEqual({ email: "ana@example.com" });
  expect(at.paths()).toEqual(["session", "contact", "challenge", "challenge", "contact"]);
});

test("17 two calls that are asked at once answer one task", async () => {
  const at = server();
  const backend = await opened(at);
  await Promise.all([1, 2].map(() => backend.identify({ email: "ana@example.com" }, [], NEVER)));
  expect(at.paths().filter((path) => path === "challenge")).toHaveLength(2);
});

test("17 whoever cannot answer is told to wait, as by any server that is busy: nothing is lost and nothing is hammered", async () => {
  const at = server({ kind: "turnstile" });
  const backend = await opened(at);
  const refused = backend.identify({ email: "ana@example.com" }, [], NEVER);
  await expect(refused).rejects.toMatchObject({ code: "rate-limited", isTransient: true, retryAfterMs: 30_000 });
  expect(at.paths().length).toBeLessThan(8);
});

test("17 the page's own answer goes to the server's own kind of task", async () => {
  const at = server({ kind: "turnstile" });
  const backend = await opened(at, async () => {
    const { data } = await TASK.task("c1");
    // Stands for a service's token, which only its server can judge.
    const { answerTask } = await import("../../../src/adapters/http-challenge.js");
    let found = "";
    await answerTask(async (answer) => {
      if (answer === undefined) return { task: { kind: "work", data } };
      found = answer;
      return {};
    }, undefined);
    return found;
  });
  expect((await backend.identify({ email: "ana@example.com" }, [], NEVER)).latest).toBe(0);
});
