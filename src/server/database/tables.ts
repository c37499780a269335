/** The tables as the queries see them; migrations.ts makes them. Instants are milliseconds since 1970, seqs are numbers. */
import type { ColumnType, Generated, Kysely } from "kysely";
import type { ChannelKind, Refused } from "../../forwarding/channels/channel.js";
import type { Delivery } from "../../forwarding/delivery.js";
import type { Rules } from "../../forwarding/rules.js";
import type { Verdict } from "../../forwarding/verdict.js";
import type { AgentStatus, Attachment, Channel, Contact, MailMe, SiteSettings, SystemNews } from "../../protocol/index.js";

/** Read as a value, written as its JSON text. */
type Json<T> = ColumnType<T, string, string>;
type JsonOrNull<T> = ColumnType<T | null, string | null | undefined, string | null>;

export interface Tables {
  installation: { epoch: string; file_key: string };
  sites: SiteTable;
  agents: AgentTable;
  agent_threads: AgentThreadTable;
  agent_links: AgentLinkTable;
  agent_sessions: { hash: string; agent_id: string; expires_at: number };
  visitors: VisitorTable;
  visitor_sessions: VisitorSessionTable;
  /** What hosts sign their users' tokens with. It has to be used, so it lies here as it is. */
  identity_keys: { id: string; site_id: string; secret: string; created_at: number; ends_at: number | null };
  identities: IdentityTable;
  /** Tokens of visitors whose data was deleted, for as long as a browser may come back with one. */
  erased_sessions: { hash: string; expires_at: number };
  /** Forms that seemed to be a program's, for as long as they count. */
  spam_signs: { site_id: string; at: number };
  /** What may be used once, and what it was used for. */
  spent: { id: string; what: string; ends_at: number };
  conversations: ConversationTable;
  messages: MessageTable;
  deliveries: DeliveryTable;
  mail_tokens: MailTokenTable;
  suppressions: SuppressionTable;
  channel_people: ChannelPersonTable;
  channel_parts: ChannelPartTable;
  channel_accounts: ChannelAccountTable;
  /** How accounts fare, the operator's too: when their webhook was last called, and since when their token is refused. */
  channel_states: {
    kind: ChannelKind;
    account: string;
    heard_at: number | null;
    refused_at: number | null;
    reason: string | null;
  };
  received_mails: ReceivedMailTable;
  files: FileTable;
  /** Mails accepted in each hour since 1970, kept by a trigger. */
  site_mails: { site_id: string; hour: number; mails: number };
  /** The bytes of each site's files together, kept by a trigger. */
  site_files: { site_id: string; bytes: number };
  verdicts: { id: Generated<number>; conversation_id: string; at: number; verdict: Json<Verdict> };
  pages: { id: Generated<number>; conversation_id: string; at: number; page: string };
}

interface SiteTable {
  id: string;
  settings: Json<SiteSettings>;
  /** The operator's forwarding numbers where they differ from the defaults. */
  rules: Json<Partial<Rules>>;
  origins: string[];
  chat_page: string | null;
  files_megabytes: number | null;
  created_at: number;
}

interface AgentTable {
  id: string;
  site_id: string;
  name: string;
  email: string;
  status: AgentStatus;
  /** Since when. */
  status_at: Generated<number>;
  /** When they go offline by themselves. */
  offline_at: Generated<number | null>;
  /** When their console was last heard of. */
  seen_at: Generated<number>;
  mail_me: Generated<MailMe>;
  /** Of the letters to them (BCP 47), as the operator wrote it. */
  locale: string | null;
  created_at: number;
}

/**
 * A conversation from the side of one agent, whom the visitor's unseen messages are mailed to (forwarding/mirror.ts). Made by the
 * visitor's next message or by the agent's reading; the conversation's row is the lock of all of them.
 */
interface AgentThreadTable {
  conversation_id: string;
  agent_id: string;
  read_cursor: Generated<number>;
  forwarded_cursor: Generated<number>;
  in_mail_thread: Generated<boolean>;
  /** The last one. */
  verdict: JsonOrNull<Verdict>;
  due_at: number | null;
}

