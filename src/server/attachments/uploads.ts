/**
 * Files on their way in, piece by piece. How far one has come stands in its row, and its bytes are on the disk before that: after
 * a crash the last piece is written once more, over itself. Under the row's lock, so that two connections carry one file.
 *
 *   begun ──▶ pieces ──▶ whole, and judged by its bytes ──▶ claimed by a message (ledger.ts)
 *     └───────── an hour without a piece, or unclaimed ──▶ swept
 */
import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import type { Selectable } from "kysely";
import type { NewUpload, UploadState, Uploads } from "../../protocol/index.js";
import type { Tables } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import { attachmentOf } from "./claim.js";
import { judge } from "./judge.js";
import { holdSender, keepQuotas, type Quota, type Shelf } from "./quota.js";
import type { FileStore } from "./store.js";

export interface Uploader {
  /** A visitor's or an agent's id: a file is theirs until it is a message's. */
  readonly owner: string;
  readonly may: Uploads;
  readonly quota: Quota;
  readonly shelf: Shelf;
}

/** Under a name of ours: what a sender calls a file says nothing to others, and finds nobody else's. */
export function fileIdOf(owner: string, upload: string): string {
  return createHash("sha256").update(`${owner}:${upload}`).digest("hex").slice(0, 32);
}

/** The same again says how far it has come. Throws "kind-refused", "too-large", "quota-reached", or "id-reused" for another file. */
export async function beginUpload(ground: Ground, by: Uploader, upload: string, file: NewUpload): Promise<UploadState> {
  if (by.may.kinds.length === 0) throw new Refusal("kind-refused", "No files are taken here");
  if (file.bytes > by.may.largestBytes) throw new Refusal("too-large", `A file may have at most ${by.may.largestBytes} bytes`);
  const id = fileIdOf(by.owner, upload);
  return ground.db.transaction().execute(async (tx) => {
    await holdSender(tx, by.owner);
    const before = await tx.selectFrom("files").select(FILE_COLUMNS).where("id", "=", id).executeTakeFirst();
    if (before !== undefined) {
      if (before.bytes !== file.bytes) throw new Refusal("id-reused", "Another file was begun under this id", { field: "bytes" });
      return stateOf(before);
    }
    await keepQuotas(tx, { owner: by.owner, bytes: file.bytes }, by, ground.now());
    const row = {
      id,
      owner: by.owner,
      site_id: by.shelf.site,
      n: 0,
      name: file.name,
      type: "",
      bytes: file.bytes,
      received: 0,
      laid_at: ground.now(),
    };
    await tx.insertInto("files").values(row).execute();
    return { received: 0 };
  });
}

/** What is here already is skipped, and what would leave a hole is not taken: the answer says where to go on. */
export async function takePiece(
  ground: Ground,
  store: FileStore,
  by: Uploader,
  upload: string,
  piece: { readonly offset: number; readonly bytes: Buffer },
): Promise<UploadState> {
  const id = fileIdOf(by.owner, upload);
  const taken = await ground.db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom("files").select(FILE_COLUMNS).where("id", "=", id).forUpdate().executeTakeFirst();
    if (row === undefined) throw new Refusal("upload-needed", "This upload was not begun, or was given up: begin it again");
    const from = row.received ?? row.bytes;
    const fresh = piece.bytes.subarray(Math.max(0, from - piece.offset));
    if (piece.offset > from || fresh.length === 0) return stateOf(row);
    if (from + fresh.length > row.bytes)
      throw new Refusal("bad-request", "There is more of this file than was said", { field: "offset" });
    await store.writeAt(id, from, fresh);
    const received = from + fresh.length;
    const update = tx.updateTable("files").where("id", "=", id);
    await update.set({ received, laid_at: ground.now() }).execute();
    if (received < row.bytes) return { received };
    const content = await store.read(id);
    if (content === undefined) throw new Error(`The bytes of ${id} were written and are not there`);
    try {
      const { name, type, size } = judge(row.name, await buffer(content), by.may);
      const whole = { name, type, width: size?.width ?? null, height: size?.height ?? null };
      await update.set(whole).execute();
      return { received, attachment: attachmentOf({ ...row, ...whole }) };
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      // Not thrown in here: that it goes must be committed.
      await store.remove(id);
      await tx.deleteFrom("files").where("id", "=", id).execute();
      return refusal;
    }
  });
  if (taken instanceof Refusal) throw taken;
  return taken;
}

const FILE_COLUMNS = ["id", "name", "type", "bytes", "received", "width", "height"] as const;

function stateOf(row: Pick<Selectable<Tables["files"]>, (typeof FILE_COLUMNS)[number]>): UploadState {
  return row.type === "" ? { received: row.received ?? 0 } : { received: row.bytes, attachment: attachmentOf(row) };
}
