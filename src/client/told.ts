/** How the backend's words change what is known: a session, a page, a stored message. told-event.ts has the events. Steps on the state, no waiting. */
import { batch } from "@preact/signals-core";
import type { Message, Page, Seq, Session } from "../protocol/index.js";
import { UNREAD } from "./cursor.js";
import { acknowledged } from "./cursor-told.js";
import { found, unseen, without } from "./outbox.js";
import type { State } from "./state.js";
import { solid, type Timeline } from "./timeline.js";
import { anchored, heardOf, inEpoch, merge, mergeLast } from "./timeline-told.js";
import { unsent } from "./under-way.js";

type Standing = Pick<Session, "epoch" | "latest" | "readUpTo" | "agentsReadUpTo" | "availability" | "opensAt">;

export function toldSession(state: State, session: Session): void {
  batch(() => {
    const { token, conversation } = session;
    state.identity.value = { ...state.identity.peek(), token, conversation, isVouched: true };
    state.needsGesture.value = session.needsGesture;
    // A contact given before there was a conversation is not yet known there; it must not vanish from the form meanwhile.
    if (session.contact !== undefined) state.contact.value = session.contact;
    toldStanding(state, session);
  });
}

/** What the network adds to the server's word on time, and what nobody notices. */
const ABOUT_NOW_MS = 5_000;

/** `now`: the server's; `here`: this device's, as it arrives. */
export function toldTime({ ahead }: State, now: number, here: number): void {
  const before = ahead.peek() ?? 0;
  ahead.value = Math.abs(now - here - before) > ABOUT_NOW_MS ? now - here : before;
}

/** `last`: it reaches to the end, so the window may begin with it. */
export function toldPage(state: State, { epoch, latest, messages }: Page, which?: "last"): void {
  know(state, (known) => (which ? mergeLast : merge)(heardOf(inEpoch(known, epoch), latest), messages));
}

/** `latest`: how far the conversation reaches beyond them, if that was said. */
export function toldMessages(state: State, messages: readonly Message[], latest: Seq = 0): void {
  know(state, (known) => heardOf(merge(known, messages), latest));
}

export function toldStanding(state: State, standing: Standing): void {
  const { epoch, latest, readUpTo, agentsReadUpTo } = standing;
  batch(() => {
    know(state, (known) => anchored(heardOf(inEpoch(known, epoch), latest)));
    state.cursor.value = acknowledged(state.cursor.peek(), readUpTo);
    toldAgentsRead(state, agentsReadUpTo);
    toldAvailability(state, standing);
  });
}

export function toldAvailability({ availability, opensAt }: State, told: Pick<Standing, "availability" | "opensAt">): void {
  availability.value = told.availability;
  opensAt.value = told.opensAt;
}

export function toldAgentsRead(state: State, upTo: Seq): void {
  state.agentsReadUpTo.value = Math.max(state.agentsReadUpTo.peek(), upTo);
}

/** A draft leaves the outbox in the same instant in which its message is in the window: never two bubbles, never none. */
function know(state: State, step: (known: Timeline) => Timeline): void {
  batch(() => {
    const before = state.known.peek();
    const known = step(before);
    state.known.value = known;
    let box = state.outbox.peek();
    if (known.epoch !== before.epoch) {
      box = unsent(box);
      // In another past the same number is another message: what was read there says nothing here.
      if (before.epoch !== undefined) {
        box = unseen(box);
        state.cursor.value = UNREAD;
        state.agentsReadUpTo.value = 0;
      }
    }
    // Its place may hold another id, where the backend does not keep ours; or the window has moved past it, to the end of a
    // conversation that went on without this device.
    const told = found(box, [...known.messages, ...known.ahead]);
    state.outbox.value = without(told, ({ state: at }) => at.at === "sent" && known.base !== undefined && at.seq <= solid(known));
  });
}
