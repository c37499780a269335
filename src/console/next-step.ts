/** What the forwarding will do next, in a few words for the details: the answer to "why was this not mailed?". */
import type { Plan } from "../protocol/index.js";
import { momentOf } from "./times.js";
import { words } from "./words.js";

export function nextStep(plan: Plan, now: number): string {
  switch (plan.do) {
    case "nothing":
      return words.nextWords.nothing.get(plan.because) ?? plan.because;
    case "wait":
      return words.nextWords.at(momentOf(plan.until, now));
    case "send":
      return words.nextWords.now;
  }
}
