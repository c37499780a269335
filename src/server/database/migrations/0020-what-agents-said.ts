/** The last of what agents said, without reading all that was said since: an unconfirmed address may be shown that alone. */
import type { Migration } from "../migrations.js";

export const whatAgentsSaid: Migration = {
  name: "0020-what-agents-said",
  sql: `
create index messages_by_agents on messages (conversation_id, seq) where by = 'agent';
`,
};
