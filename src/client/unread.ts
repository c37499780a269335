/** The number on the badge. */
import type { Cursor } from "./cursor.js";
import type { Timeline } from "./timeline.js";

/** Agent and bot messages above the read cursor; what was deleted or is the system's own news calls for nobody. */
export function unreadIn(timeline: Timeline, cursor: Cursor): number {
  return timeline.messages.filter(
    ({ by, seq, deletedAt }) => (by === "agent" || by === "bot") && seq > cursor.mine && deletedAt === undefined,
  ).length;
}
