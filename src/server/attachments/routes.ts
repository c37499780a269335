/** The doors of files: in by pieces, for visitors and agents alike, and out by signed addresses. */
import type { Context } from "hono";
import { AGENT_ROUTES, DraftId, LARGEST_PIECE, ROUTES } from "../../protocol/index.js";
import type { Ground } from "../ground.js";
import { readBytes } from "../http/body.js";
import { parse } from "../http/parse.js";
import type { Door, Routes } from "../http/routes.js";
import { Refusal } from "../refusal.js";
import { addressOf, checkAddress } from "./address.js";
import { handFile } from "./hand.js";
import { beginUpload, takePiece, type Uploader } from "./uploads.js";

const WAYS = {
  visitor: { begin: ROUTES.beginUpload, piece: ROUTES.upload },
  agent: { begin: AGENT_ROUTES.agentBeginUpload, piece: AGENT_ROUTES.agentUpload },
};

export function uploadRoutes(ground: Ground, routes: Routes, side: keyof typeof WAYS, door: Door<Uploader>): void {
  const { begin, piece } = WAYS[side];
  const idOf = (c: Context) => parse(DraftId, c.req.param("upload"));
  routes.take(begin, door, async (by, file, c) => beginUpload(ground, by, await idOf(c), file));
  routes.raw(piece, async (c) => {
    c.header("Cache-Control", "no-store");
    const by = await door(c);
    const offset = c.req.query("offset") ?? "";
    if (!/^\d{1,12}$/.test(offset))
      throw new Refusal("bad-request", "offset cannot be used: a number of bytes", { field: "offset" });
    const id = await idOf(c);
    const bytes = await readBytes(c.req.raw, LARGEST_PIECE).catch((error: unknown) => {
      // Cut on the way, or given up: nobody reads this answer.
      throw error instanceof Refusal ? error : new Refusal("bad-request", "This piece did not come whole");
    });
    if (ground.attachments === undefined) throw new Refusal("kind-refused", "No files are taken here");
    return c.json(await takePiece(ground, ground.attachments, by, id, { offset: Number(offset), bytes }), piece.status);
  });
}

/** `door` tells whose conversation the file must be of. */
export function addressRoutes(ground: Ground, routes: Routes, door: Door<{ readonly visitorId: string }>): void {
  routes.ask(ROUTES.fileAddress, door, async ({ visitorId }, c) => {
    const id = c.req.param("file") ?? "";
    const query = ground.db.selectFrom("files").select("id").where("conversation_id", "=", visitorId);
    // What came by mail is for agents' eyes: not every mail is the visitor's.
    const file = id.includes("\0") ? undefined : await query.where("id", "=", id).where("mail_id", "is", null).executeTakeFirst();
    if (file === undefined) throw new Refusal("not-found", "There is no such file");
    return { url: addressOf(ground, file.id) };
  });
  routes.raw({ method: "GET", path: "/v1/files/:file" }, async (c) => {
    ground.limiter.admit("link", c);
    const id = c.req.param("file") ?? "";
    // A page may read it who has the address; nothing of its own goes along, and nothing is found out by it.
    c.header("Access-Control-Allow-Origin", "*");
    checkAddress(ground, id, c.req.query("until") ?? "", c.req.query("sign") ?? "");
    return handFile(c, ground, id);
  });
}
