/** The last mails of a conversation, those of one side in its thread, and those nobody has confirmed, without reading all there were. */
import type { Migration } from "../migrations.js";

export const endsOfLongConversations: Migration = {
  name: "0019-ends-of-long-conversations",
  sql: `
create index received_mails_last on received_mails (conversation_id, at);
create index received_mails_thread on received_mails (conversation_id, agent_id, at, seq)
where seq is not null and message_id is not null;
create index received_mails_unconfirmed on received_mails (conversation_id) where standing = 'unconfirmed' and seq is null;
create index files_mail on files (conversation_id, mail_id) where mail_id is not null;
`,
};
