/** An account elsewhere is found by its word. By a hash of it: how long a look takes tells nothing of what lies there. */
import type { Migration } from "../migrations.js";

export const accountsByTheirWord: Migration = {
  name: "0018-accounts-by-their-word",
  sql: `
create index channel_accounts_word on channel_accounts (hashtextextended(verify_token, 0));
`,
};
