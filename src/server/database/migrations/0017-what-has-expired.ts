/** Where retention looks: at the few who never wrote, and at the sites that keep nothing for ever. */
import type { Migration } from "../migrations.js";

export const whatHasExpired: Migration = {
  name: "0017-what-has-expired",
  sql: `
alter table visitors add column has_written boolean not null default false;
update visitors set has_written = true where exists (select from conversations where conversations.id = visitors.id);
create index visitors_silent on visitors (site_id, created_at) where not has_written;
create index sites_retention on sites ((settings ->> 'retentionDays'));
`,
};
