/** Signs of spam by site, and what was done once and must not be done again: a challenge that was answered. */
import type { Migration } from "../migrations.js";

export const spam: Migration = {
  name: "0015-spam",
  sql: `
alter table visitor_sessions add column created_at bigint not null default 0, add column cleared_until bigint not null default 0;
create table spam_signs (site_id text not null references sites on delete cascade, at bigint not null);
create index spam_signs_site on spam_signs (site_id, at);
create table spent (id text primary key, what text not null, ends_at bigint not null);
create index spent_ended on spent (ends_at);
`,
};
