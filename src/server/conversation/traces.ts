/** What a new message changes besides taking a number, in its conversation and for the agents; parts of append.ts's statement. */
import { type RawBuilder, sql } from "kysely";
import type { Author, Entry } from "./append.js";

/** A message, or in a statement of many (gathered.ts) the columns that have it. */
interface Traced {
  readonly author: Exclude<Author, { by: "visitor" }> | { readonly by: "visitor"; readonly seen: number | RawBuilder<number> };
  readonly channel: Entry["channel"];
  readonly at: number | RawBuilder<number>;
}

/** Visitor and agent reopen what was closed; bot and system lines do not. Whatever the forwarding may care for makes it due. */
export function traces({ author, channel, at }: Traced): RawBuilder<unknown> {
  const always = sql`last_message_at = ${at}::bigint, due_at = ${at}::bigint`;
  const reopened = sql`closed_at = null, closed_seq = null`;
  switch (author.by) {
    case "visitor":
      return sql`${always}, ${reopened},
        waiting_since = coalesce(waiting_since, ${at}::bigint),
        in_mail_thread = ${channel === "email"},
        read_cursor = greatest(read_cursor, least(${author.seen}::bigint, last_seq))`;
    case "agent":
      // A reply ends the agent's typing, and shows what they had read: before that, only somebody online leaves marks.
      return sql`${always}, ${reopened},
        waiting_since = null,
        typing_until = case when typing_until > ${at}::bigint then ${at}::bigint else typing_until end,
        agents_read_shown = greatest(agents_read_shown, agents_read_cursor)`;
    case "bot":
    case "system":
      return always;
  }
}

/**
 * A visitor's message may have to be mailed to every agent of the site: each side of the conversation becomes due, and is made where
 * there was none. A reply tells who sits in their mailbox: its writer, if they answered by mail, and nobody else, since their thread
 * there lacks it.
 */
export function agentsSide({ author, channel }: Pick<Traced, "author" | "channel">): RawBuilder<unknown> {
  // Site by site, which the offset keeps: joined, PostgreSQL reads the agents of all sites up to one that is new to its statistics.
  if (author.by === "visitor")
    return sql`, due as (
      insert into agent_threads (conversation_id, agent_id, due_at)
      select turn.id, agent.id, turn.last_message_at
      from turn cross join lateral (select id from agents where site_id = turn.site_id offset 0) as agent
      on conflict (conversation_id, agent_id) do update set due_at = excluded.due_at
    )`;
  if (author.by === "agent")
    return sql`, answered as (
      update agent_threads set in_mail_thread = (${channel === "email"} and agent_id = ${author.from.id})
      from turn where conversation_id = turn.id
    )`;
  return sql``;
}
