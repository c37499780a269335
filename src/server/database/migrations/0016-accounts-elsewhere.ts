/** Accounts elsewhere that an owner has connected. How one fares is kept beside it, since the operator's own are in no table. */
import type { Migration } from "../migrations.js";

export const accountsElsewhere: Migration = {
  name: "0016-accounts-elsewhere",
  sql: `
create table channel_accounts (
  kind text not null,
  account text not null,
  site_id text not null references sites on delete cascade,
  name text,
  access_token text not null,
  app_secret text not null,
  verify_token text not null,
  human_agent boolean not null default false,
  primary key (kind, account)
);
create index channel_accounts_site on channel_accounts (site_id);
create table channel_states (
  kind text not null,
  account text not null,
  heard_at bigint,
  refused_at bigint,
  reason text,
  primary key (kind, account)
);
`,
};
