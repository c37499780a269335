/** Who is on duty is asked all the time, and by an address alone when somebody signs in. */
import type { Migration } from "../migrations.js";

export const nothingReadFromEndToEnd: Migration = {
  name: "0011-nothing-read-from-end-to-end",
  sql: `
create index agents_online on agents (site_id) where status = 'online';
create index agents_address on agents (lower(email));
`,
};
