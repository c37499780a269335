/** What the parts have in common for as long as one person uses this page: reset and erasure end it, and a new one begins. */
import type { Ask } from "./ask.js";
import type { Backend } from "./backend.js";
import type { Gate } from "./face.js";
import type { Chance } from "./platform/chance.js";
import type { Clock } from "./platform/clock.js";
import type { State } from "./state.js";
import type { Whereabouts } from "./whereabouts.js";

export interface Life {
  readonly state: State;
  readonly backend: Backend;
  readonly gate: Gate | undefined;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Where the visitor is and what they speak, already in the wire's form. */
  readonly whereabouts: () => Whereabouts;
  /** Ends with the conversation or the chat; everything started in this life ends with it. */
  readonly signal: AbortSignal;
  /** Puts a question to the backend for as long as this life lasts. */
  readonly ask: Ask;
}
