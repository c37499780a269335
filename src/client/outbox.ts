/**
 * Drafts on their way out. Pure data and pure steps: courier.ts does the sending, records.ts keeps the box across page loads.
 *
 *     held ──▶ queued ──▶ sending ──▶ sent ──▶ (in the timeline, and out of here)
 *       ▲        │ ▲         │ └────▶ failed ──▶ queued, when the visitor says so
 *       └────────┘ └─────────┘
 *   contact needed    no answer
 */
import type { Draft, Seq } from "../protocol/index.js";
import type { DraftState } from "./face.js";

export interface Pending {
  readonly draft: Draft;
  readonly writtenAt: number;
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
export function written(box: Outbox, draft: Draft, writtenAt: number): Outbox {
  return [...box, { draft, writtenAt, state: fresh(box) }];
}

/** Strictly first in, first out, one in flight: whatever blocks the first blocks the rest. Only a failed one steps aside. */
export function next(box: Outbox): Pending | undefined {
  const first = box.find((pending) => pending.state.at !== "failed" && pending.state.at !== "sent");
  return first?.state.at === "queued" ? first : undefined;
}

export function moved(box: Outbox, id: string, state: Pending["state"]): Outbox {
  return changed(box, (pending) => (pending.draft.id === id ? { ...pending, state } : pending));
}

/** The contact comes first: everything not yet on the server waits for it. */
export function holdAll(box: Outbox): Outbox {
  return restated(box, "held", "queued", "sending");
}

export function releaseAll(box: Outbox): Outbox {
  return restated(box, "queued", "held");
}

/** What the server had is not there any more: its past has changed. Sent again, it is the same message or a new one. */
export function unsent(box: Outbox): Outbox {
  return restated(box, "queued", "sent");
}

/** Once more, at its old place, and held again if others are. */
export function retried(box: Outbox, id: string): Outbox {
  return changed(box, (pending) =>
    pending.draft.id === id && pending.state.at === "failed" ? { ...pending, state: fresh(box) } : pending,
  );
}

export function without(box: Outbox, isOut: (pending: Pending) => boolean): Outbox {
  return box.some(isOut) ? box.filter((pending) => !isOut(pending)) : box;
}

/** For another conversation than they were written in, where nothing was on display yet. */
export function unseen(box: Outbox): Outbox {
  return changed(box, (pending) => (pending.draft.seen > 0 ? { ...pending, draft: { ...pending.draft, seen: 0 } } : pending));
}

function restated(box: Outbox, at: "held" | "queued", ...from: Pending["state"]["at"][]): Outbox {
  return changed(box, (pending) => (from.includes(pending.state.at) ? { ...pending, state: { at } } : pending));
}

function changed(box: Outbox, step: (pending: Pending) => Pending): Outbox {
  const after = box.map(step);
  return after.some((pending, index) => pending !== box[index]) ? after : box;
}
