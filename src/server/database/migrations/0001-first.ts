/** The schema as it began: sites and their agents, visitors and their conversations, and what is mailed of these. */
import type { Migration } from "../migrations.js";

export const first: Migration = {
  name: "0001-first",
  sql: `
create table installation (
  singleton boolean primary key default true check (singleton),
  epoch text not null default gen_random_uuid()::text
);
insert into installation default values;

create table sites (
  id text primary key,
  settings jsonb not null,
  rules jsonb not null default '{}',
  origins text[] not null,
  chat_page text,
  created_at bigint not null
);

create table agents (
  id text primary key,
  site_id text not null references sites on delete cascade,
  name text not null,
  email text not null,
  status text not null check (status in ('online', 'invisible', 'offline')),
  created_at bigint not null
);
create unique index agents_email on agents (site_id, lower(email));

create table agent_links (
  hash text primary key,
  agent_id text not null references agents on delete cascade,
  is_mailed boolean not null,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);
create index agent_links_agent on agent_links (agent_id, created_at);

create table agent_sessions (
  hash text primary key,
  agent_id text not null references agents on delete cascade,
  expires_at bigint not null
);

create table visitors (
  id text primary key,
  site_id text not null references sites on delete cascade,
  contact jsonb,
  locale text,
  created_at bigint not null
);

create table visitor_sessions (
  hash text primary key,
  site_id text not null references sites on delete cascade,
  visitor_id text not null references visitors on delete cascade,
  resumed_address text,
  needs_gesture boolean not null,
  expires_at bigint not null
);
create index visitor_sessions_visitor on visitor_sessions (visitor_id);

create table conversations (
  id text primary key references visitors on delete cascade,
  site_id text not null references sites on delete cascade,
  channel text not null,
  created_at bigint not null,
  last_seq bigint not null default 0,
  last_message_at bigint not null,
  waiting_since bigint,
  read_cursor bigint not null default 0,
  agents_read_cursor bigint not null default 0,
  agents_read_shown bigint not null default 0,
  closed_at bigint,
  closed_seq bigint,
  typing_until bigint,
  present_until bigint,
  away_since bigint,
  address text,
  address_verified boolean not null default false,
  address_withheld_up_to bigint not null default 0,
  in_mail_thread boolean not null default false,
  forwarded_cursor bigint not null default 0,
  transcript_cursor bigint not null default 0,
  due_at bigint
);
create index conversations_due on conversations (due_at) where due_at is not null;
create index conversations_inbox on conversations (site_id, last_message_at desc);

create table messages (
  conversation_id text not null references conversations on delete cascade,
  seq bigint not null,
  id text not null,
  by text not null check (by in ('visitor', 'agent', 'bot', 'system')),
  agent_id text references agents on delete set null,
  from_name text,
  channel text not null,
  text text not null,
  news jsonb,
  at bigint not null,
  edits bigint not null default 0,
  edited_at bigint,
  deleted_at bigint,
  primary key (conversation_id, seq),
  constraint messages_draft unique (conversation_id, id)
);

create table deliveries (
  conversation_id text not null references conversations on delete cascade,
  n bigint not null,
  site_id text not null references sites on delete cascade,
  state text not null check (state in ('claimed', 'sent', 'cancelled', 'failed')),
  address text not null,
  accepted_at bigint,
  delivery jsonb not null,
  raw bytea,
  envelope_from text,
  envelope_to text,
  primary key (conversation_id, n)
);
create unique index deliveries_one_open on deliveries (conversation_id) where state = 'claimed';
create index deliveries_budget on deliveries (site_id, address, accepted_at) where state = 'sent';

create table mail_tokens (
  hash text primary key,
  kind text not null check (kind in ('reply', 'bounce', 'unsubscribe', 'resume')),
  conversation_id text not null references conversations on delete cascade,
  n bigint not null,
  address text not null,
  expires_at bigint,
  revoked_at bigint
);
create index mail_tokens_conversation on mail_tokens (conversation_id);

create table suppressions (
  site_id text not null references sites on delete cascade,
  email text not null check (email = lower(email)),
  because text not null,
  at bigint not null,
  primary key (site_id, email)
);

create table inbound_mails (
  conversation_id text not null references conversations on delete cascade,
  message_id text not null,
  seq bigint not null,
  at bigint not null,
  primary key (conversation_id, message_id)
);

create table verdicts (
  id bigint generated always as identity primary key,
  conversation_id text not null references conversations on delete cascade,
  at bigint not null,
  verdict jsonb not null
);
create index verdicts_conversation on verdicts (conversation_id, id);

create table pages (
  id bigint generated always as identity primary key,
  conversation_id text not null references conversations on delete cascade,
  at bigint not null,
  page text not null
);
create index pages_conversation on pages (conversation_id, id);
`,
};
