/**
 * Takes the outbox to the backend: the gate is asked first, one draft is under way at a time, and a refusal is dealt with by
 * its reason. The contact goes the same way, together with everything held for it.
 */
import { batch } from "@preact/signals-core";
import { MOST_HELD } from "../protocol/contact.js";
import type { Contact, Message, Site } from "../protocol/index.js";
import { asChatError } from "./ask.js";
import { acknowledged } from "./cursor-told.js";
import type { ChatError } from "./errors.js";
import { mayLeave } from "./gate.js";
import type { Keeper } from "./keeper.js";
import type { Life } from "./life.js";
import type { Waiting } from "./live.js";
import { holdAll, next, type Pending, releaseAll } from "./outbox.js";
import type { Access } from "./session.js";
import { toldMessages } from "./told.js";
import { type InTurn, turns } from "./turns.js";
import { contactBound, moved, withoutExpired } from "./under-way.js";
import type { Work } from "./worker.js";

export interface CourierParts {
  readonly access: Access;
  readonly keeper: Keeper;
  /** Who writes must be allowed to: tells of the gesture first, if one is owed. */
  readonly confirm: () => Promise<void>;
  readonly siteSettings: () => Promise<Site>;
  /** The files of a draft go first: as files.ts has it. */
  readonly bringFiles: (pending: Pending) => Promise<void>;
  readonly onSent: () => void;
  /** The other tabs need not wait for the news of it. */
  readonly onStored: (messages: readonly Message[]) => void;
  /** Only one tab of the browser sends at a time: the others see what it sent. */
  readonly inTurn: InTurn;
}

export interface Courier {
  readonly work: Work;
  /** Rejects with a ChatError, and then everything is still held: the same drafts again are the same messages. */
  identify(contact: Contact): Promise<void>;
}

/** What the server misses we cannot know either; a form that thinks it does would ask for nothing and hold for ever. */
function withoutField(contact: Contact | undefined, field: string | undefined): Contact | undefined {
  const known = Object.entries(contact ?? {}).filter(([name]) => `contact.${name}` !== field);
  return contact && known.length < Object.keys(contact).length ? Object.fromEntries(known) : contact;
}

export function courier(
  { state, backend, gate, clock, ask }: Life,
  waiting: Waiting,
  { access, keeper, confirm, siteSettings, bringFiles, onSent, onStored, inTurn: inTurnOfTabs }: CourierParts,
): Courier {
  const { outbox, contact: known } = state;
  /** Sending and identifying never overlap: a draft is in flight with one of them or with neither. */
  const inTurnHere = turns();
  const inTurn: InTurn = (step) => inTurnHere(() => inTurnOfTabs(step));

  const move = (id: string, to: Pending["state"]) => {
    outbox.value = moved(outbox.peek(), id, to);
  };
  const hold = () => {
    outbox.value = holdAll(outbox.peek());
    return "rest" as const;
  };

  async function handOver(): Promise<void> {
    const contact = waiting.introduction;
    waiting.introduction = undefined;
    if (contact === undefined) return;
    try {
      known.value = (await access.ask((ending) => backend.identify(contact, [], ending))).contact;
    } catch (caught) {
      const error = asChatError(caught);
      if (error.isTransient || error.code === "aborted") waiting.introduction ??= contact;
      // An address the server will not have is as good as none: the contact form asks for it.
      else known.value = undefined;
      if (error.code !== "invalid-contact") throw error;
    }
  }

  async function passes(): Promise<boolean> {
    if (gate === undefined) return true;
    // In this life: a page that was asleep looks at the device before it hears.
    const site = await ask(siteSettings);
    return mayLeave(gate, site, state.availability.peek() ?? site.availability, known.peek());
  }

  const current = () => withoutExpired(outbox.peek(), clock.now(), state.ahead.peek() ?? 0);

  async function carry({ draft: { id } }: Pending): Promise<"more" | "rest"> {
    await keeper.draftKept(id);
    await access.enter();
    // With the name of a conversation begun just now, and with its session: what has left is found nowhere else.
    await keeper.draftKept(id);
    await confirm();
    await handOver();
    if (!(await passes())) return hold();
    // The clock may have been set since the server has said what time it is.
    if (current() !== outbox.peek()) await access.renew();
    outbox.value = current();
    // Another tab, or the event of its own first attempt, may have been quicker.
    const first = next(outbox.peek());
    if (first?.draft.id !== id) return "more";
    if (first.files) await bringFiles(first);
    const own = next(outbox.peek())?.draft;
    // Taken back meanwhile.
    if (own?.id !== id) return "more";
    let draft = own;
    move(id, { at: "sending" });
    const { epoch } = state.known.peek();
    const message = await access.ask((ending) => {
      // A conversation begun in between has renewed it, or has it by now, from another tab.
      draft = outbox.peek().find((pending) => pending.draft.id === id)?.draft ?? { ...draft, seen: 0 };
      return backend.send(draft, ending);
    });
    move(id, { at: "sent", seq: message.seq });
    toldMessages(state, [message]);
    onStored([message]);
    // The server has read `seen` from the draft itself, as far as there was anything; in another past it means another message.
    if (state.known.peek().epoch === epoch)
      state.cursor.value = acknowledged(state.cursor.peek(), Math.min(draft.seen, message.seq - 1));
    onSent();
    return "more";
  }

  function refused({ draft: { id } }: Pending, error: ChatError): "more" | "rest" {
    const { code, field, isTransient } = error;
    if (code === "contact-required") {
      known.value = withoutField(known.peek(), field);
      return hold();
    }
    const isLater = isTransient || code === "aborted" || code === "gesture-needed" || code === "gone";
    move(id, isLater ? { at: "queued" } : { at: "failed", error });
    if (code === "gesture-needed") state.needsGesture.value = true;
    if (isTransient) throw error;
    return isLater ? "rest" : "more";
  }

  return {
    work: () =>
      inTurn(async () => {
        const pending = next(outbox.peek());
        if (pending === undefined || state.needsGesture.peek()) return "rest";
        return carry(pending).catch((error: unknown) => refused(pending, asChatError(error)));
      }),
    identify: (contact) =>
      inTurn(async () => {
        await access.enter();
        await confirm();
        const ids = contactBound(outbox.peek())
          .map(({ id }) => id)
          .slice(0, MOST_HELD);
        await Promise.all(ids.map(keeper.draftKept));
        for (const pending of outbox.peek()) {
          if (!pending.files || !ids.includes(pending.draft.id)) continue;
          // A file that is refused keeps its own message back, and no other one.
          await bringFiles(pending).catch((error: unknown) => refused(pending, asChatError(error)));
        }
        const answer = await access.ask((ending) => {
          // As they are now: a conversation begun in between has renewed them.
          const held = contactBound(outbox.peek()).filter(({ id }) => ids.includes(id));
          return backend.identify(contact, held, ending);
        });
        batch(() => {
          for (const { id, seq } of answer.messages) move(id, { at: "sent", seq });
          toldMessages(state, answer.messages, answer.latest);
          // What one form could not carry, or was written while it was on its way, follows in its turn.
          outbox.value = releaseAll(outbox.peek());
          known.value = answer.contact;
        });
        onStored(answer.messages);
        waiting.introduction = undefined;
        onSent();
      }),
  };
}
