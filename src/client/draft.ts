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
  given?: readonly File[],
): Omit<Pending, "state"> {
  const writtenAt = clock.now();
  // Later than all before it, even where the clock has been set back: drafts are read back in the order of their ids. The last one
  // need not be the latest, it may have been written before the device told of the others. Ours begin with 0 until the year 2527,
  // and 7 is their version: answers by mail, and other backends, are named otherwise. Of ten thousand one is read, the last by order.
  const mine = state.known.peek().messages.filter(({ by }) => by === "visitor");
  const before = [...mine, ...state.outbox.peek().map((pending) => pending.draft)];
  const last = before.reduce((last, { id }) => (id > last && id < "1" && id[14] === "7" ? id : last), "");
  const time = Math.max(writtenAt, draftTime(last) + 1);
  const files =
    given?.[0] &&
    given.map((content) => {
      const { name, size: bytes } = content;
      return { id: draftId(time, chance.bytes(10)), name, bytes, content };
    });
  const parsed = v.safeParse(Draft, {
    id: draftId(time, chance.bytes(10)),
    text,
    seen: solid(state.known.peek()),
    page: whereabouts().page,
    files: files?.map(({ id }) => id),
  });
  if (!parsed.success) throw new ChatError("bad-request", parsed.issues[0].message, { field: "text" });
  return { draft: parsed.output, files, writtenAt, ahead: state.ahead.peek() };
}
