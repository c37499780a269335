/**
 * Two conversations over one device: two pages have each taken theirs there while it had none, by a link and by a name. Only one
 * of them has it. The other goes on as a page does that finds the device taken: kept in memory, with a line of its own; else
 * each would take the one stream from the other, for good.
 */
import { memoryCache } from "./cache.js";
import type { Keeper } from "./keeper.js";
import type { Life } from "./life.js";
import type { LiveParts } from "./live.js";
import { records } from "./records.js";
import type { Access } from "./session.js";
import type { Work } from "./worker.js";

/** For when another tab speaks of the line of another conversation. */
export function apart(
  { state }: Life,
  { renew }: Access,
  notes: Keeper,
  { site, stored, isShared }: Pick<LiveParts, "site" | "stored" | "isShared">,
  onApart: () => void,
): Work {
  return async () => {
    const of = state.identity.peek()?.conversation;
    const { session } = await stored.load();
    if (!session || session.conversation === of) return "rest";
    // Taken along or deleted: the backend says so, and then this page goes where the others are.
    await renew();
    if (isShared() && state.identity.peek()?.conversation === of) {
      void stored.forget(of);
      notes.moveTo(records(memoryCache(), site));
      onApart();
    }
    return "rest";
  };
}
