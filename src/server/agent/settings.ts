/** The site's settings, as the owner changes them on the desk. The operator's own numbers are ensure.ts's. */
import * as v from "valibot";
import { rules } from "../../forwarding/rules.js";
import { ForwardingDefaults, type SiteSettings } from "../../protocol/index.js";
import type { Ground } from "../ground.js";
import type { Mail } from "../mail/forwarding.js";
import { sampleLetter } from "../mail/sample.js";
import { Refusal } from "../refusal.js";
import { loadSite, rulesOf } from "../site/site.js";
import type { AgentCaller } from "./caller.js";

export async function saveSettings(ground: Ground, siteId: string, settings: SiteSettings): Promise<SiteSettings> {
  const now = ground.now();
  const site = await loadSite(ground.db, siteId);
  await ground.db.transaction().execute(async (tx) => {
    await tx
      .updateTable("sites")
      .set({ settings: JSON.stringify(settings) })
      .where("id", "=", siteId)
      .execute();
    // The mode or a number may have changed: recent conversations are decided anew. Older ones stay asleep, else switching
    // transcripts on would mail the whole past.
    await tx
      .updateTable("conversations")
      .set({ due_at: now })
      .where("site_id", "=", siteId)
      .where("last_message_at", ">", now - rulesOf({ ...site, settings }).maxAgeMs)
      .execute();
  });
  ground.hub.publish({ about: "site", site: siteId });
  ground.ring();
  return settings;
}

export async function defaultsOf(ground: Ground, siteId: string): Promise<ForwardingDefaults> {
  return v.parse(ForwardingDefaults, rules((await loadSite(ground.db, siteId)).rules));
}

/** A sick mail server is told at once: whoever presses the button waits for the answer. */
const TEST_PATIENCE_MS = 10_000;

export async function sendTest(ground: Ground, agent: AgentCaller, mail: Mail | undefined, settings: SiteSettings) {
  if (mail === undefined) throw new Refusal("unavailable", "This server sends no mail");
  if (settings.forwarding.mode === "nothing")
    throw new Refusal("bad-request", "Nothing is mailed in this mode", { field: "forwarding.mode" });
  const site = { ...(await loadSite(ground.db, agent.siteId)), settings };
  const letter = await sampleLetter(site, mail, ground.publicUrl(), agent, ground.now());
  const outcome = await mail.mailer.send(letter, AbortSignal.timeout(TEST_PATIENCE_MS));
  if (outcome.was !== "accepted") throw new Refusal("unavailable", `The mail server did not take it: ${outcome.reason}`);
  return { to: agent.email };
}
