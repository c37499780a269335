/** A conversation from the side of each of its site's agents. What anybody had read before is nobody's news. */
import type { Migration } from "../migrations.js";

export const agentsByMail: Migration = {
  name: "0005-agents-by-mail",
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
};
