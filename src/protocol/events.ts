/** Live news for a visitor. Hints only: the gap-free timeline comes from a pull (architecture, decision 2). */
import * as v from "valibot";
import { Contact } from "./contact.js";
import { Face, Instant, Message, Seq } from "./message.js";
import { object } from "./object.js";
import { Availability } from "./site.js";

// A union, not a variant: nobody reads what is wrong with an event, and browsers load less code for it.
/** What a line tells a visitor's device. Live events are hints: the truth is what `pull` brings. */
export const ServerEvent = v.union([
  /** Opens every line: whoever is behind `latest` pulls; another epoch means the server's past has changed. */
  object({
    type: v.literal("hello"),
    epoch: v.string(),
    latest: Seq,
    readUpTo: Seq,
    agentsReadUpTo: Seq,
    availability: Availability,
    opensAt: v.optional(Instant),
    now: Instant,
  }),
  object({ type: v.literal("message"), message: Message }),
  /** An edit or a tombstone of a message already numbered. */
  object({ type: v.literal("changed"), message: Message }),
  object({ type: v.literal("read"), by: v.picklist(["visitor", "agent"]), upTo: Seq }),
  object({ type: v.literal("typing"), on: v.boolean(), from: v.optional(Face) }),
  object({ type: v.literal("availability"), availability: Availability, opensAt: v.optional(Instant) }),
  object({ type: v.literal("contact"), contact: Contact }),
  /** The conversation was erased or the token revoked: the line ends, and what the token is still worth says which. */
  object({ type: v.literal("gone") }),
  /** Every 20 s: proves that the line lives and closes gaps. */
  object({ type: v.literal("beat"), latest: Seq }),
]);
export type ServerEvent = v.InferOutput<typeof ServerEvent>;

/** `epoch:seq`, the Last-Event-ID of the stream. */
export const Position = object({ epoch: v.string(), seq: Seq });
export type Position = v.InferOutput<typeof Position>;

/** The answer to a long poll. An event is null where it is of a kind younger than its reader's code. */
export const Polled = object({ events: v.array(v.fallback(v.nullable(ServerEvent), null)), position: v.string() });
export type Polled = v.InferOutput<typeof Polled>;
