/** Uploads become a message's: in that message's own transaction, so that there is never a message without its files, nor a file of two. */
import type { Attachment } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import { Refusal } from "../refusal.js";

type Columns = Pick<Attachment, "id" | "name" | "type" | "bytes"> & {
  readonly width: number | null;
  readonly height: number | null;
};

export function attachmentOf({ id, name, type, bytes, width, height }: Columns): Attachment {
  return { id, name, type, bytes, ...(width !== null && height !== null && { width, height }) };
}

/**
 * In the order of the ids, which are `fileIdOf` their owner: nobody can name another's. Throws "upload-needed" when one is not
 * there, not whole, or of another message.
 */
export async function claimUploads(
  tx: Database,
  ids: readonly string[],
  { conversationId, at }: { readonly conversationId: string; readonly at: number },
): Promise<Attachment[]> {
  const rows = await tx
    .updateTable("files")
    .set({ conversation_id: conversationId, claimed_at: at })
    .where("id", "in", ids)
    .where("type", "<>", "")
    .where("claimed_at", "is", null)
    .returning(["id", "name", "type", "bytes", "width", "height"])
    .execute();
  return ids.map((id) => {
    const row = rows.find((one) => one.id === id);
    if (row === undefined)
      throw new Refusal("upload-needed", "A file of this message is not here: upload it again", { field: "files" });
    return attachmentOf(row);
  });
}
