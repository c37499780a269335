/** What is held about somebody, as a file to keep: JSON for programs, a page without script, link or picture for people. */
import type { DossierFormat } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import type { SiteRecord } from "../site/site.js";
import { type Held, heldOf } from "./held.js";
import { pageOf } from "./page.js";

interface Wanted {
  readonly site: SiteRecord;
  readonly visitors: readonly string[];
  readonly as: DossierFormat;
  /** Without one it is the language in which the last of them was spoken to. */
  readonly language?: string | undefined;
  /** Also the mails that nobody vouches for: for the owner's eyes. */
  readonly unconfirmed: boolean;
  readonly now: number;
}

export async function dossier(db: Database, { site, visitors, as, language, unconfirmed, now }: Wanted): Promise<string> {
  // One snapshot: what changes while we read is either everywhere in it or nowhere.
  const held = await db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (tx) => {
      const all: Held[] = [];
      for (const id of visitors) all.push(...[await heldOf(tx, id, { unconfirmed })].filter((one) => one !== undefined));
      return all;
    });
  const { name } = site.settings;
  if (as === "json") return JSON.stringify({ site: { id: site.id, name }, savedAt: now, held }, null, 2);
  return pageOf(held, { site: name, form: site.settings.contactForm, language: language ?? held.at(-1)?.language, now });
}
