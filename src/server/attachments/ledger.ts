/**
 * Whose each file is. A file is written down as nobody's before its first byte is stored, and becomes a message's in that message's own
 * transaction: whatever dies in between leaves a file without a message, which the sweep finds by its row, and never a message
 * without its file.
 *
 *   row, nobody's ──▶ bytes on disk ──▶ claimed, with the message ──▶ its conversation is erased
 *        └──── an hour, and still nobody's ────▶ swept ◀──────────────────────┘
 */
import { randomBytes } from "node:crypto";
import type { Database } from "../database/tables.js";
import type { FileStore } from "./store.js";

export interface NewFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Long enough for any message to be written; what was not claimed until then never will be. */
const ABANDONED_MS = 3_600_000;
const AT_ONCE = 100;

/** Stores the site's files, nobody's yet. Returns their ids in order. Outside of any transaction: rows that vanish with one leave their bytes behind. */
export async function layDown(
  db: Database,
  store: FileStore,
  { site, files, now }: { readonly site: string; readonly files: readonly NewFile[]; readonly now: number },
): Promise<string[]> {
  const all = files.map((file, n) => ({ ...file, n, id: randomBytes(16).toString("hex") }));
  if (all.length === 0) return [];
  const rows = all.map(({ id, n, name, type, bytes }) => ({
    id,
    site_id: site,
    n,
    name,
    type,
    bytes: bytes.byteLength,
    laid_at: now,
  }));
  await db.insertInto("files").values(rows).execute();
  for (const { id, bytes } of all) await store.write(id, bytes);
  return all.map(({ id }) => id);
}

/** In the transaction of the message they came with. Throws when one has been swept meanwhile: the mail is then taken once more. */
export async function claim(
  tx: Database,
  ids: readonly string[],
  { conversationId, mailId, at }: { readonly conversationId: string; readonly mailId: string; readonly at: number },
): Promise<void> {
  if (ids.length === 0) return;
  const { numUpdatedRows } = await tx
    .updateTable("files")
    .set({ conversation_id: conversationId, mail_id: mailId, claimed_at: at })
    .where("id", "in", ids)
    .where("claimed_at", "is", null)
    .executeTakeFirst();
  if (Number(numUpdatedRows) !== ids.length) throw new Error("A file was swept before its message was written");
}

/** Removes what is nobody's any more. The bytes first: a row without them is swept again, bytes without a row never are. */
export async function sweep(db: Database, store: FileStore, now: number): Promise<void> {
  for (let swept = AT_ONCE; swept === AT_ONCE; ) {
    swept = await db.transaction().execute(async (tx) => {
      const rows = await tx
        .selectFrom("files")
        .select("id")
        .where("conversation_id", "is", null)
        .where((is) => is.or([is("claimed_at", "is not", null), is("laid_at", "<", now - ABANDONED_MS)]))
        .limit(AT_ONCE)
        // Another node may be at it; and a claim under way waits for this, and finds its files gone.
        .forUpdate()
        .skipLocked()
        .execute();
      for (const { id } of rows) await store.remove(id);
      const ids = rows.map(({ id }) => id);
      if (ids.length > 0) await tx.deleteFrom("files").where("id", "in", ids).execute();
      return ids.length;
    });
  }
}
