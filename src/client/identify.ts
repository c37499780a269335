/** The contact, and together with it everything held: all or nothing. Who calls sees to it that nothing else is being sent. */
import { batch } from "@preact/signals-core";
import type { Contact } from "../protocol/index.js";
import { MOST_HELD } from "../protocol/session.js";
import { ask } from "./ask.js";
import type { CourierParts } from "./courier.js";
import type { Life } from "./life.js";
import { heldDrafts, moved, releaseAll } from "./outbox.js";
import { toldMessages } from "./told.js";

/** Rejects with a ChatError, and then all of it is still held: the same drafts again are the same messages. */
export async function identify(
  { state, backend, clock, signal }: Life,
  { access, keeper, confirm }: Pick<CourierParts, "access" | "keeper" | "confirm">,
  contact: Contact,
): Promise<void> {
  await access.enter();
  await confirm();
  const held = heldDrafts(state.outbox.peek()).slice(0, MOST_HELD);
  await Promise.all(held.map((draft) => keeper.draftKept(draft.id)));
  const answer = await access.as(() => ask((ending) => backend.identify(contact, held, ending), { clock, signal }));
  batch(() => {
    for (const { id, seq } of answer.messages) state.outbox.value = moved(state.outbox.peek(), id, { at: "sent", seq });
    toldMessages(state, answer.messages, answer.latest);
    // What one form could not carry, or was written while it was on its way, follows in its turn.
    state.outbox.value = releaseAll(state.outbox.peek());
    state.contact.value = answer.contact;
  });
}
