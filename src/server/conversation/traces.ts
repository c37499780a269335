/** What a new message changes in its conversation besides taking a number; part of append.ts's statement. */
import { type RawBuilder, sql } from "kysely";
import type { Entry } from "./append.js";

/** Visitor and agent reopen what was closed; bot and system lines do not. Whatever the forwarding may care for makes it due. */
export function traces({ author, channel, at }: Entry): RawBuilder<unknown> {
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
