/** The steps of drafts that are being sent. Pure; their code comes when there is something to send. */
import type { Draft } from "../protocol/index.js";
import { ChatError } from "./errors.js";
import { changed, type Outbox, type Pending } from "./outbox.js";

/** "Are you open today?" makes no sense a week later: from then on only the visitor sends it. */
const EXPIRES_MS = 7 * 24 * 3_600_000;

/** What was sent meanwhile, by whomever, stays sent. */
export function moved(box: Outbox, id: string, state: Pending["state"]): Outbox {
  return changed(box, (pending) => (pending.draft.id === id && pending.state.at !== "sent" ? { ...pending, state } : pending));
}

/** What goes along with the contact: all that is held, and what another tab has queued among it before it knew. */
export function contactBound(box: Outbox): Draft[] {
  if (box.every(({ state }) => state.at !== "held")) return [];
  return box.filter(({ state: { at } }) => at === "held" || at === "queued").map(({ draft }) => draft);
}

/** What the server had is not there any more: its past has changed. Sent again, it is the same message or a new one. */
export function unsent(box: Outbox): Outbox {
  return changed(box, (pending) => (pending.state.at === "sent" ? { ...pending, state: { at: "queued" } } : pending));
}

/**
 * What has waited for a connection too long fails. A held one waits for the visitor, and leaves when they say so. The device's
 * clock may have been set meanwhile, so age is by both clocks: a draft that is young by either goes.
 */
export function withoutExpired(box: Outbox, now: number, ahead: number): Outbox {
  return changed(box, (pending) =>
    pending.state.at === "queued" && now - pending.writtenAt + Math.min(0, ahead - (pending.ahead ?? ahead)) > EXPIRES_MS
      ? { ...pending, state: { at: "failed", error: new ChatError("expired", "Not sent for a week") } }
      : pending,
  );
}
