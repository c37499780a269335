/** What an agent has not read is counted to a hundred, in its order: else the planner takes a conversation for short, and sorts all of a long one. */
import type { Migration } from "../migrations.js";

export const unreadMessages: Migration = {
  name: "0021-unread-messages",
  sql: `
create index messages_by_visitors on messages (conversation_id, seq) where by = 'visitor' and deleted_at is null;
`,
};
