/** What can go wrong between the tabs and the server: for everybody at once, or for the next call or event of a kind. */
import type { Backend } from "../../../../src/client/backend.js";
import type { ChatErrorCode } from "../../../../src/client/index.js";
import type { ServerEvent } from "../../../../src/protocol/index.js";

export type Call = Exclude<keyof Backend, "can">;

/** What befalls one call. */
export type Mishap =
  /** It never arrives, and nothing ever answers. */
  | { readonly is: "lost" }
  /** It is carried out; its answer breaks off, or never comes. */
  | { readonly is: "unanswered"; readonly how: "breaks" | "silence" }
  /** It is not carried out; this comes back instead. */
  | { readonly is: "refused"; readonly code: ChatErrorCode; readonly retryAfterMs?: number }
  | { readonly is: "late"; readonly ms: number }
  /** The adapter itself fails, before anything has left. */
  | { readonly is: "thrown" };

/** What befalls one event on its way. `swapped`: the one after it overtakes it. */
export type EventMishap = "dropped" | "doubled" | "swapped";

/** An open line or a call under way, as the network sees it. */
export interface UnderWay {
  /** Breaks at once. */
  cut(code: ChatErrorCode): void;
  /** Stays open, and nothing passes any more. */
  stall(): void;
  readonly isLine: boolean;
}

export interface Weather {
  /** `down`: nothing leaves the device · `failing`: everything that arrives is answered with 503. */
  sky: "fine" | "down" | "failing";
  readonly underWay: Set<UnderWay>;
  readonly calls: { readonly call: Call; readonly mishap: Mishap }[];
  readonly events: EventMishap[];
  /** Which kinds of events have been dropped. An edit, or a contact, has no number by which it is missed. */
  readonly lost: Set<ServerEvent["type"]>;
  /** Takes the next mishap meant for such a call. */
  mishapFor(call: Call): Mishap | undefined;
  clear(): void;
}

export function weather(): Weather {
  const calls: { call: Call; mishap: Mishap }[] = [];
  const events: EventMishap[] = [];
  const self: Weather = {
    sky: "fine",
    underWay: new Set(),
    calls,
    events,
    lost: new Set(),
    mishapFor(call) {
      const at = calls.findIndex((plan) => plan.call === call);
      return at < 0 ? undefined : calls.splice(at, 1)[0]?.mishap;
    },
    clear() {
      self.sky = "fine";
      calls.length = 0;
      events.length = 0;
    },
  };
  return self;
}
