/** Conversations elsewhere. Ids of people are scoped to the account they wrote to. A part is one message of a reply; `id` comes back with its echo. */
import type { Migration } from "../migrations.js";

export const channels: Migration = {
  name: "0008-channels",
  sql: `
create table channel_people (
  kind text not null,
  account text not null,
  person text not null,
  conversation_id text not null unique references conversations on delete cascade,
  heard_at bigint not null,
  window_ends_at bigint not null,
  primary key (kind, account, person)
);

create table channel_parts (
  conversation_id text not null references conversations on delete cascade,
  seq bigint not null,
  n integer not null,
  id text not null unique,
  text text not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
  attempts integer not null default 0,
  due_at bigint not null,
  mid text,
  ended_at bigint,
  because text,
  reason text,
  primary key (conversation_id, seq, n)
);
create index channel_parts_due on channel_parts (due_at) where state = 'queued';
create index channel_parts_mid on channel_parts (conversation_id, mid) where mid is not null;
`,
};