interface AgentLinkTable {
  hash: string;
  agent_id: string;
  /** False when the operator asked for it: theirs are not counted. */
  is_mailed: boolean;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

interface VisitorTable {
  id: string;
  site_id: string;
  contact: JsonOrNull<Contact>;
  locale: string | null;
  created_at: number;
  /** Only where to look for those who never did: whether there is a conversation is its own row's to say. */
  has_written: Generated<boolean>;
}

interface VisitorSessionTable {
  hash: string;
  site_id: string;
  visitor_id: string;
  /** The address of the mail whose link opened this session: a gesture verifies it, if it is still the present one. */
  resumed_address: string | null;
  needs_gesture: boolean;
  /** The identity key behind the token that opened it. */
  signed_by: string | null;
  /** The session that ends with this one's first use. */
  replaces: string | null;
  is_replaced: Generated<boolean>;
  created_at: Generated<number>;
  /** Until when an answered task counts. */
  cleared_until: Generated<number>;
  expires_at: number;
}

/** A user of the host's, by its own id, and which visitor that is. What was last signed of them, so that only news are taken over. */
interface IdentityTable {
  site_id: string;
  subject: string;
  visitor_id: string;
  email: string | null;
  name: string | null;
}

/** One per visitor, with the visitor's id; made by their first message. Its row is the lock that orders everything in it. */
interface ConversationTable {
  id: string;
  site_id: string;
  channel: Channel;
  created_at: number;
  last_seq: Generated<number>;
  last_message_at: number;
  waiting_since: number | null;
  read_cursor: Generated<number>;
  agents_read_cursor: Generated<number>;
  /** The part of it that visitors may know of: invisible agents read without a trace. */
  agents_read_shown: Generated<number>;
  closed_at: number | null;
  closed_seq: number | null;
  /** Until when an agent's typing counts. */
  typing_until: number | null;
  /** Extended by every beat of the visitor's stream; in the past, it is the moment the visitor was last there. */
  present_until: number | null;
  away_since: number | null;
  address: string | null;
  address_verified: Generated<boolean>;
  address_withheld_up_to: Generated<number>;
  /** From here on only the forwarding writes, except that every event sets due_at to now. */
  in_mail_thread: Generated<boolean>;
  forwarded_cursor: Generated<number>;
  transcript_cursor: Generated<number>;
  due_at: number | null;
}

interface MessageTable {
  conversation_id: string;
  seq: number;
  /** The draft's id, named by its sender. */
  id: string;
  by: "visitor" | "agent" | "bot" | "system";
  agent_id: string | null;
  from_name: string | null;
  channel: Channel;
  text: string;
  news: JsonOrNull<SystemNews>;
  /** What a bot's message asks for: the form that opens below it. */
  asks: Generated<string | null>;
  quick_replies: string[] | null;
  attachments: JsonOrNull<readonly Attachment[]>;
  at: number;
  edits: Generated<number>;
  edited_at: number | null;
  deleted_at: number | null;
}

interface DeliveryTable {
  conversation_id: string;
  /** Of a letter to an agent; null for one to the visitor, here and in the two tables below. */
  agent_id: string | null;
  n: number;
  site_id: string;
  state: Delivery["state"];
  /** In lower case, for the budget and the suppression of an address. */
  address: string;
  accepted_at: number | null;
  delivery: Json<Delivery>;
  /** The frozen bytes, until the mail has gone or will never go: they hold tokens in clear. */
  raw: Buffer | null;
  envelope_from: string | null;
  envelope_to: string | null;
}

/** What came back by mail and was not a bounce. Its own words, and the bytes as they came. */
interface ReceivedMailTable {
  conversation_id: string;
  agent_id: string | null;
  /** The same mail has the same one, so that repeats are harmless. */
  id: string;
  standing: "answer" | "unconfirmed" | "automatic";
  /** Why it is no answer. */
  because: string | null;
  /** Of the message it became, by itself or by an agent's word. */
  seq: number | null;
  vouched_by: string | null;
  message_id: string | null;
  from_shown: string;
  subject: string;
  text: string;
  /** Those that are only in the original. */
  files: Json<readonly { name: string; bytes: number }[]>;
  at: number;
  raw: Buffer;
}

/** Files, whose bytes are elsewhere (attachments/ledger.ts). Nobody's: without a conversation. */
interface FileTable {
  id: string;
  /** Whose room it takes. */
  site_id: string | null;
  conversation_id: string | null;
  mail_id: string | null;
  /** Their order among those that came together. */
  n: number;
  name: string;
  /** Empty while it is on its way. */
  type: string;
  bytes: number;
  /** Who uploads it, and how far it has come; null for what a mail brought. */
  owner: Generated<string | null>;
  received: Generated<number | null>;
  /** Of a picture that may be shown. */
  width: Generated<number | null>;
  height: Generated<number | null>;
  /** When its last piece came. */
  laid_at: number;
  claimed_at: number | null;
}

/** Connected on the desk. The secrets are as they are: a server that has to use them has no better place for their key than for them. */
interface ChannelAccountTable {
  kind: ChannelKind;
  account: string;
  site_id: string;
  name: string | null;
  access_token: string;
  app_secret: string;
  verify_token: string;
  human_agent: Generated<boolean>;
}

/** Whose conversation a person's is who wrote to one of our accounts elsewhere. */
interface ChannelPersonTable {
  kind: ChannelKind;
  account: string;
  person: string;
  conversation_id: string;
  heard_at: number;
  window_ends_at: number;
}

/** One message of a reply that leaves by a channel. In order: while one of a conversation is queued, those behind it wait. */
interface ChannelPartTable {
  conversation_id: string;
  seq: number;
  n: number;
  id: string;
  text: string;
  state: Generated<"queued" | "sent" | "failed">;
  attempts: Generated<number>;
  /** When it may be tried; while it is being tried, when somebody else may. */
  due_at: number;
  mid: string | null;
  ended_at: number | null;
  because: Refused | "not-connected" | "gave-up" | "earlier-part" | null;
  reason: string | null;
}

/** The secrets inside a mail, by their hashes. */
interface MailTokenTable {
  hash: string;
  kind: "reply" | "bounce" | "unsubscribe" | "resume";
  conversation_id: string;
  agent_id: string | null;
  n: number;
  address: string;
  expires_at: number | null;
  revoked_at: number | null;
}

/** An address is suppressed while it has a row that is not lifted. */
interface SuppressionTable {
  site_id: string;
  /** In lower case. */
  email: string;
  because: string;
  at: number;
  lifted_at: Generated<number | null>;
  /** Whose word it was that the reader wants mail again: an agent's name, or the reader's own. */
  lifted_by: Generated<string | null>;
}

/** A transaction is one too. */
export type Database = Kysely<Tables>;
