/** The schema's history, oldest first, a step a file. A published step is never changed: what is wrong in one is mended by the next. */
import { first } from "./migrations/0001-first.js";
import { receivedMails } from "./migrations/0002-received-mails.js";
import { liftedSuppressions } from "./migrations/0003-lifted-suppressions.js";
import { files } from "./migrations/0004-files.js";
import { agentsByMail } from "./migrations/0005-agents-by-mail.js";
import { quickRepliesAndErasures } from "./migrations/0006-quick-replies-and-erasures.js";
import { duty } from "./migrations/0007-duty.js";
import { channels } from "./migrations/0008-channels.js";
import { uploads } from "./migrations/0009-uploads.js";
import { askingForTheContact } from "./migrations/0010-asking-for-the-contact.js";
import { nothingReadFromEndToEnd } from "./migrations/0011-nothing-read-from-end-to-end.js";
import { signedIdentity } from "./migrations/0012-signed-identity.js";
import { dailyLimits } from "./migrations/0013-daily-limits.js";
import { roomForFiles } from "./migrations/0014-room-for-files.js";
import { spam } from "./migrations/0015-spam.js";
import { accountsElsewhere } from "./migrations/0016-accounts-elsewhere.js";
import { whatHasExpired } from "./migrations/0017-what-has-expired.js";
import { accountsByTheirWord } from "./migrations/0018-accounts-by-their-word.js";
import { endsOfLongConversations } from "./migrations/0019-ends-of-long-conversations.js";
import { whatAgentsSaid } from "./migrations/0020-what-agents-said.js";
import { unreadMessages } from "./migrations/0021-unread-messages.js";

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [
  first,
  receivedMails,
  liftedSuppressions,
  files,
  agentsByMail,
  quickRepliesAndErasures,
  duty,
  channels,
  uploads,
  askingForTheContact,
  nothingReadFromEndToEnd,
  signedIdentity,
  dailyLimits,
  roomForFiles,
  spam,
  accountsElsewhere,
  whatHasExpired,
  accountsByTheirWord,
  endsOfLongConversations,
  whatAgentsSaid,
  unreadMessages,
];
