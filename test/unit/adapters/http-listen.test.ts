/** How the http adapter keeps a line where a proxy keeps streams back: one long poll after the other, until streams pass again. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { httpCalls } from "../../../src/adapters/http-calls.js";
import { ChatError } from "../../../src/client/errors.js";
import type { ServerEvent } from "../../../src/protocol/index.js";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const hello = { type: "hello", epoch: "e1", latest: 3, readUpTo: 1, agentsReadUpTo: 2, availability: "online", now: 1 };
const message = { type: "message", message: { seq: 4, id: "m", by: "agent", channel: "widget", text: "Hi", at: 1 } };
const beat = { type: "beat", latest: 4 };

type Way = (request: Request) => Response | Promise<Response>;

/** Refused or cut by something on the way. */
const cut: Way = () => new Response("<!doctype html>Bad gateway", { status: 502, headers: { "Content-Type": "text/html" } });
const problem =
  (code: string, status: number): Way =>
  () =>
    Response.json({ error: { code, message: "No" } }, { status });
const polled = (events: unknown[], position = "e1:3"): Response => Response.json({ events, position });

/** A stream that says so much and then stays open, until its reader hangs up. */
const stream =
  (...events: unknown[]): Way =>
  ({ signal }) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const event of events) controller.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`));
        signal.addEventListener("abort", () => controller.error(signal.reason));
      },
    });
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  };
/** Nothing comes back before the reader hangs up. */
const buffered: Way = ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

/** A network: what it does to streams and to polls. */
function network(ways: { events: Way; poll: Way }) {
  const asked: string[] = [];
  const backend = httpCalls({
    url: "https://chat.example",
    site: "flora",
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      const what = pathname.endsWith("/events") ? "events" : "poll";
      asked.push(what + search);
      return ways[what](request);
    },
  });
  const heard: ServerEvent[] = [];
  const listen = (signal = new AbortController().signal) =>
    backend
      .listen({ epoch: "e1", seq: 3 }, (event) => heard.push(event), signal)
      .then(
        () => "hung up",
        (error: ChatError) => error.code,
      );
  return { ways, asked, heard, listen };
}

test("after two streams in a row that were cut it polls, and the first poll is answered with hello", async () => {
  const { ways, asked, heard, listen } = network({ events: cut, poll: () => polled([hello]) });
  expect(await listen()).toBe("unavailable");
  const stop = new AbortController();
  const line = listen(stop.signal);
  await vi.advanceTimersByTimeAsync(100);
  ways.poll = buffered;
  expect(heard).toEqual([hello]);
  expect(asked).toEqual(["events", "events", "poll"]);
  stop.abort();
  expect(await line).toBe("hung up");
});

test("a stream that is kept back is given up in time for a poll within ten seconds, on the same line", async () => {
  for (const way of [buffered, stream()]) {
    const { asked, heard, listen } = network({ events: way, poll: () => polled([hello]) });
    const stop = new AbortController();
    const line = listen(stop.signal);
    await vi.advanceTimersByTimeAsync(9 * SECOND);
    expect(heard.map(({ type }) => type)).toContain("hello");
    expect(asked[1]).toBe("poll");
    stop.abort();
    expect(await line).toBe("hung up");
  }
});

test("a sleep before the stream began is not the proxy's doing: the next line begins with a stream", async () => {
  const { ways, asked, listen } = network({ events: buffered, poll: () => polled([hello]) });
  const line = listen();
  await vi.advanceTimersByTimeAsync(SECOND);
  // The lid is closed: time goes by, and what was due meanwhile rings when it is opened.
  vi.setSystemTime(Date.now() + 10 * MINUTE);
  await vi.advanceTimersByTimeAsync(7 * SECOND);
  expect(await line).toBe("timeout");
  ways.events = stream(hello);
  void listen();
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  expect(asked).toEqual(["events", "events"]);
});

test("a poll goes on where the last one ended, and says again what stands instead of hello", async () => {
  const answers = [
    polled([hello], "e1:3"),
    polled([hello, message, { type: "confetti" }], "e1:4"),
    polled([{ ...hello, latest: 4 }, beat], "e1:4"),
  ];
  const { asked, heard, listen } = network({ events: buffered, poll: (request) => answers.shift() ?? buffered(request) });
  const stop = new AbortController();
  const line = listen(stop.signal);
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  const standing = [
    { type: "read", by: "visitor", upTo: 1 },
    { type: "read", by: "agent", upTo: 2 },
    { type: "availability", availability: "online" },
  ];
  expect(heard).toEqual([hello, ...standing, { type: "beat", latest: 3 }, message, ...standing, beat, beat]);
  expect(asked.slice(1)).toEqual(["poll", "poll?after=e1%3A3", "poll?after=e1%3A4", "poll?after=e1%3A4"]);
  stop.abort();
  await line;
});

test("after ten minutes of polls the stream is tried again, and kept when it passes", async () => {
  const { ways, asked, heard, listen } = network({ events: cut, poll: () => polled([hello, beat]) });
  await listen();
  const polls = listen();
  await vi.advanceTimersByTimeAsync(10 * MINUTE + SECOND);
  expect(await polls).toBe("unavailable");
  ways.events = stream(hello);
  heard.length = 0;
  const before = asked.length;
  void listen();
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(asked.slice(before)).toEqual(["events"]);
  expect(heard).toEqual([hello]);
});

test("a poll that fails says that it was not the stream: the next line begins with one", async () => {
  const { ways, asked, listen } = network({ events: cut, poll: cut });
  await listen();
  expect(await listen()).toBe("unavailable");
  ways.events = stream(hello);
  void listen();
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  expect(asked).toEqual(["events", "events", "poll", "events"]);
});

test("a refusal of our own server is no reason to poll", async () => {
  for (const way of [problem("unauthorized", 401), problem("rate-limited", 429)]) {
    const { asked, listen } = network({ events: way, poll: () => polled([hello]) });
    for (let time = 0; time < 4; time++) await listen();
    expect(asked).toEqual(["events", "events", "events", "events"]);
  }
});

test("a stream that lasted and then broke is taken up as a stream", async () => {
  const { asked, listen } = network({ events: stream(hello), poll: () => polled([hello]) });
  for (let time = 0; time < 3; time++) {
    const stop = new AbortController();
    const line = listen(stop.signal);
    await vi.advanceTimersByTimeAsync(30 * SECOND);
    stop.abort();
    await line;
  }
  expect(asked).toEqual(["events", "events", "events"]);
});

test("streams on which everything after hello is kept back count as failures, too", async () => {
  const { asked, listen } = network({ events: stream(hello), poll: () => polled([hello]) });
  for (let time = 0; time < 2; time++) {
    const stop = new AbortController();
    const line = listen(stop.signal);
    await vi.advanceTimersByTimeAsync(50 * SECOND);
    stop.abort(new ChatError("timeout", "The line is silent"));
    await line;
  }
  void listen();
  await vi.advanceTimersByTimeAsync(SECOND);
  expect(asked.slice(0, 3)).toEqual(["events", "events", "poll"]);
});

test("whatever answers polls at once for ever is not hammered, and hanging up ends the pause, too", async () => {
  const { asked, listen } = network({ events: cut, poll: () => polled([hello]) });
  await listen();
  const stop = new AbortController();
  const line = listen(stop.signal);
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  expect(asked.length).toBeLessThan(25);
  stop.abort();
  expect(await line).toBe("hung up");
});

test("whoever had hung up before is not connected at all", async () => {
  const { asked, listen } = network({ events: stream(hello), poll: () => polled([hello]) });
  expect([await listen(AbortSignal.abort()), asked]).toEqual(["hung up", []]);
});
