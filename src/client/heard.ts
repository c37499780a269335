/**
 * What another tab has written down, taken in here. All of it only moves forward, so it does not matter how late or how often
 * it is heard.
 */

import { isRevocable, type Outbox, without } from "./outbox.js";
import type { State } from "./state.js";
import type { Word } from "./word.js";

/** Whose conversation it is, if that was not known here, and how far it has been read. */
export function heardSession(state: State, { session, epoch, over }: Pick<Word, "session" | "epoch" | "over">): void {
  if (session === undefined) return;
  const { identity, cursor, known, contact, agentsReadUpTo } = state;
  const { token, conversation, subject, mine, told } = session;
  identity.value ??= { token, conversation, subject };
  const own = identity.peek();
  if (own?.conversation !== conversation) return;
  if (own.token === over) identity.value = { ...own, token, subject };
  // Whose it is does not hang on who has which token.
  else if (subject && !own.subject) identity.value = { ...own, subject };
  contact.value ??= session.contact;
  // Of a past that is not this one, or while this one is not known, a number says nothing.
  if (known.peek().epoch !== epoch) return;
  const before = cursor.peek();
  if (mine > before.mine || told > before.told) {
    cursor.value = { mine: Math.max(mine, before.mine), told: Math.max(told, before.told) };
  }
  agentsReadUpTo.value = Math.max(session.agentsReadUpTo, agentsReadUpTo.peek());
}

export function heardDrafts(state: State, drafts: Outbox, dropped: readonly string[] = []): void {
  const { known, outbox } = state;
  const isHere = new Set(known.peek().messages.map(({ id }) => id));
  const heard = drafts.filter(({ draft }) => !isHere.has(draft.id));
  // What was sent leaves together with its message, here as there; what was thrown away leaves at once.
  outbox.value = without(joined(outbox.peek(), heard), (one) => isRevocable(one) && dropped.includes(one.draft.id));
}

/** In the order of writing, and whose they are, once that is known. What is on its way here is decided by its answer. */
function joined(box: Outbox, heard: Outbox): Outbox {
  const all = new Map(box.map((pending) => [pending.draft.id, pending]));
  let hasChanged = false;
  for (const pending of heard) {
    const { id } = pending.draft;
    const before = all.get(id);
    const at = before?.state.at;
    const conversation = before?.conversation || pending.conversation;
    if (at === "sending" || at === "sent" || (at === pending.state.at && (before?.conversation || !conversation))) continue;
    all.set(id, { ...pending, ...before, conversation, state: pending.state });
    hasChanged = true;
  }
  return hasChanged ? [...all.values()].sort((one, other) => (one.draft.id < other.draft.id ? -1 : 1)) : box;
}
