/** What the device kept, put on screen before any network has answered; and whether a resumed conversation may join it. */
import { batch } from "@preact/signals-core";
import type { Session } from "../protocol/index.js";
import type { Found } from "./records.js";
import type { State } from "./state.js";
import { merge, NOTHING_KNOWN } from "./timeline.js";

export function show(state: State, { session, drafts, epoch, messages }: Found): void {
  batch(() => {
    if (session !== undefined) {
      const { token, conversation, mine, told, agentsReadUpTo, contact } = session;
      state.identity.value = { token, conversation };
      state.cursor.value = { mine, told };
      state.agentsReadUpTo.value = agentsReadUpTo;
      state.contact.value = contact;
    }
    const first = messages[0];
    if (first !== undefined) state.known.value = merge({ ...NOTHING_KNOWN, epoch, base: first.seq - 1 }, messages);
    // What was written while this was being read comes after it.
    const written = new Set(drafts.map(({ draft }) => draft.id));
    state.outbox.value = [...drafts, ...state.outbox.peek().filter(({ draft }) => !written.has(draft.id))];
  });
}

/** Drafts without a session are the beginning of a conversation of their own. */
export function belongsTo({ session, drafts }: Found, resumed: Session): "nobody" | "the-same" | "another" {
  if (session === undefined) return drafts.length === 0 ? "nobody" : "another";
  return session.conversation === resumed.conversation ? "the-same" : "another";
}
