/** The visitors' API: each line is a route of protocol/routes.ts, a door, and what is done behind it. */
import * as v from "valibot";
import { DossierFormat, Locale, Range, ROUTES } from "../../protocol/index.js";
import { addressRoutes, uploadRoutes } from "../attachments/routes.js";
import { visitorRead } from "../conversation/cursors.js";
import { createGathering } from "../conversation/gathered.js";
import { pull } from "../conversation/message.js";
import type { Presence } from "../conversation/presence.js";
import { rate } from "../conversation/rate.js";
import { dossier } from "../dossier/dossier.js";
import type { Ground } from "../ground.js";
import { LARGEST_BODY_BYTES } from "../http/body.js";
import { preflight } from "../http/cors.js";
import { parse } from "../http/parse.js";
import type { Routes } from "../http/routes.js";
import { eventStream } from "../http/stream.js";
import { limited } from "../limits/limiter.js";
import { Refusal } from "../refusal.js";
import { publicSite, shelfOf, uploadsOf } from "../site/site.js";
import { answerTask } from "../spam/answer.js";
import { createScreen } from "../spam/screen.js";
import { siteDoor, trustedDoor, visitorDoor } from "./caller.js";
import { confirm } from "./confirm.js";
import { erase } from "./erase.js";
import { holdEvents } from "./events.js";
import { identify } from "./identify.js";
import { open } from "./open.js";
import { createPoll } from "./poll.js";
import { readPosition } from "./position.js";
import { createSeats } from "./seats.js";
import { send } from "./send.js";
import { createSessions } from "./session.js";
import { createSnapshots } from "./snapshot.js";

const DossierWish = v.object({ as: DossierFormat, lang: v.optional(Locale) });
/** What one visitor may send in a day. */
const UPLOAD_QUOTA = { files: 100, bytes: 200_000_000 };
/** Settings may be a little old: what decides is asked for again with the first message. */
const SITE_CACHE = "public, max-age=10, stale-while-revalidate=60";
/** MOST_HELD drafts of the longest text, every character escaped: about 24 KB each, and as much again for the longest page address. */
const LARGEST_CONTACT_BYTES = 32 * LARGEST_BODY_BYTES;

export function visitorRoutes(ground: Ground, presence: Presence, routes: Routes, canMail: boolean): void {
  const anyone = siteDoor(ground);
  const sessions = createSessions(ground);
  const snapshots = createSnapshots(ground);
  const shared = { presence, sessions, snapshots };
  const visitor = visitorDoor(ground, sessions);
  const trusted = trustedDoor(visitor);
  const gathered = createGathering(ground.db);
  const limit = limited(ground.limiter);
  const looking = limit("look", anyone);
  const screen = createScreen(ground);
  const seats = createSeats();

  routes.ask(ROUTES.site, looking, async (site, c) => {
    c.header("Cache-Control", SITE_CACHE);
    return publicSite(ground, site, canMail);
  });
  routes.take(ROUTES.open, limit("ask", anyone), async (site, ticket, c) => {
    // Every page view of somebody who has written, or is signed in, opens what they have; only a new one is somebody new.
    if (ticket.kind !== "stored" && ticket.kind !== "signed") ground.limiter.admit("begin", c);
    return open(ground, shared, site, ticket);
  });
  routes.take(ROUTES.confirm, limit("ask", visitor), async (caller) => {
    await confirm(ground, caller);
    return {};
  });
  routes.ask(ROUTES.pull, limit("ask", visitor), async ({ visitorId }, c) => {
    const range = await parse(Range, numbersIn(c.req.query()));
    return pull(ground.db, visitorId, range, ground.epoch);
  });
  routes.take(ROUTES.send, limit("say", trusted), (caller, draft) => send(ground, { gathered, screen }, caller, draft));
  routes.take(ROUTES.read, limit("ask", trusted), async ({ site, visitorId }, { upTo }) => ({
    readUpTo: await visitorRead(ground, { site: site.id, id: visitorId }, upTo),
  }));
  routes.take(
    ROUTES.identify,
    limit("ask", trusted),
    async (caller, given, c) => {
      ground.limiter.admit("say", c, Math.max(1, given.held.length));
      return identify(ground, screen, caller, given);
    },
    {
      largestBytes: LARGEST_CONTACT_BYTES,
      misfit: (refusal) => (refusal.field?.startsWith("contact.") ? invalidContact(refusal) : refusal),
    },
  );
  routes.take(ROUTES.challenge, limit("ask", trusted), (caller, { answer }) =>
    answerTask(ground, ground.challenge, caller, answer),
  );
  routes.take(ROUTES.rate, limit("ask", trusted), ({ site, visitorId }, { seq, rating }) =>
    rate(ground, { site: site.id, id: visitorId }, seq, rating),
  );
  routes.take(ROUTES.erase, limit("ask", trusted), async ({ site, visitorId }) => {
    await erase(ground, site.id, visitorId);
    return {};
  });
  routes.ask(ROUTES.dossier, limit("dossier", trusted), async ({ site, visitorId }, c) => {
    const { as, lang } = await parse(DossierWish, c.req.query());
    const wanted = { site, visitors: [visitorId], as, language: lang, unconfirmed: false, now: ground.now() };
    return { content: await dossier(ground.db, wanted) };
  });
  routes.take(ROUTES.typing, limit("ask", trusted), async ({ site, visitorId }, { on }) => {
    ground.hub.publish({ about: "typing", site: site.id, id: visitorId, on });
    return {};
  });
  const carrying = limit("carry", trusted);
  uploadRoutes(ground, routes, "visitor", async (c) => {
    const { visitorId, site } = await carrying(c);
    return { owner: visitorId, may: uploadsOf(ground, site), quota: UPLOAD_QUOTA, shelf: shelfOf(site) };
  });
  addressRoutes(ground, routes, limit("ask", visitor));
  const listening = limit("ask", visitor);
  routes.raw(ROUTES.events, async (c) => {
    const caller = await listening(c);
    const position = await readPosition(c.req.header("last-event-id"));
    return eventStream(c, ground, (line) => {
      seats.take(caller.session.hash, line);
      return holdEvents(ground, shared, caller, position, line);
    });
  });
  const poll = createPoll(ground, shared, seats);
  routes.ask(ROUTES.poll, listening, async (caller, c) => {
    // HEAD runs the handler of GET: nobody would read what is waited for.
    const isAsked = c.req.method !== "HEAD";
    return isAsked ? poll(caller, c.req.query("after") ?? "", c.req.raw.signal) : { events: [], position: "" };
  });

  const methods = new Map<string, string[]>();
  for (const { method, path } of Object.values(ROUTES)) {
    methods.set(path, [...(methods.get(path) ?? []), method]);
  }
  for (const [path, allowed] of methods) {
    routes.raw({ method: "OPTIONS", path }, async (c) => {
      await looking(c);
      return preflight(c, allowed.join(", "));
    });
  }
}

const invalidContact = ({ message, field }: Refusal) => new Refusal("invalid-contact", message, { field });

/** Query strings are text; what is no plain number stays text, and does not fit the schema. */
function numbersIn(query: Record<string, string>): Record<string, unknown> {
  const entries = Object.entries(query).map(([name, text]) => [name, /^\d{1,15}$/.test(text) ? Number(text) : text]);
  return Object.fromEntries(entries);
}
