/**
 * The HTTP side of a Recado server as the console sees it, held in memory: it answers by AGENT_ROUTES, refuses what the schemas
 * refuse, and can be told to fail. It keeps what a server must keep (a draft id stored once, a link used once, cursors that
 * only grow), so that what the console shows for it is what it would show for the real one.
 */
import * as v from "valibot";
import {
  type AccountName,
  type AddressedConversation,
  AGENT_ROUTES,
  type AgentEvent,
  type ConnectedAccount,
  type ConnectedAccounts,
  type ConversationView,
  type Decision,
  type ErrorCode,
  type IdentityKeys,
  type Me,
  type Message,
  type SiteSettings,
  STATUS,
  type Suppression,
} from "../../../src/protocol/index.js";
import { DEFAULTS, decisions, SETTINGS, suppressions, views } from "./scene.js";

export const LINK = "L".repeat(43);

type RouteName = keyof typeof AGENT_ROUTES;
/** What stands in the way of a route: nothing arrives · it is stored and the answer is lost · the server says no · it waits. */
type Obstacle = "offline" | "answer-lost" | { refuse: ErrorCode; message: string; field?: string } | { until: Promise<void> };

export interface ServerFake {
  readonly fetch: typeof fetch;
  /** Every call as it came in. */
  readonly calls: { route: RouteName; id: string | undefined; body: unknown }[];
  readonly views: Map<string, ConversationView>;
  settings: SiteSettings;
  suppressions: Suppression[];
  decisions: Decision[];
  /** What is kept about whatever address is asked for. */
  addressed: AddressedConversation[];
  me: Me;
  signedIn: boolean;
  identityKeys: IdentityKeys;
  accounts: ConnectedAccount[];
  /** Stands in the way of every call of a route until it is taken away with `undefined`. */
  obstruct(route: RouteName, obstacle: Obstacle | undefined): void;
  change(id: string, change: Partial<ConversationView>): void;
  say(id: string, message: Pick<Message, "by" | "text"> & Partial<Message>): Message;
  /** An unconfirmed mail becomes a message, once. */
  vouch(id: string, mail: string): Message;
  emit(event: AgentEvent): void;
  /** Cuts every live line. */
  cut(): void;
  readonly lines: number;
}

