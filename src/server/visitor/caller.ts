/** Who is asking on the visitors' side: which site, from which page's origin, and by which token. */
import type { Context } from "hono";
import type { Contact } from "../../protocol/index.js";
import type { Ground } from "../ground.js";
import { bearerOf } from "../http/bearer.js";
import { admitOrigin } from "../http/cors.js";
import { Refusal } from "../refusal.js";
import { hashed } from "../secrets.js";
import { createSites, type SiteRecord } from "../site/site.js";
import { noSession, type SessionRecord, type Sessions } from "./session.js";

export interface VisitorCaller {
  readonly site: SiteRecord;
  readonly session: SessionRecord;
  /** Also the id of their conversation, once there is one. */
  readonly visitorId: string;
  readonly contact: Contact | undefined;
}

/** Anybody, on a page the site allows. */
export const siteDoor = (ground: Ground) => {
  const sites = createSites(ground.db);
  return async (c: Context): Promise<SiteRecord> => {
    const site = await sites(c.req.param("site") ?? "").catch((error: unknown) => {
      // Nothing private is in this answer, and a mistyped site should not look like a lost connection.
      c.header("Access-Control-Allow-Origin", "*");
      throw error;
    });
    admitOrigin(c, site.origins);
    return site;
  };
};

/** A visitor of this site, by the token in `Authorization`. */
export const visitorDoor = (ground: Ground, sessions: Sessions) => {
  const door = siteDoor(ground);
  return async (c: Context): Promise<VisitorCaller> => {
    const site = await door(c);
    const token = bearerOf(c);
    const hash = token === undefined ? "" : hashed(token);
    const session = await sessions(site.id, hash);
    if (session === undefined) throw await noSession(ground, hash);
    return { site, session, visitorId: session.visitorId, contact: session.contact };
  };
};

/** The same, but not while a resume link waits for its first click or key: mail scanners follow links and run scripts. */
export const trustedDoor =
  (door: ReturnType<typeof visitorDoor>) =>
  async (c: Context): Promise<VisitorCaller> => {
    const caller = await door(c);
    if (caller.session.needsGesture) throw new Refusal("gesture-needed", "A click or key in the widget must come first");
    return caller;
  };
