/** The site's settings, as the owner changes them on the desk. The operator's own numbers are ensure.ts's. */
import { RULES } from "../../forwarding/rules.js";
import type { SiteSettings } from "../../protocol/index.js";
import type { Ground } from "../ground.js";

export async function saveSettings(ground: Ground, siteId: string, settings: SiteSettings): Promise<SiteSettings> {
  const now = ground.now();
  await ground.db.transaction().execute(async (tx) => {
    await tx
      .updateTable("sites")
      .set({ settings: JSON.stringify(settings) })
      .where("id", "=", siteId)
      .execute();
    // The mode may have changed: recent conversations are decided anew. Older ones stay asleep, else switching transcripts on
    // would mail the whole past.
    await tx
      .updateTable("conversations")
      .set({ due_at: now })
      .where("site_id", "=", siteId)
      .where("last_message_at", ">", now - RULES.maxAgeMs)
      .execute();
  });
  ground.hub.publish({ about: "site", site: siteId });
  ground.ring();
  return settings;
}
