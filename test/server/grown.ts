/** A database that has been in use for years, made in seconds: each table so long that reading all of it would be a mistake. */
import type { TestDatabase } from "./database.js";

/** Conversations; of messages, tokens and verdicts there are several in each. */
const MANY = 10_000;

/** `site` gets all conversations, one a minute, and everything that comes with them; other sites are many, with agents of their own. */
export async function grow({ query }: Pick<TestDatabase, "query">, site: string, now: number, many = MANY): Promise<void> {
  const grown = (sql: string) => query(sql, [many, now, site]);
  const each = "generate_series(1, $1::int) as n, (select $2::bigint as now, $3::text as site) as given";
  await grown(`insert into sites (id, settings, origins, created_at)
    select 'site-' || n, '{"name": "Shop"}', '{}', now from ${each}`);
  await grown(`insert into agents (id, site_id, name, email, status, created_at)
    select 'agent-' || n, 'site-' || n, 'Amélie', n || '@flora.example', 'offline', now from ${each}`);
  await grown(
    `insert into agent_sessions (hash, agent_id, expires_at) select md5(n::text), 'agent-' || n, now + 9e10 from ${each}`,
  );
  await grown(`insert into agent_links (hash, agent_id, is_mailed, created_at, expires_at)
    select md5(n::text), 'agent-' || n, true, now, now from ${each}`);
  await grown(`insert into visitors (id, site_id, contact, created_at, has_written)
    select 'visitor-' || n, site, json_build_object('email', n || '@example.com'), now, true from ${each}`);
  await grown(
    `insert into identities (site_id, subject, visitor_id, email) select site, 'user-' || n, 'visitor-' || n, 'v' || n || '@example.com' from ${each}`,
  );
  await grown(
    `insert into identity_keys (id, site_id, secret, created_at) select 'key-' || n, 'site-' || n, 'secret', now from ${each}`,
  );
  await grown(`insert into visitor_sessions (hash, site_id, visitor_id, needs_gesture, expires_at)
    select md5(n::text), site, 'visitor-' || n, false, now + 9e10 from ${each}`);
  await grown(`insert into erased_sessions (hash, expires_at) select 'erased-' || n, now + 9e10 from ${each}`);
  // Half of them wait for something, an hour and more from now.
  await grown(`insert into conversations (id, site_id, channel, created_at, last_seq, last_message_at, address, due_at, waiting_since, present_until)
    select 'visitor-' || n, site, 'widget', now - n * 60000, 10, now - n * 60000, n || '@example.com',
      case when n % 2 = 0 then now + 3600000 + n end, case when n % 3 = 0 then now - n end, now - n from ${each}`);
  await grown(`insert into agent_threads (conversation_id, agent_id, due_at)
    select 'visitor-' || n, 'agent-' || n, case when n % 2 = 0 then now + 3600000 + n end from ${each}`);
  await grown(`insert into messages (conversation_id, seq, id, by, channel, text, at)
    select 'visitor-' || n, seq, n || '-' || seq, (array['visitor', 'agent'])[1 + seq % 2], 'widget', 'Where is my olive tree?', now - n
    from ${each}, generate_series(1, 10) as seq`);
  await grown(`insert into deliveries (conversation_id, n, site_id, state, address, accepted_at, delivery)
    select 'visitor-' || n, 1, site, 'sent', n || '@example.com', now - n * 60000, '{}' from ${each}`);
  // The mail server is down: as many are on their way.
  await grown(`insert into deliveries (conversation_id, n, site_id, state, address, delivery)
    select 'visitor-' || n, 2, site, 'claimed', n || '@example.com', '{}' from ${each}`);
  await grown(`insert into mail_tokens (hash, kind, conversation_id, n, address)
    select kind || n, kind, 'visitor-' || n, 1, n || '@example.com'
    from ${each}, unnest(array['reply', 'bounce', 'unsubscribe', 'resume']) as kind`);
  await grown(
    `insert into suppressions (site_id, email, because, at) select site, 'no-' || n || '@example.com', 'unsubscribe', now from ${each}`,
  );
  await grown(`insert into received_mails (conversation_id, id, standing, from_shown, subject, text, files, at, raw)
    select 'visitor-' || n, 'mail-' || n, 'unconfirmed', '', '', '', '[]', now, '' from ${each}`);
  await grown(`insert into files (id, site_id, conversation_id, n, name, type, bytes, owner, laid_at)
    select md5(n::text), 'site-' || n, 'visitor-' || n, 0, 'a.png', 'image/png', 9, 'visitor-' || n, now from ${each}`);
  await grown(`insert into verdicts (conversation_id, at, verdict)
    select 'visitor-' || n, now, json_build_object('do', 'nothing', 'because', i) from ${each}, generate_series(1, 5) as i`);
  await grown(
    `insert into pages (conversation_id, at, page) select 'visitor-' || n, now, '/' || i from ${each}, generate_series(1, 3) as i`,
  );
  await grown(`insert into channel_people (kind, account, person, conversation_id, heard_at, window_ends_at)
    select 'messenger', '1001', n, 'visitor-' || n, now, now from ${each}`);
  await grown(`insert into channel_parts (conversation_id, seq, n, id, mid, text, state, due_at)
    select 'visitor-' || n, 1, 1, 'part-' || n, 'mid-' || n, '', 'sent', now from ${each}`);
  await grown(`insert into channel_accounts (kind, account, site_id, access_token, app_secret, verify_token)
    select 'messenger', 100000 + n, 'site-' || n, '', 'secret-' || n, 'word-' || n from ${each}`);
  await grown(`insert into channel_states (kind, account, heard_at) select 'messenger', n::text, now from ${each}`);
  await grown(`insert into site_mails (site_id, hour, mails) select 'site-' || n, now / 3600000, 1 from ${each}`);
  await grown(`insert into spam_signs (site_id, at) select 'site-' || n, now from ${each}`);
  await grown(`insert into spent (id, what, ends_at) select 'spent-' || n, '', now + 9e10 from ${each}`);
  // As autovacuum has done to what was there for years: an index may then answer alone.
  await query("vacuum (analyze)");
}

