/**
 * Opening a session by what the host's server has signed. The same user is the same visitor on every device; what a browser had
 * begun before its visitor signed in is taken along; somebody else's never is.
 */
import { sql } from "kysely";
import type { Ticket } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { hashed } from "../secrets.js";
import { newVisitor } from "../visitor/newcomer.js";
import { ENDED, noSession, openSession, replaceSession, type SessionRecord, type Sessions } from "../visitor/session.js";
import { type Claims, claimsOf } from "./claims.js";
import { noteClaims } from "./note-claims.js";
import { closeDoors, takeAlong } from "./take-along.js";

type Signed = Extract<Ticket, { kind: "signed" }>;
interface Opened {
  readonly token: string;
  readonly visitorId: string;
}

export async function signIn(
  ground: Ground,
  sessions: Sessions,
  siteId: string,
  { jwt, token, locale }: Signed,
): Promise<Opened> {
  const claims = await claimsOf(ground, siteId, jwt);
  const here = token === undefined ? undefined : await sessions(siteId, hashed(token));
  // A token of this browser's that is worth nothing any more changes nothing; but what still waits of a deleted conversation must
  // not come along into the next one.
  if (token !== undefined && here === undefined) {
    const refusal = await noSession(ground, hashed(token));
    if (refusal.code === "gone") throw refusal;
  }
  const at = ground.now();
  const { visitorId, fresh } = await ground.db.transaction().execute(async (tx) => {
    // Two devices of one user at the same moment: one after the other, and the second finds what the first has made.
    await sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify([siteId, claims.subject])}, 0))`.execute(tx);
    const visitorId = await visitorFor(tx, ground, siteId, { claims, here, locale, at });
    await noteClaims(tx, siteId, visitorId, claims, at);
    if (here?.visitorId === visitorId && here.signedBy !== undefined) {
      await tx.updateTable("visitor_sessions").set({ signed_by: claims.keyId }).where("hash", "=", here.hash).execute();
      return { visitorId, fresh: undefined };
    }
    const replaces = here?.visitorId === visitorId ? here.hash : undefined;
    if (replaces !== undefined) await replaceSession(tx, replaces, at);
    // Somebody else's: whoever was here before has left.
    else if (here !== undefined) await tx.updateTable("visitor_sessions").set(ENDED).where("hash", "=", here.hash).execute();
    return { visitorId, fresh: await openSession(tx, { siteId, visitorId, at, signedBy: claims.keyId, replaces }) };
  });
  for (const id of new Set([visitorId, here?.visitorId ?? visitorId])) {
    ground.hub.publish({ about: "sessions", site: siteId, id });
    ground.hub.publish({ about: "conversation", site: siteId, id });
  }
  ground.ring();
  return { token: fresh ?? token ?? "", visitorId };
}

interface Arriving {
  readonly claims: Claims;
  readonly here: SessionRecord | undefined;
  readonly locale: string | undefined;
  readonly at: number;
}

async function visitorFor(tx: Database, ground: Ground, siteId: string, { claims, here, locale, at }: Arriving): Promise<string> {
  const known = await tx
    .selectFrom("identities")
    .select("visitor_id")
    .where("site_id", "=", siteId)
    .where("subject", "=", claims.subject)
    .executeTakeFirst();
  const own = here !== undefined && (await isTheirs(tx, here, claims)) ? here : undefined;
  if (known !== undefined) {
    if (own !== undefined && own.visitorId !== known.visitor_id) await takeAlong(tx, ground, own.visitorId, known.visitor_id, at);
    return known.visitor_id;
  }
  const visitorId = own?.visitorId ?? (await newVisitor(tx, siteId, locale, at));
  if (own !== undefined) await closeDoors(tx, own, at);
  await tx.insertInto("identities").values({ site_id: siteId, subject: claims.subject, visitor_id: visitorId }).execute();
  return visitorId;
}

/**
 * Whether this browser's conversation is that of whoever signs in: nobody's yet, and begun here. One that came by a mail's link
 * may be anybody's who was sent that mail, unless it is the very address that was signed.
 */
async function isTheirs(
  tx: Database,
  { visitorId, needsGesture, resumedAddress }: SessionRecord,
  claims: Claims,
): Promise<boolean> {
  if (needsGesture) return false;
  if (resumedAddress !== undefined && resumedAddress.toLowerCase() !== claims.email?.toLowerCase()) return false;
  // Held until the end: it cannot become two users' at once. Why not "for update" says visitor/erase.ts.
  const visitor = await tx.selectFrom("visitors").select("id").where("id", "=", visitorId).forNoKeyUpdate().executeTakeFirst();
  const taken = await tx.selectFrom("identities").select("subject").where("visitor_id", "=", visitorId).executeTakeFirst();
  return visitor !== undefined && taken === undefined;
}
