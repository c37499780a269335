/** Live news for a visitor. Hints only: the gap-free timeline comes from a pull (architecture, decision 2). */
import * as v from "valibot";
import { Contact } from "./contact.js";
import { Face, Instant, Message, Seq } from "./message.js";
import { object, oneOf } from "./object.js";
import { Availability } from "./site.js";

/** What a line tells a visitor's device. Live events are hints: the truth is what `pull` brings. */
export const ServerEvent = oneOf("type", [
  /** Opens every line: whoever is behind `latest` pulls; another epoch means the server's past has changed. */
  object({
    type: v.picklist(["hello"]),
    epoch: v.string(),
    latest: Seq,
    readUpTo: Seq,
    agentsReadUpTo: Seq,
    availability: Availability,
    opensAt: v.optional(Instant),
    now: Instant,
  }),
  object({ type: v.picklist(["message"]), message: Message }),
  /** An edit or a tombstone of a message already numbered. */
  object({ type: v.picklist(["changed"]), message: Message }),
  object({ type: v.picklist(["read"]), by: v.picklist(["visitor", "agent"]), upTo: Seq }),
  object({ type: v.picklist(["typing"]), on: v.boolean(), from: v.optional(Face) }),
  object({ type: v.picklist(["availability"]), availability: Availability, opensAt: v.optional(Instant) }),
  object({ type: v.picklist(["contact"]), contact: Contact }),
  /** The conversation was erased or the token revoked: the line ends, and what the token is still worth says which. */
  object({ type: v.picklist(["gone"]) }),
  /** Every 20 s: proves that the line lives and closes gaps. */
  object({ type: v.picklist(["beat"]), latest: Seq }),
]);
export type ServerEvent = v.InferOutput<typeof ServerEvent>;

/** `epoch:seq`, the Last-Event-ID of the stream. */
export const Position = object({ epoch: v.string(), seq: Seq });
export type Position = v.InferOutput<typeof Position>;

/** Null where it is of a kind younger than its reader's code: events are hints, and what matters is pulled. */
export function eventIn(told: unknown): ServerEvent | null {
  const { success, output } = v.safeParse(ServerEvent, told);
  return success ? output : null;
}

/** The answer to a long poll. */
export const Polled = object({ events: v.array(v.pipe(v.unknown(), v.transform(eventIn))), position: v.string() });
export type Polled = v.InferOutput<typeof Polled>;
