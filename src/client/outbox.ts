/**
 * Drafts on their way out. Pure data and pure steps: under-way.ts has those of the way itself, courier.ts does the sending,
 * records.ts keeps the box across page loads.
 *
 *     held ──▶ queued ──▶ sending ──▶ sent ──▶ (in the timeline, and out of here)
 *       ▲        │ ▲         │ └────▶ failed ──▶ queued, when the visitor says so
 *       └────────┘ └─────────┘
 *   contact needed    no answer, for a week at most
 */
import type { Draft, Message, Seq } from "../protocol/index.js";
import type { DraftFile, DraftState } from "./face.js";
import type { Identity } from "./state.js";

export interface Pending {
  readonly draft: Draft;
  /** Those the draft names. */
  readonly files?: readonly DraftFile[] | undefined;
  /** Whose it was where it was found, or heard of. */
  readonly conversation?: string | undefined;
  /** When the visitor last said that it should go, by this device's clock. */
  readonly writtenAt: number;
  /** By how much the server's was ahead of it then, if that was known. */
  readonly ahead?: number | undefined;
  /** `sent`: stored by the server, but ahead of a gap in the timeline; shown as on its way until its place is there. */
  readonly state: DraftState | { readonly at: "sent"; readonly seq: Seq };
}
export type Outbox = readonly Pending[];

export function heldDrafts(box: Outbox): Draft[] {
  return box.filter(({ state }) => state.at === "held").map(({ draft }) => draft);
}

function fresh(box: Outbox): Pending["state"] {
  return { at: heldDrafts(box).length > 0 ? "held" : "queued" };
}

/** Written behind a held one, a draft is held too: order is kept. */
export function written(box: Outbox, word: Omit<Pending, "state">): Outbox {
  return [...box, { ...word, state: fresh(box) }];
}

/** Whether the visitor may take it back: nobody else can have it yet. */
export function isRevocable({ files, state: { at } }: Pending): boolean {
  return at === "failed" || (!!files && (at === "queued" || at === "held"));
}

/** What was kept on the device comes before what was written since, some of which may have been kept already. */
export function joined(kept: Outbox, since: Outbox): Outbox {
  const here = new Set(since.map(({ draft }) => draft.id));
  const box = [...kept.filter(({ draft }) => !here.has(draft.id)), ...since];
  return heldDrafts(box).length > 0 ? holdAll(box) : box;
}

/**
 * Strictly first in, first out, one in flight: whatever blocks the first blocks the rest. Only a failed one steps aside; tried again
 * while a later one is in flight, it waits for that.
 */
export function next(box: Outbox): Pending | undefined {
  const first = box.find(({ state }) => state.at !== "failed" && state.at !== "sent");
  return first?.state.at === "queued" && box.every(({ state }) => state.at !== "sending") ? first : undefined;
}

/** The contact comes first: everything not yet on the server waits for it. */
export function holdAll(box: Outbox): Outbox {
  return restated(box, "held", "queued", "sending");
}

export function releaseAll(box: Outbox): Outbox {
  return restated(box, "queued", "held");
}

/**
 * Once more, at its old place, and held again if others are; with another week before it expires. It keeps its id: its answer
 * may have been lost on an earlier attempt, and the same id can never become a second message.
 */
export function retried(box: Outbox, id: string, writtenAt: number, ahead: number | undefined): Outbox {
  return changed(box, (pending) =>
    pending.draft.id === id && pending.state.at === "failed" ? { ...pending, writtenAt, ahead, state: fresh(box) } : pending,
  );
}

export function without(box: Outbox, isOut: (pending: Pending) => boolean): Outbox {
  return box.some(isOut) ? box.filter((pending) => !isOut(pending)) : box;
}

/** For another conversation than they were written in, where nothing was on display yet. */
export function unseen(box: Outbox): Outbox {
  return changed(box, (pending) => (pending.draft.seen > 0 ? { ...pending, draft: { ...pending.draft, seen: 0 } } : pending));
}

/**
 * All that is not on the server, and whose it is: of the conversation, once the server has opened it for this page. Before, it
 * may be erased already, and what is written then is the beginning of the next one.
 */
export function waiting(box: Outbox, identity: Identity | undefined): Outbox {
  const unsent = box.filter(({ state }) => state.at !== "sent");
  return identity?.isVouched ? unsent.map((pending) => ({ ...pending, conversation: identity.conversation })) : unsent;
}

/** What was written down here, and is not on the device any more: another tab has dealt with it. */
export function missing(box: Outbox, onDevice: Outbox): Outbox {
  const isThere = new Set(onDevice.map(({ draft }) => draft.id));
  return box.filter(({ draft, state }) => state.at !== "sent" && !isThere.has(draft.id));
}

/** What is among these messages is on the server, whoever has sent it, and also ahead of a gap. */
export function found(box: Outbox, messages: readonly Message[]): Outbox {
  return changed(box, (pending) => {
    const there = pending.state.at === "sent" ? undefined : messages.find(({ id }) => id === pending.draft.id);
    return there ? { ...pending, state: { at: "sent", seq: there.seq } } : pending;
  });
}

function restated(box: Outbox, at: "held" | "queued", ...from: Pending["state"]["at"][]): Outbox {
  return changed(box, (pending) => (from.includes(pending.state.at) ? { ...pending, state: { at } } : pending));
}

export function changed(box: Outbox, step: (pending: Pending) => Pending): Outbox {
  const after = box.map(step);
  return after.some((pending, index) => pending !== box[index]) ? after : box;
}
