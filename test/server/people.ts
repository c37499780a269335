/** Visitors and agents of the tests: they speak the wire as any client does, and check every answer against its schema. */
import { createParser } from "eventsource-parser";
import * as v from "valibot";
import { expect } from "vitest";
import {
  AGENT_ROUTES,
  type AgentRouteName,
  type Draft,
  Problem,
  ROUTES,
  type RouteName,
  Session,
} from "../../src/protocol/index.js";
import { until } from "../until.js";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** As the schema of the route, or of a Problem, has it. */
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export interface Asking {
  readonly body?: unknown;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  /** In place of `:id`, and of `:mail`. */
  readonly id?: string;
  readonly mail?: string;
}

interface AnyRoute {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly answer?: v.GenericSchema;
}

/** What hangs must say so here, before the test's own time is over. */
const ANSWER_MS = 40_000;

export async function ask(url: string, route: AnyRoute, asking: Asking, names: Record<string, string>): Promise<Answer> {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(names[name] ?? name));
  const response = await fetch(`${url}${path}${asking.query ?? ""}`, {
    method: route.method,
    redirect: "manual",
    headers: { ...(asking.body !== undefined && { "content-type": "application/json" }), ...asking.headers },
    signal: AbortSignal.timeout(ANSWER_MS),
    ...(asking.body !== undefined && { body: typeof asking.body === "string" ? asking.body : JSON.stringify(asking.body) }),
  });
  const text = await response.text();
  const schema = response.status === route.status ? v.strictObject({}) : Problem;
  const parsed: unknown = JSON.parse(text);
  const body = v.parse(response.status === route.status ? (route.answer ?? schema) : Problem, parsed);
  // Nothing may be on the wire that the schema does not know.
  expect(body).toEqual(parsed);
  return { status: response.status, headers: response.headers, body: v.parse(v.record(v.string(), v.unknown()), body), text };
}

export function codeOf(answer: Answer): string {
  return `${answer.status} ${v.parse(Problem, answer.body).error.code}`;
}

let drafts = 0;
/** A new draft with an id of its own. */
export function draft(text = "Hello", more: Partial<Draft> = {}): Draft {
  drafts += 1;
  const random = Math.floor(Math.random() * 0xffff_ffff)
    .toString(16)
    .padStart(8, "0");
  return { id: `${random}-0000-7000-8000-${drafts.toString(16).padStart(12, "0")}`, text, seen: 0, ...more };
}

export interface VisitorInTest {
  readonly session: Session;
  readonly id: string;
  ask(name: RouteName, asking?: Asking): Promise<Answer>;
  say(text: string, more?: Partial<Draft>): Promise<Answer>;
  listen(headers?: Record<string, string>): Promise<Stream>;
}

function visitorOf(url: string, site: string, session: Session): VisitorInTest {
  const auth = { authorization: `Bearer ${session.token}` };
  const self: VisitorInTest = {
    session,
    id: session.conversation,
    ask: (name, asking = {}) => ask(url, ROUTES[name], { ...asking, headers: { ...auth, ...asking.headers } }, { site }),
    say: (text, more) => self.ask("send", { body: draft(text, more) }),
    listen: (headers = {}) => stream(`${url}/v1/sites/${site}/events`, { ...auth, ...headers }),
  };
  return self;
}

export async function newVisitor(url: string, site: string, ticket: object = { kind: "new" }): Promise<VisitorInTest> {
  const answer = await ask(url, ROUTES.open, { body: ticket }, { site });
  return visitorOf(url, site, v.parse(Session, answer.body));
}

export interface AgentInTest {
  readonly cookie: string;
  ask(name: AgentRouteName, asking?: Asking): Promise<Answer>;
  reply(conversation: string, text: string): Promise<Answer>;
  listen(): Promise<Stream>;
}

export async function signedIn(url: string, link: string): Promise<AgentInTest> {
  const secret = link.slice(link.indexOf("=") + 1);
  const response = await fetch(`${url}${AGENT_ROUTES.signIn.path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ link: secret }),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  expect(response.status).toBe(200);
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const self: AgentInTest = {
    cookie,
    ask: (name, asking = {}) =>
      ask(
        url,
        AGENT_ROUTES[name],
        { ...asking, headers: { cookie, origin: url, ...asking.headers } },
        { id: asking.id ?? "", mail: asking.mail ?? "none" },
      ),
    reply: (id, text) => self.ask("reply", { id, body: { id: draft().id, text } }),
    listen: () => stream(`${url}${AGENT_ROUTES.agentEvents.path}`, { cookie }),
  };
  return self;
}

interface Heard {
  readonly id: string | undefined;
  readonly type: string;
  readonly [field: string]: unknown;
}

interface Stream {
  readonly response: Response;
  readonly heard: readonly Heard[];
  /** Resolves with the first event that fits, from the beginning of the stream on. */
  hears(fits: (event: Heard) => boolean): Promise<Heard>;
  /** Resolves when the server ends it. */
  readonly ended: Promise<void>;
  hangUp(): void;
}

const Event = v.looseObject({ type: v.string() });

async function stream(url: string, headers: Record<string, string>): Promise<Stream> {
  const line = new AbortController();
  const response = await fetch(url, { headers, signal: line.signal });
  const heard: Heard[] = [];
  const parser = createParser({
    onEvent: ({ id, data }) => heard.push({ id, ...v.parse(Event, JSON.parse(data)) }),
  });
  const read = async () => {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) parser.feed(part.value);
  };
  const ended = read().catch((error: unknown) => {
    if (!line.signal.aborted) throw error;
  });
  return {
    response,
    heard,
    hears: (fits) => until(() => heard.find(fits), 40_000, 10),
    ended,
    hangUp: () => line.abort(),
  };
}
