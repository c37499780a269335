/** How many bytes of files a site has, and may have; the trigger keeps the sum. */
import type { Migration } from "../migrations.js";

export const roomForFiles: Migration = {
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
};
