/** What the device kept, put on screen before any network has answered; and whether a resumed conversation may join it. */
import { batch } from "@preact/signals-core";
import type { Session } from "../protocol/index.js";
import { found, joined, unseen } from "./outbox.js";
import type { Found } from "./records.js";
import { NO_NOTES, type State } from "./state.js";
import { NOTHING_KNOWN } from "./timeline.js";

export function show(state: State, { session, notes, drafts, messages, quiet }: Found): void {
  batch(() => {
    // Where the disk took its time, this page may know its conversation better by now.
    if (session !== undefined && state.identity.peek() === undefined) {
      const { token, conversation, subject, epoch, mine, told, agentsReadUpTo, contact } = session;
      state.identity.value = { token, conversation, subject };
      state.cursor.value = { mine, told };
      state.agentsReadUpTo.value = agentsReadUpTo;
      state.contact.value = contact;
      // What was typed while the disk took its time is the newer text.
      if (notes?.conversation === conversation && state.notes.peek() === NO_NOTES) {
        const { unsent, isMuted } = notes;
        state.notes.value = { unsent, isMuted };
      }
      const [first, last] = [messages[0], messages.at(-1)];
      state.known.value = { ...NOTHING_KNOWN, epoch, ...(first && last && { base: first.seq - 1, messages, latest: last.seq }) };
    }
    state.quiet.value ??= quiet;
    const known = state.known.peek();
    const isOfPastShown = known.epoch === session?.epoch;
    const box = joined(isOfPastShown ? drafts : unseen(drafts), state.outbox.peek());
    // What another tab has sent while this page slept is not to be sent again.
    state.outbox.value = found(found(box, known.messages), isOfPastShown ? messages : []);
  });
}

/** Whether it is of another conversation than the resumed one. Drafts without a session are the beginning of one of their own. */
export function isAnother({ session, drafts }: Found, resumed: Pick<Session, "conversation"> | undefined): boolean {
  return session === undefined ? drafts.length > 0 : session.conversation !== resumed?.conversation;
}
