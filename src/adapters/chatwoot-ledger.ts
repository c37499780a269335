/**
 * Numbers for messages that have none, pure. Chatwoot's ids are of the whole account and only grow; inside one conversation
 * the order of the ids is the order of the messages, so the nth of them is our number n.
 *
 * A message may become visible after one with a higher id (two transactions that overlap). Then every number behind it is
 * another one: that is a new epoch, and whoever listens fetches again.
 */
import type { Message } from "../protocol/index.js";

export interface Entry {
  /** Chatwoot's id. */
  readonly key: number;
  readonly message: Message;
}

export interface Ledger {
  readonly epoch: string;
  readonly entries: readonly Entry[];
}

export interface Told {
  readonly key: number;
  readonly message: Omit<Message, "seq">;
}

export function ledger(epoch: string): Ledger {
  return { epoch, entries: [] };
}

/** Takes in what was told, in any order and any number of times. */
export function entered(before: Ledger, told: readonly Told[]): Ledger {
  const known = new Map<number, Told>(before.entries.map((entry) => [entry.key, entry]));
  const last = before.entries.at(-1)?.key ?? 0;
  const late = told.filter(({ key }) => key < last && !known.has(key));
  for (const { key, message } of told) known.set(key, { key, message: later(known.get(key)?.message, message) });
  const entries = [...known.values()]
    .sort((one, other) => one.key - other.key)
    .map(({ key, message }, index) => ({ key, message: { ...message, seq: index + 1 } }));
  const epoch = late.length === 0 ? before.epoch : `${before.epoch}+${late.map(({ key }) => key).join("+")}`;
  return { epoch, entries };
}

/** What was deleted stays deleted: a page that was on its way meanwhile may still have its text. */
function later(before: Told["message"] | undefined, told: Told["message"]): Told["message"] {
  if (before === undefined) return told;
  if (before.deletedAt !== undefined) return before;
  const { editedAt } = before;
  return told.editedAt === undefined && editedAt !== undefined && told.text === before.text ? { ...told, editedAt } : told;
}

export function inRange(
  { entries }: Ledger,
  { after, before, limit }: { readonly after?: number; readonly before?: number; readonly limit: number },
): Message[] {
  const end = Math.min(before === undefined ? entries.length : before - 1, entries.length);
  const part =
    after === undefined ? entries.slice(Math.max(0, end - limit), Math.max(0, end)) : entries.slice(after, after + limit);
  return part.map(({ message }) => message);
}

/** The last message from before a whole second: within it, nobody can tell which came first. */
export function lastBefore({ entries }: Ledger, seconds: number | null | undefined): number {
  // In the order of the ids the times do not fall.
  return entries.filter(({ message }) => message.at < (seconds ?? 0) * 1_000).length;
}
