/** A fresh draft id by this machine's own clock and chance, for whoever writes through an adapter without a chat around it. */
import { draftId } from "./draft-id.js";
import { systemChance } from "./platform/chance.js";
import { systemClock } from "./platform/clock.js";

export function newId(): string {
  return draftId(systemClock.now(), systemChance.bytes(10));
}
