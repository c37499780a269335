/** The operator's part of a site: written by code or configuration at every start. What the owner changes on the desk is left alone. */
import { sql } from "kysely";
import { type Rules, rules } from "../../forwarding/rules.js";
import { Email, SiteSettings } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import { parse } from "../http/parse.js";
import { newId } from "../secrets.js";
import { isSiteId } from "./site.js";

/** What the operator says of a site. What its owner sets in the console is the owner's, and stays. */
export interface SiteSpec {
  readonly id: string;
  readonly name: string;
  /** Exactly the origins whose pages may use it, like `https://shop.example`. None: pages of this machine only. */
  readonly origins: readonly string[];
  /** Where links in mails lead; by default the first origin. */
  readonly chatPage?: string;
  /** What the owner finds at first; later starts leave theirs alone. */
  readonly settings?: Partial<Omit<SiteSettings, "name">>;
  /** Forwarding delays and limits where they differ from the defaults. */
  readonly rules?: Partial<Rules>;
  /** Megabytes that the site's files may take together, those of its mails included; 10,000 unless said. */
  readonly filesMegabytes?: number;
  /** `locale` (BCP 47) is the language of the mails to them; English unless said. */
  readonly agents: readonly { readonly name: string; readonly email: string; readonly locale?: string }[];
}

const FIRST_SETTINGS = {
  forwarding: { mode: "unread" },
  contactForm: { whenOnline: "optional", whenAway: "required", fields: [{ name: "email", required: true }] },
} as const;

/** Resolves with whether it was not there before. Throws with a sentence on anything that would only fail later, in a visitor's browser or an agent's mailbox. */
export async function ensureSite(db: Database, spec: SiteSpec, now: number): Promise<{ readonly isNew: boolean }> {
  if (!isSiteId(spec.id)) throw new RangeError(`A site's id is made of letters, digits, dots and dashes, not "${spec.id}"`);
  for (const origin of spec.origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new RangeError(`"${origin}" is no origin: write it like https://shop.example`);
  }
  const { chatPage } = spec;
  if (chatPage !== undefined && (!/^https?:/.test(chatPage) || !URL.canParse(chatPage) || chatPage.includes("#"))) {
    throw new RangeError(`"${chatPage}" is no page that a link can lead to: an http address without a #`);
  }
  rules(spec.rules);
  const { filesMegabytes = null } = spec;
  if (filesMegabytes !== null && (!Number.isSafeInteger(filesMegabytes) || filesMegabytes < 0))
    throw new RangeError(`filesMegabytes is a whole number from 0 on, not ${filesMegabytes}`);
  const settings = await parse(SiteSettings, { ...FIRST_SETTINGS, ...spec.settings, name: spec.name });
  const operators = {
    origins: [...spec.origins],
    chat_page: chatPage ?? null,
    rules: JSON.stringify(spec.rules ?? {}),
    files_megabytes: filesMegabytes,
  };
  return db.transaction().execute(async (tx) => {
    const { isNew } = await tx
      .insertInto("sites")
      .values({ id: spec.id, settings: JSON.stringify(settings), ...operators, created_at: now })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(operators))
      // A row that an insert made, and no update, has never been locked by anybody.
      .returning(sql<boolean>`xmax = 0`.as("isNew"))
      .executeTakeFirstOrThrow();
    for (const [n, { name, email, locale = null }] of spec.agents.entries()) {
      await tx
        .insertInto("agents")
        // In the order given: the first ones are the faces visitors see. Away until they say otherwise.
        .values({
          id: newId(),
          site_id: spec.id,
          name,
          email: await parse(Email, email),
          locale,
          status: "offline",
          created_at: now + n,
        })
        .onConflict((conflict) => conflict.expression(emailKey).doUpdateSet({ name, locale }))
        .execute();
    }
    return { isNew };
  });
}

const emailKey = sql`site_id, lower(email)`;
