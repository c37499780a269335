/** The first trusted click or key after a resume link: a person is there, and reads the mail's address. */
import { verifyAddress } from "../conversation/address.js";
import { tell } from "../conversation/news.js";
import type { Ground } from "../ground.js";
import type { VisitorCaller } from "./caller.js";

export async function confirm(ground: Ground, { site, session, visitorId }: VisitorCaller): Promise<void> {
  if (!session.needsGesture) return;
  await ground.db.transaction().execute(async (tx) => {
    await tx.updateTable("visitor_sessions").set({ needs_gesture: false }).where("hash", "=", session.hash).execute();
    if (session.resumedAddress !== undefined) await verifyAddress(tx, visitorId, session.resumedAddress, ground.now());
  });
  // Its stream was opened by somebody who might have been a program; from now on it counts as presence.
  ground.hub.publish({ about: "sessions", site: site.id, id: visitorId });
  tell(ground, { site: site.id, id: visitorId });
}
