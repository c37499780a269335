/** Connecting accounts elsewhere on the desk. Secrets come in, are kept for their use, and are never handed out again. */
import { sql } from "kysely";
import { tokenOpens } from "../../forwarding/channels/meta-account.js";
import type { AccountName, AccountWish, ConnectedAccount, ConnectedAccounts } from "../../protocol/index.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import type { ChannelAccount } from "./accounts.js";
import { CHANNEL_WEBHOOK } from "./routes.js";
import { tokenTaken } from "./states.js";

export async function shownAccounts(ground: Ground, site: string): Promise<ConnectedAccounts> {
  const configured = ground.accounts.configured.filter((one) => one.site === site);
  const rows = await ground.db
    .selectFrom("channel_accounts")
    .select(["kind", "account", "name", "access_token", "app_secret", "verify_token", "human_agent"])
    .where("site_id", "=", site)
    .orderBy("kind", "desc")
    .orderBy("account")
    .execute();
  const accounts = [
    ...configured.map((one) => shown(one, { isConfigured: true })),
    ...rows.map(({ name, access_token, app_secret, verify_token, human_agent, ...named }) =>
      shown(
        { ...named, accessToken: access_token, appSecret: app_secret, verifyToken: verify_token, humanAgent: human_agent },
        { isConfigured: false, ...(name !== null && { name }) },
      ),
    ),
  ];
  const states = await statesOf(ground, accounts);
  return {
    webhook: ground.publicUrl() + CHANNEL_WEBHOOK,
    accounts: accounts.map((one) => ({ ...one, ...states.get(nameOf(one)) })),
  };
}

function shown(
  { kind, account, accessToken, appSecret, verifyToken, humanAgent = false }: Omit<ChannelAccount, "site">,
  more: Pick<ConnectedAccount, "isConfigured" | "name">,
): ConnectedAccount {
  const secrets = { accessToken: kept(accessToken), appSecret: kept(appSecret), verifyToken: kept(verifyToken) };
  return { kind, account, ...more, ...secrets, humanAgent };
}

const SHOWN = 4;
/** Of a short secret, four characters would be half. */
const kept = (secret: string) => (secret.length < SHOWN * 4 ? {} : { endsIn: secret.slice(-SHOWN) });

const nameOf = ({ kind, account }: AccountName) => `${kind} ${account}`;

type State = Pick<ConnectedAccount, "heardAt" | "refused">;

async function statesOf({ db }: Ground, accounts: readonly AccountName[]): Promise<ReadonlyMap<string, State>> {
  const rows = await db
    .selectFrom("channel_states")
    .select(["kind", "account", "heard_at", "refused_at", "reason"])
    .where(sql<boolean>`kind = any(${[...new Set(accounts.map(({ kind }) => kind))]}::text[])`)
    .where(sql<boolean>`account = any(${accounts.map(({ account }) => account)}::text[])`)
    .execute();
  return new Map(
    rows.map(({ heard_at, refused_at, reason, ...name }) => [
      nameOf(name),
      {
        ...(heard_at !== null && { heardAt: heard_at }),
        ...(refused_at !== null && { refused: { at: refused_at, reason: reason ?? "" } }),
      },
    ]),
  );
}

/** Only whoever has the account's own token connects it: else one site's owner could take another one's page. */
export async function connectAccount(ground: Ground, site: string, wish: AccountWish): Promise<ConnectedAccounts> {
  const { kind, account } = wish;
  const known = await ground.accounts.find(ground.db, kind, account);
  if (known !== undefined && (known.site !== site || ground.accounts.configured.includes(known)))
    throw new Refusal("bad-request", "This account is connected already", { field: "account" });
  const wanted = { ...known, ...wish };
  const needed = (field: "accessToken" | "appSecret" | "verifyToken") => {
    const secret = wanted[field];
    if (secret === undefined) throw new Refusal("bad-request", `A new account needs its ${field}`, { field });
    return secret;
  };
  const secrets = {
    access_token: needed("accessToken"),
    app_secret: needed("appSecret"),
    verify_token: needed("verifyToken"),
    human_agent: wanted.humanAgent ?? false,
  };
  const name = wish.accessToken && (await checkedName(ground, { kind, account, accessToken: wish.accessToken }));
  const written = await ground.db
    .insertInto("channel_accounts")
    .values({ kind, account, site_id: site, name: name ?? null, ...secrets })
    .onConflict((there) =>
      there
        .columns(["kind", "account"])
        .doUpdateSet({ ...secrets, ...(name !== undefined && { name }) })
        .where("channel_accounts.site_id", "=", site),
    )
    .executeTakeFirst();
  if (!written.numInsertedOrUpdatedRows)
    throw new Refusal("bad-request", "This account is connected already", { field: "account" });
  if (wish.accessToken !== undefined) await tokenTaken(ground, { kind, account, site });
  return shownAccounts(ground, site);
}

async function checkedName(
  { accounts: { reach } }: Ground,
  { kind, account, accessToken }: AccountName & { accessToken: string },
): Promise<string | undefined> {
  const found = await tokenOpens({ ...reach, kind, accessToken });
  if (found.was === "unknown")
    throw new Refusal("unavailable", `Meta could not be asked whether the token is good (${found.reason}); please try again`);
  if (found.was === "refused") throw new Refusal("bad-request", `Meta says: ${found.reason}`, { field: "accessToken" });
  if (found.account !== account)
    throw new Refusal("bad-request", `This token opens ${found.name ?? "another account"}, whose number is ${found.account}`, {
      field: "accessToken",
    });
  return found.name;
}

export async function disconnectAccount(
  ground: Ground,
  site: string,
  { kind, account }: AccountName,
): Promise<ConnectedAccounts> {
  await ground.db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom("channel_accounts")
      .where("kind", "=", kind)
      .where("account", "=", account)
      .where("site_id", "=", site)
      .executeTakeFirst();
    if (gone.numDeletedRows)
      await tx.deleteFrom("channel_states").where("kind", "=", kind).where("account", "=", account).execute();
  });
  return shownAccounts(ground, site);
}
