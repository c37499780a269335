/** An agent may lift what keeps mails from an address; who is known by an address is found by it. */
import type { Migration } from "../migrations.js";

export const liftedSuppressions: Migration = {
  name: "0003-lifted-suppressions",
  sql: `
alter table suppressions add column lifted_at bigint, add column lifted_by text;
create index conversations_address on conversations (site_id, lower(address)) where address is not null;
`,
};
