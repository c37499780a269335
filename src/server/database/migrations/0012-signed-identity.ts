/** Visitors whom their site vouches for. A session goes with the key that opened it. One that another replaces ends with that one's first use. */
import type { Migration } from "../migrations.js";

export const signedIdentity: Migration = {
  name: "0012-signed-identity",
  sql: `
create table identity_keys (
  id text primary key,
  site_id text not null references sites on delete cascade,
  secret text not null,
  created_at bigint not null,
  ends_at bigint
);
create index identity_keys_site on identity_keys (site_id);

create table identities (
  site_id text not null references sites on delete cascade,
  subject text not null,
  visitor_id text not null unique references visitors on delete cascade,
  email text,
  name text,
  primary key (site_id, subject)
);

alter table visitor_sessions
  add column signed_by text references identity_keys on delete cascade,
  add column replaces text,
  add column is_replaced boolean not null default false;
create index visitor_sessions_signed on visitor_sessions (signed_by) where signed_by is not null;
`,
};
