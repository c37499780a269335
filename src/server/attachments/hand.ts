/** A kept file to whoever may have it: as a picture, or as a file to save, never as a page to show. Who may is its caller's to know. */
import { Readable } from "node:stream";
import type { Context } from "hono";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";

/** Without a conversation: of any, since its caller knows that it may be handed out. A file of nobody is not there. */
export async function handFile(c: Context, ground: Ground, id: string, conversationId?: string): Promise<Response> {
  let query = ground.db.selectFrom("files").select(["name", "type", "bytes", "width"]).where("conversation_id", "is not", null);
  if (conversationId !== undefined) query = query.where("conversation_id", "=", conversationId);
  const file = id.includes("\0") ? undefined : await query.where("id", "=", id).executeTakeFirst();
  const bytes = file === undefined ? undefined : await ground.attachments?.read(id);
  if (file === undefined || bytes === undefined) throw new Refusal("not-found", "There is no such file");
  c.header("Content-Type", file.type);
  c.header("Content-Length", String(file.bytes));
  // A picture whose size was looked at may be shown as what it is; nothing in one can run.
  c.header("Content-Disposition", `${file.width === null ? "attachment" : "inline"}; ${named(file.name)}`);
  c.header("Content-Security-Policy", "default-src 'none'; sandbox");
  c.header("Cross-Origin-Resource-Policy", "same-origin");
  c.header("Cache-Control", "no-store");
  return c.body(Readable.toWeb(bytes) as ReadableStream);
}

/** RFC 6266: in ASCII for the oldest readers, whole for all others. */
function named(name: string): string {
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `filename="${name.replace(/[^\x20-\x7e]|["\\]/g, "_")}"; filename*=UTF-8''${encoded}`;
}
