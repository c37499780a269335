/** Which of the files a mail brought are kept one by one; the others are only in its original, and named. */
import type { Inbound } from "../../../forwarding/inbound/read.js";
import { kindOf } from "../../attachments/kinds.js";
import { layDown, type NewFile } from "../../attachments/ledger.js";
import { fileName } from "../../attachments/name.js";
import { roomFor } from "../../attachments/quota.js";
import type { Ground } from "../../ground.js";
import { loadSite, shelfOf } from "../../site/site.js";
import { isKept } from "./keep.js";
import type { LetterOf } from "./letter-of.js";

export interface MailFiles {
  /** Laid down, to be claimed with the mail. */
  readonly ids: readonly string[];
  readonly left: readonly { readonly name: string; readonly bytes: number }[];
}

/** The mail itself may be 25 MiB, so that no file needs a limit of its own. */
const MOST_FILES = 20;

/** Undefined for a mail that is kept already: its files are, too. */
export async function filesOf(
  { db, attachments, now }: Ground,
  { is, of, answer }: Extract<Inbound<LetterOf>, { answer: unknown }>,
): Promise<MailFiles | undefined> {
  if (await isKept(db, { conversationId: of.side.conversationId, answer })) return undefined;
  const site = await loadSite(db, of.siteId);
  let room = attachments === undefined ? 0 : await roomFor(db, shelfOf(site));
  const files: NewFile[] = [];
  const left: { name: string; bytes: number }[] = [];
  for (const { name, content } of answer.files) {
    // A machine's pictures are no message's: nobody will ask for them.
    const fits = is !== "automatic" && files.length < MOST_FILES && content.byteLength <= room;
    const kind = fits ? kindOf(content) : undefined;
    if (kind === undefined) left.push({ name, bytes: content.byteLength });
    else {
      files.push({ name: fileName(name, kind), type: kind.type, bytes: content });
      room -= content.byteLength;
    }
  }
  return { ids: attachments === undefined ? [] : await layDown(db, attachments, { site: site.id, files, now: now() }), left };
}
