/** Opening a session: for a first message, by the token a browser kept, by the link in a mail, or by a signed token. Never for a page view. */
import type { Session, Ticket } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { signIn } from "../identity/sign-in.js";
import { Refusal } from "../refusal.js";
import { hashed } from "../secrets.js";
import type { SiteRecord } from "../site/site.js";
import { newStamp } from "../spam/stamp.js";
import { newVisitor } from "./newcomer.js";
import { notePage } from "./page.js";
import { noSession, openSession, type Sessions } from "./session.js";
import type { Snapshots } from "./snapshot.js";

interface Opening {
  readonly sessions: Sessions;
  readonly snapshots: Snapshots;
}

export async function open(ground: Ground, { sessions, snapshots }: Opening, site: SiteRecord, ticket: Ticket): Promise<Session> {
  const { token, visitorId, needsGesture } = await sessionFor(ground, sessions, site, ticket);
  // Somebody who has not touched the widget yet may be a program: it leaves no trace.
  if (!needsGesture) {
    await notePage(ground.db, visitorId, ticket.page, ground.now());
    await noteLocale(ground.db, visitorId, ticket.locale);
  }
  const [shown, there] = await Promise.all([snapshots.of(visitorId), snapshots.site(site.id)]);
  return {
    token,
    conversation: visitorId,
    epoch: ground.epoch,
    latest: shown.latest,
    readUpTo: shown.readUpTo,
    agentsReadUpTo: shown.agentsReadUpTo,
    ...there,
    ...(shown.contact !== undefined && { contact: shown.contact }),
    needsGesture,
    now: ground.now(),
    stamp: newStamp(ground, visitorId),
  };
}

/** Letters go on in the language that is spoken now. */
async function noteLocale(db: Database, visitorId: string, locale: string | undefined): Promise<void> {
  if (locale === undefined) return;
  await db
    .updateTable("visitors")
    .set({ locale })
    .where("id", "=", visitorId)
    .where("locale", "is distinct from", locale)
    .execute();
}

interface Opened {
  readonly token: string;
  readonly visitorId: string;
  readonly needsGesture: boolean;
}

async function sessionFor(ground: Ground, sessions: Sessions, site: SiteRecord, ticket: Ticket): Promise<Opened> {
  switch (ticket.kind) {
    case "new":
      return ground.db.transaction().execute(async (tx) => {
        const [siteId, at] = [site.id, ground.now()];
        const visitorId = await newVisitor(tx, siteId, ticket.locale, at);
        return { token: await openSession(tx, { siteId, visitorId, at }), visitorId, needsGesture: false };
      });
    case "signed":
      return { ...(await signIn(ground, sessions, site.id, ticket)), needsGesture: false };
    case "stored": {
      const session = await sessions(site.id, hashed(ticket.token));
      if (session === undefined) throw await noSession(ground, hashed(ticket.token));
      return { token: ticket.token, visitorId: session.visitorId, needsGesture: session.needsGesture };
    }
    case "resume":
      return resume(ground, site.id, ticket.secret);
  }
}

/** The link may be followed again, on any device, until it ends: each time it opens a session of its own. */
async function resume(ground: Ground, siteId: string, secret: string): Promise<Opened> {
  const now = ground.now();
  const link = await ground.db
    .selectFrom("mail_tokens as link")
    .innerJoin("conversations as conversation", "conversation.id", "link.conversation_id")
    .select(["conversation.id", "link.address", "link.expires_at", "link.revoked_at"])
    .where("link.hash", "=", hashed(secret))
    .where("link.kind", "=", "resume")
    .where("conversation.site_id", "=", siteId)
    .executeTakeFirst();
  if (link === undefined || link.revoked_at !== null || (link.expires_at !== null && link.expires_at <= now)) {
    throw new Refusal("gone", "This link has ended. A newer mail has a newer one");
  }
  const token = await openSession(ground.db, { siteId, visitorId: link.id, at: now, resumedAddress: link.address });
  return { token, visitorId: link.id, needsGesture: true };
}
