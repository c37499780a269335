/** Mails that came in, whatever they were. The first step had a table for answers alone, which nothing ever wrote to. */
import type { Migration } from "../migrations.js";

export const receivedMails: Migration = {
  name: "0002-received-mails",
  sql: `
drop table inbound_mails;
create table received_mails (
  conversation_id text not null references conversations on delete cascade,
  id text not null,
  standing text not null check (standing in ('answer', 'unconfirmed', 'automatic')),
  because text,
  seq bigint,
  vouched_by text references agents on delete set null,
  message_id text,
  from_shown text not null,
  subject text not null,
  text text not null,
  files jsonb not null,
  at bigint not null,
  raw bytea not null,
  primary key (conversation_id, id)
);
`,
};
