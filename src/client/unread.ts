/** The number on the badge. */
import type { Cursor } from "./cursor.js";
import type { Timeline } from "./timeline.js";

/** Agent and bot messages above the read cursor; what was deleted or is the system's own news calls for nobody. */
export function unreadIn({ base = 0, messages }: Timeline, { mine }: Cursor): number {
  return messages
    .slice(Math.max(0, mine - base))
    .filter(({ by, deletedAt }) => (by === "agent" || by === "bot") && deletedAt === undefined).length;
}
