/** A message at the moment it is written. */
import * as v from "valibot";
import { Draft } from "../protocol/message.js";
import { draftId, draftTime } from "./draft-id.js";
import { ChatError } from "./errors.js";
import type { Pending } from "./outbox.js";
import type { Common } from "./running.js";
import { solid } from "./timeline.js";

/** Throws ChatError "bad-request" for a text that no server would take. */
export function write(
  text: string,
  { state, clock, chance, whereabouts }: Common,
): Pick<Pending, "draft" | "writtenAt" | "ahead"> {
  const writtenAt = clock.now();
  // Later than all before it, even where the clock has been set back: drafts are read back in the order of their ids.
  const mine = state.known.peek().messages.filter(({ by, channel }) => by === "visitor" && channel === "widget");
  const before = [...mine, ...state.outbox.peek().map((pending) => pending.draft)];
  const time = Math.max(writtenAt, ...before.map(({ id }) => draftTime(id) + 1));
  const parsed = v.safeParse(Draft, {
    id: draftId(time, chance.bytes(10)),
    text,
    seen: solid(state.known.peek()),
    page: whereabouts().page,
  });
  if (!parsed.success) throw new ChatError("bad-request", parsed.issues[0].message, { field: "text" });
  return { draft: parsed.output, writtenAt, ahead: state.ahead.peek() };
}
