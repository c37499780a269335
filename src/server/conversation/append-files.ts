/** A message that brings files: they become its own in its transaction, or neither is there. */
import type { Attachment, Message } from "../../protocol/index.js";
import { claimUploads } from "../attachments/claim.js";
import { fileIdOf } from "../attachments/uploads.js";
import type { Database } from "../database/tables.js";
import { Refusal } from "../refusal.js";
import { append, type Entry, findStored } from "./append.js";
import { lockConversation } from "./begin.js";

/** `appendWithFiles` in a transaction of its own. */
export function appendOnce(db: Database, entry: Entry, owner: string, uploads: readonly string[]): Promise<Message> {
  return db.transaction().execute(async (tx) => {
    if (!(await lockConversation(tx, entry.conversationId))) throw new Refusal("not-found", "There is no such conversation");
    return appendWithFiles(tx, entry, owner, uploads);
  });
}

/** What a draft's files are called here. */
export function filesOf(owner: string, uploads: readonly string[] = []): Pick<Attachment, "id">[] {
  return uploads.map((upload) => ({ id: fileIdOf(owner, upload) }));
}

/** `append`, in a transaction that holds the conversation. Throws "upload-needed" when a file is not there. */
export async function appendWithFiles(
  tx: Database,
  entry: Entry,
  owner: string,
  uploads: readonly string[] | undefined,
): Promise<Message> {
  if (uploads === undefined) return append(tx, entry);
  const files = filesOf(owner, uploads);
  // A repeated draft has claimed its files already.
  const known = await findStored(tx, { ...entry, attachments: files });
  if (known !== undefined) return known;
  const ids = files.map(({ id }) => id);
  const { conversationId, at } = entry;
  return append(tx, { ...entry, attachments: await claimUploads(tx, ids, { conversationId, at }) });
}
