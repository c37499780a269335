/** When an agent's day ends: with the site's, else with their own midnight. */
import type { Me } from "../protocol/index.js";
import { midnightAfter } from "./times.js";

export function dayEndOf({ dayEndsAt = 0 }: Me, now: number): number {
  return dayEndsAt > now ? dayEndsAt : midnightAfter(now);
}
