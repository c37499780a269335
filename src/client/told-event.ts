/** How an event changes what is known. Its code comes with the line. */
import type { ServerEvent } from "../protocol/index.js";
import { acknowledged } from "./cursor-told.js";
import type { State } from "./state.js";
import { toldAgentsRead, toldAvailability, toldMessages, toldStanding } from "./told.js";

/** Everything an event says but the end of the conversation, which is the caller's affair. */
export function toldEvent(state: State, event: Exclude<ServerEvent, { type: "gone" | "typing" }>): void {
  switch (event.type) {
    case "hello":
      toldStanding(state, event);
      break;
    case "beat":
      toldMessages(state, [], event.latest);
      break;
    case "message":
    // An edit or a tombstone may come before the message it changes; of two tellings the later one counts.
    case "changed":
      toldMessages(state, [event.message]);
      break;
    case "read":
      if (event.by === "agent") toldAgentsRead(state, event.upTo);
      else state.cursor.value = acknowledged(state.cursor.peek(), event.upTo);
      break;
    case "availability":
      toldAvailability(state, event);
      break;
    case "contact":
      state.contact.value = event.contact;
      break;
  }
}
