/** What an address and a site are mailed in a day. By the hour, so that a site's day is two dozen rows; the trigger counts each mail when it is accepted, and once. */
import type { Migration } from "../migrations.js";

export const dailyLimits: Migration = {
  name: "0013-daily-limits",
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
};
