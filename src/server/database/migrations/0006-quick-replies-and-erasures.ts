/** Quick replies, and what is left of an erased visitor: that their tokens are worth nothing, so that their other tabs and devices hear it. */
import type { Migration } from "../migrations.js";

export const quickRepliesAndErasures: Migration = {
  name: "0006-quick-replies-and-erasures",
  sql: `
alter table messages add column quick_replies text[];
create table erased_sessions (hash text primary key, expires_at bigint not null);
create index erased_sessions_ended on erased_sessions (expires_at);
`,
};
