/**
 * Two conversations over one device: two pages have each taken theirs there while it had none, by a link and by a name. Only one
 * of them has it. The other holds a line of its own, else each would take the one stream from the other, for good; and where it
 * came by a link it goes on as one that finds the device taken, kept in memory.
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
  { renew, isLinked }: Access,
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
    if (!isShared() || state.identity.peek()?.conversation !== of) return "rest";
    // Any other one may have slept through a logout, and looks for it on the device when it wakes up.
    if (isLinked()) {
      void stored.forget(of);
      notes.moveTo(records(memoryCache(), site));
    }
    onApart();
    return "rest";
  };
}
