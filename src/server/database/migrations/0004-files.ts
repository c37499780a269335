/** Files of messages. Nobody's again when the conversation goes: the row is how its bytes are found, and it goes after them. */
import type { Migration } from "../migrations.js";

export const files: Migration = {
  name: "0004-files",
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
};
