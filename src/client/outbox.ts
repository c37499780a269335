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

export function isHolding(box: Outbox): boolean {
  return box.some((pending) => pending.state.at === "held");
}

export function heldDrafts(box: Outbox): Draft[] {
  return box.filter((pending) => pending.state.at === "held").map((pending) => pending.draft);
}

/** Written behind a held one, a draft is held too: order is kept. */
export function written(box: Outbox, draft: Draft, writtenAt: number): Outbox {
  return [...box, { draft, writtenAt, state: { at: isHolding(box) ? "held" : "queued" } }];
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
  return changed(box, (pending) =>
    pending.state.at === "queued" || pending.state.at === "sending" ? { ...pending, state: { at: "held" } } : pending,
  );
}

export function releaseAll(box: Outbox): Outbox {
  return changed(box, (pending) => (pending.state.at === "held" ? { ...pending, state: { at: "queued" } } : pending));
}

/** What the server had is not there any more: its past has changed. Sent again, it is the same message or a new one. */
export function unsent(box: Outbox): Outbox {
  return changed(box, (pending) => (pending.state.at === "sent" ? { ...pending, state: { at: "queued" } } : pending));
}

/** Once more, at its old place, and held again if others are. */
export function retried(box: Outbox, id: string): Outbox {
  return changed(box, (pending) =>
    pending.draft.id === id && pending.state.at === "failed"
      ? { ...pending, state: { at: isHolding(box) ? "held" : "queued" } }
      : pending,
  );
}

export function without(box: Outbox, isOut: (pending: Pending) => boolean): Outbox {
  return box.some(isOut) ? box.filter((pending) => !isOut(pending)) : box;
}

/** For another conversation than they were written in, where nothing was on display yet. */
export function unseen(box: Outbox): Outbox {
  return changed(box, (pending) => (pending.draft.seen > 0 ? { ...pending, draft: { ...pending.draft, seen: 0 } } : pending));
}

function changed(box: Outbox, step: (pending: Pending) => Pending): Outbox {
  const after = box.map(step);
  return after.some((pending, index) => pending !== box[index]) ? after : box;
}
