/** The inbox in the agent's order: which rows a filter shows, how much of them is unread, and what a row says of its last message. */
import { type ConversationRow, type Message, MOST_UNREAD } from "../protocol/index.js";
import { words } from "./words.js";

export const FILTERS = ["open", "unanswered", "closed"] as const;
export type Filter = (typeof FILTERS)[number];

const shows: Record<Filter, (row: ConversationRow) => boolean> = {
  open: (row) => row.closedAt === undefined,
  unanswered: (row) => row.closedAt === undefined && row.waitingSince !== undefined,
  closed: (row) => row.closedAt !== undefined,
};

/** The latest first; of the unanswered, whoever waits longest. */
export function rowsOf(rows: readonly ConversationRow[], filter: Filter): readonly ConversationRow[] {
  const mine = rows.filter(shows[filter]);
  if (filter === "unanswered") return mine.sort((a, b) => (a.waitingSince ?? 0) - (b.waitingSince ?? 0));
  return mine.sort((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0));
}

export function countsOf(rows: readonly ConversationRow[]): Record<Filter, number> {
  const count = (filter: Filter) => rows.filter(shows[filter]).length;
  return { open: count("open"), unanswered: count("unanswered"), closed: count("closed") };
}

/** Counted to a hundred in each, so that of one that has more it is "99+". */
export function unreadIn(rows: readonly Pick<ConversationRow, "unread">[]): string {
  const sum = rows.reduce((sum, { unread }) => sum + Math.min(unread, MOST_UNREAD - 1), 0);
  return rows.some(({ unread }) => unread >= MOST_UNREAD) ? `${sum}+` : `${sum}`;
}

/** One line, said by whom. `me` is the reader's agent id. */
export function lastLine(last: Message | undefined, me: string | undefined): string {
  if (last === undefined) return words.nothingYet;
  // Files alone are named: a line must not be empty.
  const said = last.text.trim() || (last.attachments ?? []).map(({ name }) => name).join(", ");
  const text = last.deletedAt === undefined ? said.replace(/\s+/g, " ").trim() : words.messageDeleted;
  if (last.by === "agent") return words.lineBy(last.from?.id === me ? words.you : (last.from?.name ?? words.you), text);
  return last.by === "bot" ? words.lineBy(words.bot, text) : text;
}
