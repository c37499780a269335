/** The operator's accounts elsewhere, and which of our sites each of them is a door to. */
import { type Channel, type ChannelKind, type MetaOptions, meta } from "../../forwarding/index.js";

export interface ChannelAccount extends MetaOptions {
  readonly site: string;
  /** Signs the webhooks. */
  readonly appSecret: string;
  /** A word of your own, which you give to Meta with the webhook's address. */
  readonly verifyToken: string;
  /** Meta has allowed this app to let people answer up to 7 days after they were written to. */
  readonly humanAgent?: boolean;
}

export interface Account extends Omit<ChannelAccount, "kind" | "account"> {
  readonly channel: Channel;
}

export interface Accounts {
  readonly all: readonly Account[];
  find(kind: ChannelKind, account: string): Account | undefined;
}

const SHORTEST_SECRET = 8;

/** Refuses at start what could never work. */
export function accountsOf(options: readonly ChannelAccount[] = []): Accounts {
  for (const { kind, account, site, accessToken, appSecret, verifyToken } of options) {
    const which = `channels: ${kind} ${account}`;
    if (kind !== "messenger" && kind !== "instagram") throw new RangeError(`${which}: the kinds are messenger and instagram`);
    if (!/^\d+$/.test(account)) throw new RangeError(`${which}: an account is the number Meta gives it`);
    if (!site) throw new RangeError(`${which} belongs to no site`);
    for (const [name, secret] of Object.entries({ accessToken, appSecret, verifyToken }))
      if (typeof secret !== "string" || secret.length < SHORTEST_SECRET)
        throw new RangeError(`${which}: ${name} must be a secret of at least ${SHORTEST_SECRET} characters`);
  }
  const all = options.map((option) => ({ ...option, channel: meta(option) }));
  const find: Accounts["find"] = (kind, account) =>
    all.find(({ channel }) => channel.kind === kind && channel.account === account);
  const twice = options.find(({ kind, account }, index) => all.indexOf(find(kind, account) as (typeof all)[number]) !== index);
  if (twice) throw new RangeError(`channels: ${twice.kind} ${twice.account} is there twice`);
  return { all, find };
}