/** A conversation of years, read by both sides. */
export async function lengthen({ query }: Pick<TestDatabase, "query">, conversation: string, to: number): Promise<void> {
  await query(
    `insert into messages (conversation_id, seq, id, by, channel, text, at)
    select id, seq, 'long-' || seq, 'visitor', 'widget', 'And then', last_message_at
    from conversations, generate_series(last_seq + 1, $2::bigint) as seq where id = $1`,
    [conversation, to],
  );
  await query("update conversations set last_seq = $2, read_cursor = $2, agents_read_cursor = $2 where id = $1", [
    conversation,
    to,
  ]);
  await query("update agent_threads set read_cursor = $2 where conversation_id = $1", [conversation, to]);
  await query("vacuum (analyze) messages");
}

/** Mailed to and from for years: letters to a visitor, their answers, and as many machines'. `from`: the first letter's number. */
export async function corresponded(
  { query }: Pick<TestDatabase, "query">,
  conversation: string,
  { from, many, at }: { from: number; many: number; at: number },
): Promise<void> {
  const each = `conversations as conversation, generate_series($2::int, $2::int + $3::int - 1) as n where conversation.id = $1`;
  await query(
    `insert into deliveries (conversation_id, n, site_id, state, address, accepted_at, delivery)
    select id, n, site_id, 'sent', address, $4::bigint + n, jsonb_build_object('n', n, 'kind', 'unread', 'whole', false, 'new', '[]'::jsonb,
      'context', '[]'::jsonb, 'interleaved', '[]'::jsonb, 'to', address, 'messageId', '<' || n || '@ours>', 'inReplyTo', '<0@ours>',
      'references', '[]'::jsonb, 're', true, 'claimedAt', $4::bigint + n, 'editsAtClaim', 0, 'state', 'sent', 'attempts', 1,
      'acceptedAt', $4::bigint + n, 'response', '250 OK')
    from ${each}`,
    [conversation, from, many, at],
  );
  await query(
    `insert into received_mails (conversation_id, id, standing, message_id, seq, from_shown, subject, text, files, at, raw)
    select id, standing || n, standing, '<' || n || '@theirs>', case when standing = 'answer' then n end, '', '', '', '[]', $4::bigint + n, ''
    from unnest(array['answer', 'automatic']) as standing, ${each}`,
    [conversation, from, many, at],
  );
  await query(
    `insert into files (id, site_id, conversation_id, mail_id, n, name, type, bytes, laid_at)
    select md5(id || n), site_id, id, 'answer' || n, 0, 'a.png', 'image/png', 9, $4::bigint from ${each}`,
    [conversation, from, many, at],
  );
  await query("analyze deliveries, received_mails, files");
}

/** A conversation elsewhere, with so many answers that were sent there long ago. */
export async function answered({ query }: Pick<TestDatabase, "query">, conversation: string, many: number): Promise<void> {
  await query(
    `insert into channel_parts (conversation_id, seq, n, id, mid, text, state, due_at, ended_at)
    select $1, 0, n, $1 || n, 'mid-of-' || $1 || n, '', 'sent', 0, 0 from generate_series(1, $2::int) as n`,
    [conversation, many],
  );
  await query("analyze channel_parts");
}
