/** What goes on beside the drawing as soon as there may be messages: the contact form's desk, the alerts, the text kept unsent. */
import type { Signal } from "@preact/signals";
import type { Chat } from "../client/face.js";
import { type AlertPorts, createAlerts } from "./alerts.js";
import { type ContactDesk, createContactDesk, type DeskPorts } from "./contact-desk.js";
import { effectUntil } from "./effect-until.js";

export interface BeginPorts extends AlertPorts, DeskPorts {
  /** What stands in the composer. */
  readonly typed: Signal<string>;
}

export interface Begun {
  readonly desk: ContactDesk;
  /** To be called with every reply that arrives. */
  readonly alert: () => void;
}

export function begin(ports: BeginPorts): Begun {
  const { chat, typed, ended } = ports;
  const desk = createContactDesk(ports);
  if (typed.peek() !== "") desk.expect();
  keepUnsent(chat, typed, ended);
  return { desk, alert: createAlerts(ports) };
}

/** On the device. What is on screen is the newer of the two, unless the other was just loaded, or left with its visitor. */
function keepUnsent(chat: Chat, typed: Signal<string>, ended: AbortSignal): void {
  let kept = "";
  effectUntil(ended, () => {
    const { unsent } = chat.notes.value;
    if (typed.value !== kept) {
      kept = typed.value;
      chat.note({ unsent: kept });
    } else if (unsent !== kept) {
      kept = unsent;
      typed.value = kept;
    }
  });
}
