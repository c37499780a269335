/** The accounts elsewhere, the operator's and those connected on the desk, and which of our sites each of them is a door to. */
import { type Selectable, sql } from "kysely";
import { type Channel, type ChannelKind, type MetaOptions, meta } from "../../forwarding/index.js";
import { SHORTEST_ACCOUNT_SECRET } from "../../protocol/index.js";
import type { Database, Tables } from "../database/tables.js";

export interface ChannelAccount extends MetaOptions {
  readonly site: string;
  /** Signs the webhooks. */
  readonly appSecret: string;
  /** A word of your own, which you give to Meta with the webhook's address. */
  readonly verifyToken: string;
  /** Meta has allowed this app to let people answer up to 7 days after they were written to. */
  readonly humanAgent?: boolean;
}

export interface Account extends ChannelAccount {
  readonly channel: Channel;
}

export interface Accounts {
  /** Those of the configuration: the desk shows them, and changes none. */
  readonly configured: readonly Account[];
  /** How the desk's own are reached. */
  readonly reach: Pick<MetaOptions, "version" | "url">;
  /** Those who may have agreed on this word with Meta: found by its hash, so that the time it takes tells nothing. Compare it. */
  agreedOn(db: Database, word: string): Promise<Account[]>;
  /** Asked anew each time: another node may have connected one, or taken it out, a moment ago. */
  named(db: Database, kind: ChannelKind, accounts: readonly string[]): Promise<Account[]>;
  find(db: Database, kind: ChannelKind, account: string): Promise<Account | undefined>;
}

/** One owner's accounts may share a word; one of them answers for all. */
const MOST_ALIKE = 10;

export function accountsOf(configured: readonly Account[] = [], reach: Accounts["reach"] = {}): Accounts {
  const stored = (db: Database) => db.selectFrom("channel_accounts").selectAll();
  const accountIn = (row: Selectable<Tables["channel_accounts"]>) =>
    withChannel({
      ...reach,
      kind: row.kind,
      account: row.account,
      site: row.site_id,
      accessToken: row.access_token,
      appSecret: row.app_secret,
      verifyToken: row.verify_token,
      humanAgent: row.human_agent,
    });
  async function named(db: Database, kind: ChannelKind, accounts: readonly string[]): Promise<Account[]> {
    const wanted = new Set(accounts);
    const own = configured.filter((one) => one.kind === kind && wanted.delete(one.account));
    if (wanted.size === 0) return own;
    const rows = await stored(db)
      .where("kind", "=", kind)
      .where(sql<boolean>`account = any(${[...wanted]}::text[])`)
      .execute();
    return [...own, ...rows.map(accountIn)];
  }
  return {
    configured,
    reach,
    async agreedOn(db, word) {
      const rows = await stored(db)
        .where(sql<boolean>`hashtextextended(verify_token, 0) = hashtextextended(${word}, 0)`)
        .limit(MOST_ALIKE)
        .execute();
      return [...configured, ...rows.map(accountIn)];
    },
    named,
    find: async (db, kind, account) => (await named(db, kind, [account]))[0],
  };
}

const withChannel = (account: ChannelAccount): Account => ({ ...account, channel: meta(account) });

/** Refuses at start what could never work. */
export function configuredAccounts(options: readonly ChannelAccount[] = []): Account[] {
  const seen = new Set<string>();
  for (const { kind, account, site, accessToken, appSecret, verifyToken } of options) {
    const which = `channels: ${kind} ${account}`;
    if (kind !== "messenger" && kind !== "instagram") throw new RangeError(`${which}: the kinds are messenger and instagram`);
    if (!/^\d+$/.test(account)) throw new RangeError(`${which}: an account is the number Meta gives it`);
    if (!site) throw new RangeError(`${which} belongs to no site`);
    for (const [name, secret] of Object.entries({ accessToken, appSecret, verifyToken }))
      if (typeof secret !== "string" || secret.length < SHORTEST_ACCOUNT_SECRET)
        throw new RangeError(`${which}: ${name} must be a secret of at least ${SHORTEST_ACCOUNT_SECRET} characters`);
    if (seen.has(which)) throw new RangeError(`${which} is there twice`);
    seen.add(which);
  }
  return options.map(withChannel);
}
