/** A message at the moment it is written. */
import * as v from "valibot";
import { Draft } from "../protocol/message.js";
import { draftId } from "./draft-id.js";
import { ChatError } from "./errors.js";
import type { Pending } from "./outbox.js";
import type { Common } from "./running.js";
import { solid } from "./timeline.js";

/** Throws ChatError "bad-request" for a text that no server would take. */
export function write(text: string, { state, clock, chance, whereabouts }: Common): Pick<Pending, "draft" | "writtenAt"> {
  // Later than all before it, even where the clock has been set back: drafts are read back in the order of their ids.
  const writtenAt = Math.max(clock.now(), ...state.outbox.peek().map((before) => before.writtenAt + 1));
  const parsed = v.safeParse(Draft, {
    id: draftId(writtenAt, chance.bytes(10)),
    text,
    seen: solid(state.known.peek()),
    page: whereabouts().page,
  });
  if (!parsed.success) throw new ChatError("bad-request", parsed.issues[0].message, { field: "text" });
  return { draft: parsed.output, writtenAt };
}
