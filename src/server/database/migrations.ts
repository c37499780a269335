/** The schema's history, oldest first. A published step is never changed: what is wrong in one is mended by the next. */

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [
  {
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
  },
  {
    name: "0002-received-mails",
    // The first step had a table for answers alone, which nothing ever wrote to.
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
  },
  {
    name: "0003-lifted-suppressions",
    sql: `
alter table suppressions add column lifted_at bigint, add column lifted_by text;
create index conversations_address on conversations (site_id, lower(address)) where address is not null;
`,
  },
  {
    name: "0004-files",
    // Nobody's again when the conversation goes: the row is how its bytes are found, and it goes after them.
    sql: `
create table files (
  id text primary key,
  conversation_id text references conversations on delete set null,
  mail_id text,
  n bigint not null,
  name text not null,
  type text not null,
  bytes bigint not null,
  laid_at bigint not null,
  claimed_at bigint
);
create index files_conversation on files (conversation_id) where conversation_id is not null;
create index files_of_nobody on files (laid_at) where conversation_id is null;
`,
  },
  {
    name: "0005-agents-by-mail",
    // A conversation from the side of each of its site's agents. What anybody had read before is nobody's news.
    sql: `
alter table agents
  add column mail_me text not null default 'missed' check (mail_me in ('never', 'missed', 'always')),
  add column locale text,
  add column status_at bigint not null default 0;

create table agent_threads (
  conversation_id text not null references conversations on delete cascade,
  agent_id text not null references agents on delete cascade,
  read_cursor bigint not null default 0,
  forwarded_cursor bigint not null default 0,
  in_mail_thread boolean not null default false,
  verdict jsonb,
  due_at bigint,
  primary key (conversation_id, agent_id)
);
create index agent_threads_due on agent_threads (due_at) where due_at is not null;
insert into agent_threads (conversation_id, agent_id, read_cursor)
select conversation.id, agent.id, conversation.agents_read_cursor
from conversations as conversation join agents as agent using (site_id)
where conversation.agents_read_cursor > 0;

alter table deliveries add column agent_id text references agents on delete cascade;
alter table deliveries drop constraint deliveries_pkey;
create unique index deliveries_claim on deliveries (conversation_id, agent_id, n) nulls not distinct;
drop index deliveries_one_open;
create unique index deliveries_one_open on deliveries (conversation_id, agent_id) nulls not distinct where state = 'claimed';
alter table mail_tokens add column agent_id text references agents on delete cascade;
alter table received_mails add column agent_id text references agents on delete cascade;
`,
  },
  {
    name: "0006-quick-replies-and-erasures",
    // Of an erased visitor nothing is left but that their tokens are worth nothing, so that their other tabs and devices hear it.
    sql: `
alter table messages add column quick_replies text[];
create table erased_sessions (hash text primary key, expires_at bigint not null);
create index erased_sessions_ended on erased_sessions (expires_at);
`,
  },
  {
    name: "0007-duty",
    // Whoever is online when this is installed is taken to be there: their console says so within a minute, or they are not.
    sql: `
alter table agents add column offline_at bigint, add column seen_at bigint not null default 0;
update agents set seen_at = (extract(epoch from now()) * 1000)::bigint where status = 'online';
`,
  },
  {
    name: "0008-channels",
    // Ids of people are scoped to the account they wrote to. A part is one message of a reply; `id` comes back with its echo.
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
  },
  {
    name: "0009-uploads",
    // The key signs addresses of files: every node must know it, and it is worth nothing without the files.
    sql: `
alter table installation add column file_key text not null default gen_random_uuid()::text || gen_random_uuid()::text;
alter table files add column owner text, add column received bigint, add column width bigint, add column height bigint;
create index files_owner on files (owner, laid_at) where owner is not null;
alter table messages add column attachments jsonb;
`,
  },
  {
    name: "0010-asking-for-the-contact",
    sql: `
alter table messages add column asks text;
`,
  },
  {
    name: "0011-nothing-read-from-end-to-end",
    // Who is on duty is asked all the time, and by an address alone when somebody signs in.
    sql: `
create index agents_online on agents (site_id) where status = 'online';
create index agents_address on agents (lower(email));
`,
  },
  {
    name: "0012-signed-identity",
    // A session goes with the key that opened it. One that another replaces ends with that one's first use.
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
  },
  {
    name: "0013-daily-limits",
    // By the hour, so that a site's day is two dozen rows; the trigger counts each mail when it is accepted, and once.
    sql: `
create index deliveries_on_their_way on deliveries (site_id, address) where state = 'claimed';
create table site_mails (
  site_id text not null references sites on delete cascade,
  hour bigint not null,
  mails bigint not null,
  primary key (site_id, hour)
);
create function count_mails() returns trigger language plpgsql as $$
begin
  delete from site_mails where site_id = new.site_id and hour < new.accepted_at / 3600000 - 48;
  insert into site_mails values (new.site_id, new.accepted_at / 3600000, 1)
  on conflict (site_id, hour) do update set mails = site_mails.mails + 1;
  return null;
end $$;
create trigger mails_counted after update on deliveries for each row
when (new.state = 'sent' and old.state <> 'sent') execute function count_mails();
`,
  },
  {
    name: "0014-room-for-files",
    sql: `
alter table sites add column files_megabytes bigint;
alter table files add column site_id text references sites on delete set null;
update files set site_id = coalesce(
  (select site_id from conversations where id = conversation_id),
  (select site_id from visitors where id = owner),
  (select site_id from agents where id = owner)
);
create table site_files (site_id text primary key references sites on delete cascade, bytes bigint not null);
insert into site_files select site_id, sum(bytes) from files where site_id is not null group by site_id;
-- Whoever lays down or removes files: the sum is right without being added up each time.
create function count_files() returns trigger language plpgsql as $$
begin
  insert into site_files (site_id, bytes)
  select id, case when tg_op = 'INSERT' then new.bytes else -old.bytes end
  from sites where id = case when tg_op = 'INSERT' then new.site_id else old.site_id end
  on conflict (site_id) do update set bytes = site_files.bytes + excluded.bytes;
  return null;
end $$;
create trigger files_counted after insert or delete on files for each row execute function count_files();
`,
  },
  {
    name: "0015-spam",
    sql: `
alter table visitor_sessions add column created_at bigint not null default 0, add column cleared_until bigint not null default 0;
create table spam_signs (site_id text not null references sites on delete cascade, at bigint not null);
create index spam_signs_site on spam_signs (site_id, at);
create table spent (id text primary key, what text not null, ends_at bigint not null);
create index spent_ended on spent (ends_at);
`,
  },
  {
    name: "0016-accounts-elsewhere",
    // How an account fares is kept beside it, since the operator's own are in no table.
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
  },
  {
    name: "0017-what-has-expired",
    // Where retention looks: at the few who never wrote, and at the sites that keep nothing for ever.
    sql: `
alter table visitors add column has_written boolean not null default false;
update visitors set has_written = true where exists (select from conversations where conversations.id = visitors.id);
create index visitors_silent on visitors (site_id, created_at) where not has_written;
create index sites_retention on sites ((settings ->> 'retentionDays'));
`,
  },
  {
    name: "0018-accounts-by-their-word",
    // By a hash of it: how long a look takes tells nothing of what lies there.
    sql: `
create index channel_accounts_word on channel_accounts (hashtextextended(verify_token, 0));
`,
  },
  {
    name: "0019-ends-of-long-conversations",
    // The last mails of a conversation, those of one side in its thread, and those nobody has confirmed, without reading all there were.
    sql: `
create index received_mails_last on received_mails (conversation_id, at);
create index received_mails_thread on received_mails (conversation_id, agent_id, at, seq)
where seq is not null and message_id is not null;
create index received_mails_unconfirmed on received_mails (conversation_id) where standing = 'unconfirmed' and seq is null;
create index files_mail on files (conversation_id, mail_id) where mail_id is not null;
`,
  },
  {
    name: "0020-what-agents-said",
    // The last of it, without reading all that was said since: an unconfirmed address may be shown that alone.
    sql: `
create index messages_by_agents on messages (conversation_id, seq) where by = 'agent';
`,
  },
];