export function serverFake(now: () => number = Date.now): ServerFake {
  const obstacles = new Map<RouteName, Obstacle>();
  const uploads = new Map<string, { readonly name: string; readonly bytes: number }>();
  const lines = new Set<ReadableStreamDefaultController<Uint8Array>>();
  let linkIsGood = true;

  const fake: ServerFake = {
    calls: [],
    views: new Map(views(now()).map((view) => [view.id, view])),
    settings: SETTINGS,
    suppressions: suppressions(now()),
    decisions: decisions(now()),
    addressed: [
      { id: "ana", name: "Ana", at: now() - 86_400_000, messages: 7, confirmed: true },
      { id: "somebody", at: now() - 3_600_000, messages: 1, confirmed: false },
    ],
    me: {
      agent: { id: "agent-1", name: "Amélie Moreau" },
      email: "amelie@flora.example",
      status: "invisible",
      mailMe: "missed",
      site: { id: "flora", name: SETTINGS.name },
      availability: "away",
    },
    signedIn: true,
    identityKeys: { old: [] },
    accounts: [],
    get lines() {
      return lines.size;
    },
    obstruct(route, obstacle) {
      if (obstacle === undefined) obstacles.delete(route);
      else obstacles.set(route, obstacle);
    },
    change(id, change) {
      fake.views.set(id, { ...viewOf(id), ...change });
      fake.emit({ type: "conversation", id });
    },
    say(id, given) {
      const view = viewOf(id);
      const seq = view.latest + 1;
      const message: Message = { id: `m-${seq}`, channel: "widget", at: now(), ...given, seq };
      fake.change(id, { messages: [...view.messages, message], last: message, latest: seq });
      return message;
    },
    vouch(id, mail) {
      const found = viewOf(id).mails.find((one) => one.id === mail && one.standing === "unconfirmed");
      if (found === undefined) throw new Error(`There is no unconfirmed mail ${mail}`);
      const known = viewOf(id).messages.find((message) => message.id === mail);
      if (known !== undefined) return known;
      const message = fake.say(id, {
        ...(found.agent === undefined ? { by: "visitor" } : { by: "agent", from: found.agent }),
        channel: "email",
        text: found.text,
        id: mail,
      });
      fake.change(id, {
        mails: viewOf(id).mails.map((one) => (one.id === mail ? { ...one, seq: message.seq, text: "" } : one)),
      });
      return message;
    },
    emit(event) {
      const bytes = new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`);
      for (const line of lines) line.enqueue(bytes);
    },
    cut() {
      for (const line of lines) line.error(new TypeError("network error"));
      lines.clear();
    },
    async fetch(input, init) {
      const request = new Request(input, init);
      const [route, id, mail] = routeOf(request);
      const isJson = request.headers.get("content-type")?.startsWith("application/json");
      const body: unknown = isJson ? await request.clone().json() : undefined;
      fake.calls.push({ route, id, body });
      const obstacle = obstacles.get(route);
      if (typeof obstacle === "object" && "until" in obstacle) await Promise.race([obstacle.until, aborted(request.signal)]);
      if (obstacle === "offline") throw new TypeError("Failed to fetch");
      if (typeof obstacle === "object" && "refuse" in obstacle) return problem(obstacle.refuse, obstacle.message, obstacle.field);
      const answer = respond(route, id, mail, body, request);
      if (obstacle === "answer-lost") throw new TypeError("Failed to fetch");
      return answer;
    },
  };

  const accounts = (): ConnectedAccounts => ({ webhook: "https://chat.flora.example/v1/channels/meta", accounts: fake.accounts });
  const isNamed = (name: AccountName) => (one: AccountName) => one.kind === name.kind && one.account === name.account;
  const viewOf = (id: string | undefined): ConversationView => {
    const view = fake.views.get(id ?? "");
    if (view === undefined) throw new Error(`The test speaks of a conversation that is not there: ${id}`);
    return { ...view, now: now() };
  };

  function respond(
    route: RouteName,
    id: string | undefined,
    mail: string | undefined,
    body: unknown,
    { signal, url }: Request,
  ): Response {
    const { pathname } = new URL(url);
    const found = AGENT_ROUTES[route];
    if ("body" in found && !v.safeParse(found.body, body).success)
      return problem("bad-request", "This is not what the route takes");
    if (route === "signIn") {
      if (!linkIsGood || v.parse(AGENT_ROUTES.signIn.body, body).link !== LINK)
        return problem("gone", "This link has been used or has expired");
      linkIsGood = false;
      fake.signedIn = true;
      return ok("signIn", fake.me);
    }
    if (route === "requestLink") return ok(route, {});
    if (!fake.signedIn) return problem("unauthorized", "Sign in first");
    if (id !== undefined && !fake.views.has(id)) return problem("not-found", "There is no such conversation");
    switch (route) {
      case "me":
        return ok(route, fake.me);
      case "signOut":
        fake.signedIn = false;
        return ok(route, {});
      case "status": {
        const { status, until } = v.parse(AGENT_ROUTES.status.body, body);
        const { offlineAt: _, ...mine } = fake.me;
        const ends = { endsDay: until !== undefined, ...(until !== undefined && { offlineAt: until }) };
        fake.me = { ...mine, ...ends, status, availability: status === "online" ? "online" : "away" };
        return ok(route, fake.me);
      }
      case "mailMe":
        fake.me = { ...fake.me, ...v.parse(AGENT_ROUTES.mailMe.body, body) };
        return ok(route, fake.me);
      case "inbox":
        return ok(route, { conversations: [...fake.views.values()], now: now() });
      case "conversation":
        return ok(route, viewOf(id));
      case "reply": {
        const reply = v.parse(AGENT_ROUTES.reply.body, body);
        const known = viewOf(id).messages.find((message) => message.id === reply.id);
        return ok(route, known ?? fake.say(id ?? "", { by: "agent", from: fake.me.agent, ...reply }));
      }
      case "agentRead": {
        const { upTo } = v.parse(AGENT_ROUTES.agentRead.body, body);
        fake.change(id ?? "", { agentsReadUpTo: Math.max(viewOf(id).agentsReadUpTo, upTo), unread: 0 });
        return ok(route, {});
      }
      case "askContact":
        return ok(route, fake.say(id ?? "", { by: "bot", text: "May we have your e-mail address?", asks: "contact" }));
      case "agentTyping":
        return ok(route, {});
      case "vouch":
        return ok(route, fake.vouch(id ?? "", mail ?? ""));
      case "original":
        return new Response("From: ana@example.com", { headers: { "content-type": "message/rfc822" } });
      case "agentBeginUpload":
        uploads.set(pathname, v.parse(AGENT_ROUTES.agentBeginUpload.body, body));
        return ok(route, { received: 0 });
      case "agentUpload": {
        const file = uploads.get(pathname);
        if (file === undefined) return problem("upload-needed", "Begin it first");
        const attachment = { id: "0".repeat(32), name: file.name, type: "application/pdf", bytes: file.bytes };
        return ok(route, { received: file.bytes, attachment });
      }
      case "attachment":
        return new Response("a file", { headers: { "content-type": "text/plain" } });
      case "sendAgain":
        return ok(route, {});
      case "decisions":
        return ok(route, { decisions: fake.decisions });
      case "defaults":
        return ok(route, DEFAULTS);
      case "sendTest":
        return ok(route, { to: fake.me.email });
      case "identityKeys":
        return ok(route, fake.identityKeys);
      case "newIdentityKey": {
        const { key, old } = fake.identityKeys;
        const ended = key === undefined ? [] : [{ endsAt: now() + 86_400_000 }];
        fake.identityKeys = { key: { secret: `${old.length}`.repeat(43), createdAt: now() }, old: [...ended, ...old] };
        return ok(route, fake.identityKeys);
      }
      case "endOldIdentityKeys":
        fake.identityKeys = { ...fake.identityKeys, old: [] };
        return ok(route, fake.identityKeys);
      case "accounts":
        return ok(route, accounts());
      case "connectAccount": {
        const wish = v.parse(AGENT_ROUTES.connectAccount.body, body);
        const known = fake.accounts.find(isNamed(wish));
        const kept = (secret: string | undefined, before = {}) => (secret === undefined ? before : { endsIn: secret.slice(-4) });
        const account: ConnectedAccount = {
          ...{ kind: wish.kind, account: wish.account, name: "Flora Garden Shop", isConfigured: false },
          accessToken: kept(wish.accessToken, known?.accessToken),
          appSecret: kept(wish.appSecret, known?.appSecret),
          verifyToken: {},
          humanAgent: wish.humanAgent ?? known?.humanAgent ?? false,
          ...(known?.heardAt !== undefined && { heardAt: known.heardAt }),
          ...(known?.refused !== undefined && wish.accessToken === undefined && { refused: known.refused }),
        };
        fake.accounts = [...fake.accounts.filter((one) => one !== known), account];
        return ok(route, accounts());
      }
      case "disconnectAccount": {
        const isThis = isNamed(v.parse(AGENT_ROUTES.disconnectAccount.body, body));
        fake.accounts = fake.accounts.filter((one) => !isThis(one));
        return ok(route, accounts());
      }
      case "suppressions":
        return ok(route, { suppressions: fake.suppressions });
      case "suppress": {
        const { email } = v.parse(AGENT_ROUTES.suppress.body, body);
        fake.suppressions = [{ email, because: "owner", at: now() }, ...fake.suppressions.filter((one) => one.email !== email)];
        return ok(route, {});
      }
      case "resubscribe": {
        const { email, asked } = v.parse(AGENT_ROUTES.resubscribe.body, body);
        const found = fake.suppressions.find((one) => one.email === email);
        if (found === undefined || (!asked && found.because !== "owner")) return problem("bad-request", "Its reader has to ask");
        const lifted = { at: now(), by: fake.me.agent.name };
        fake.suppressions = fake.suppressions.map((one) => (one === found ? { ...one, lifted } : one));
        return ok(route, {});
      }
      case "findAddress":
        return ok(route, { conversations: fake.addressed });
      case "addressDossier": {
        const { email, as } = v.parse(AGENT_ROUTES.addressDossier.body, body);
        return ok(route, { content: `${email} as ${as}` });
      }
      case "eraseAddress": {
        const { conversations } = v.parse(AGENT_ROUTES.eraseAddress.body, body);
        const erased = fake.addressed.filter(({ id }) => conversations.includes(id));
        fake.addressed = fake.addressed.filter((one) => !erased.includes(one));
        return ok(route, { erased: erased.length });
      }
      case "close":
        fake.change(id ?? "", { closedAt: now() });
        return ok(route, {});
      case "settings":
        return ok(route, fake.settings);
      case "saveSettings":
        fake.settings = v.parse(AGENT_ROUTES.saveSettings.body, body);
        fake.emit({ type: "site" });
        return ok(route, fake.settings);
      case "agentEvents":
        return stream(signal);
    }
  }

  function stream(signal: AbortSignal): Response {
    let own: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(line) {
        own = line;
        lines.add(line);
        line.enqueue(new TextEncoder().encode(`data: ${JSON.stringify({ type: "hello", now: now() })}\n\n`));
      },
      cancel: () => void (own && lines.delete(own)),
    });
    signal.addEventListener("abort", () => {
      if (own && lines.delete(own)) own.error(new DOMException("aborted", "AbortError"));
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }
  return fake;
}

function routeOf(request: Request): [name: RouteName, id: string | undefined, mail: string | undefined] {
  const { pathname } = new URL(request.url);
  for (const [name, route] of Object.entries(AGENT_ROUTES)) {
    const found = new RegExp(`^${route.path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`).exec(pathname);
    const { id, mail } = found?.groups ?? {};
    const plain = (part: string | undefined) => (part === undefined ? undefined : decodeURIComponent(part));
    if (found && route.method === request.method) return [name as RouteName, plain(id), plain(mail)];
  }
  throw new Error(`The console called something that is no route: ${request.method} ${pathname}`);
}

/** Every answer goes through its schema: a fake that lies about the wire would prove nothing. */
function ok(route: Exclude<RouteName, "agentEvents" | "original" | "attachment">, answer: unknown): Response {
  const { status, answer: schema } = AGENT_ROUTES[route];
  return Response.json(v.parse<v.GenericSchema>(schema, answer), { status });
}

function problem(code: ErrorCode, message: string, field?: string): Response {
  return Response.json({ error: { code, message, ...(field === undefined ? {} : { field }) } }, { status: STATUS[code] });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}
