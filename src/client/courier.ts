/** Takes the outbox to the backend: the gate is asked first, one draft is under way at a time, and a refusal is dealt with by its reason. */
import type { Contact, Site } from "../protocol/index.js";
import { asChatError, ask } from "./ask.js";
import { acknowledged } from "./cursor.js";
import type { ChatError } from "./errors.js";
import { mayLeave } from "./gate.js";
import type { Keeper } from "./keeper.js";
import type { Life } from "./life.js";
import { holdAll, moved, next, type Pending } from "./outbox.js";
import type { Access } from "./session.js";
import { toldMessages } from "./told.js";
import type { InTurn } from "./turns.js";
import type { Work } from "./worker.js";

export interface CourierParts {
  readonly access: Access;
  readonly keeper: Keeper;
  /** Who writes must be allowed to: tells of the gesture first, if one is owed. */
  readonly confirm: () => Promise<void>;
  readonly siteSettings: () => Promise<Site>;
  /** A contact given before there was a conversation, to be handed over with its first word. */
  readonly introduction: { take(): Contact | undefined; giveBack(contact: Contact): void };
  /** Sending and identifying never overlap: a draft is in flight with one of them or with neither. */
  readonly inTurn: InTurn;
  readonly onSent: () => void;
}

/** What the server misses we cannot know either; a form that thinks it does would ask for nothing and hold for ever. */
function withoutField(contact: Contact | undefined, field: string | undefined): Contact | undefined {
  if (contact === undefined) return undefined;
  const known = Object.entries(contact).filter(([name]) => `contact.${name}` !== field);
  return known.length === Object.keys(contact).length ? contact : Object.fromEntries(known);
}

export function courier(life: Life, parts: CourierParts): Work {
  const { state, backend, clock, signal } = life;
  const move = (id: string, to: Pending["state"]) => {
    state.outbox.value = moved(state.outbox.peek(), id, to);
  };

  async function introduce(): Promise<void> {
    const contact = parts.introduction.take();
    if (contact === undefined) return;
    try {
      const known = await parts.access.as(() => ask((ending) => backend.identify(contact, [], ending), { clock, signal }));
      state.contact.value = known.contact;
    } catch (caught) {
      const error = asChatError(caught);
      if (error.isTransient || error.code === "aborted") parts.introduction.giveBack(contact);
      // An address the server will not have is as good as none: the contact form asks for it.
      else state.contact.value = undefined;
      if (error.code !== "invalid-contact") throw error;
    }
  }

  /** True when it may leave now; otherwise it is held, with everything behind it. */
  async function passes(): Promise<boolean> {
    if (life.gate === undefined) return true;
    const site = await parts.siteSettings();
    const availability = state.availability.peek() ?? site.availability;
    if (mayLeave(life.gate, site, availability, state.contact.peek())) return true;
    state.outbox.value = holdAll(state.outbox.peek());
    return false;
  }

  async function carry({ draft }: Pending): Promise<"more" | "rest"> {
    await parts.keeper.draftKept(draft.id);
    await parts.access.enter();
    await parts.confirm();
    await introduce();
    if (!(await passes())) return "rest";
    // Another tab, or the event of its own first attempt, may have been quicker; and a new conversation renews the draft.
    const now = next(state.outbox.peek());
    if (now?.draft.id !== draft.id) return "more";
    move(draft.id, { at: "sending" });
    const message = await parts.access.as(() => ask((ending) => backend.send(now.draft, ending), { clock, signal }));
    move(draft.id, { at: "sent", seq: message.seq });
    toldMessages(state, [message]);
    // The server has read `seen` from the draft itself.
    state.cursor.value = acknowledged(state.cursor.peek(), now.draft.seen);
    parts.onSent();
    return "more";
  }

  function refused({ draft }: Pending, error: ChatError): "more" | "rest" {
    if (error.code === "contact-required") {
      state.contact.value = withoutField(state.contact.peek(), error.field);
      state.outbox.value = holdAll(state.outbox.peek());
      return "rest";
    }
    if (error.isTransient || error.code === "aborted" || error.code === "gesture-needed" || error.code === "gone") {
      move(draft.id, { at: "queued" });
      if (error.code === "gesture-needed") state.needsGesture.value = true;
      if (error.isTransient) throw error;
      return "rest";
    }
    move(draft.id, { at: "failed", error });
    return "more";
  }

  return () =>
    parts.inTurn(async () => {
      const pending = next(state.outbox.peek());
      if (pending === undefined || state.needsGesture.peek()) return "rest";
      try {
        return await carry(pending);
      } catch (caught) {
        return refused(pending, asChatError(caught));
      }
    });
}
