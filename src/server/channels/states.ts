/** How the accounts fare, for whoever connected them: whether their webhook is called, and whether their token still opens anything. */
import type { AccountName } from "../../protocol/index.js";
import type { Ground } from "../ground.js";

/** Often enough to see that it works, seldom enough not to write with every message. */
const HEARD_EVERY_MS = 60_000;

type Known = AccountName & { readonly site: string };

export async function heardFrom(ground: Ground, { kind, account, site }: Known): Promise<void> {
  const at = ground.now();
  const written = await ground.db
    .insertInto("channel_states")
    .values({ kind, account, heard_at: at, refused_at: null, reason: null })
    .onConflict((known) =>
      known
        .columns(["kind", "account"])
        .doUpdateSet({ heard_at: at })
        .where((is) =>
          is.or([is("channel_states.heard_at", "is", null), is("channel_states.heard_at", "<", at - HEARD_EVERY_MS)]),
        ),
    )
    .executeTakeFirst();
  if (written.numInsertedOrUpdatedRows) ground.hub.publish({ about: "site", site });
}

/** The first refusal is the one that says since when. */
export async function tokenRefused(ground: Ground, { kind, account, site }: Known, reason: string): Promise<void> {
  const now = { refused_at: ground.now(), reason };
  const written = await ground.db
    .insertInto("channel_states")
    .values({ kind, account, heard_at: null, ...now })
    .onConflict((known) => known.columns(["kind", "account"]).doUpdateSet(now).where("channel_states.refused_at", "is", null))
    .executeTakeFirst();
  if (written.numInsertedOrUpdatedRows) ground.hub.publish({ about: "site", site });
}

export async function tokenTaken(ground: Ground, { kind, account, site }: Known): Promise<void> {
  const written = await ground.db
    .updateTable("channel_states")
    .set({ refused_at: null, reason: null })
    .where("kind", "=", kind)
    .where("account", "=", account)
    .where("refused_at", "is not", null)
    .executeTakeFirst();
  if (written.numUpdatedRows) ground.hub.publish({ about: "site", site });
}
