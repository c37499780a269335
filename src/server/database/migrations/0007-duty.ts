/** When agents were last seen at the console. Whoever is online when this is installed is taken to be there: their console says so within a minute, or they are not. */
import type { Migration } from "../migrations.js";

export const duty: Migration = {
  name: "0007-duty",
  sql: `
alter table agents add column offline_at bigint, add column seen_at bigint not null default 0;
update agents set seen_at = (extract(epoch from now()) * 1000)::bigint where status = 'online';
`,
};
