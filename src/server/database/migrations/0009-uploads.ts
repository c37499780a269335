/** Files that come in pieces. The key signs addresses of files: every node must know it, and it is worth nothing without the files. */
import type { Migration } from "../migrations.js";

export const uploads: Migration = {
  name: "0009-uploads",
  sql: `
alter table installation add column file_key text not null default gen_random_uuid()::text || gen_random_uuid()::text;
alter table files add column owner text, add column received bigint, add column width bigint, add column height bigint;
create index files_owner on files (owner, laid_at) where owner is not null;
alter table messages add column attachments jsonb;
`,
};
