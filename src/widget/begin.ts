/** What goes on beside the drawing as soon as there may be messages: the contact form's desk, the alerts, the text kept unsent. */
import type { Signal } from "@preact/signals";
import type { Chat } from "../client/face.js";
import type { Announcer } from "./announcer.js";
import { type ContactDesk, createContactDesk, type DeskPorts } from "./contact-desk.js";
import { effectUntil } from "./effect-until.js";
import { pageSurroundings, type Surroundings } from "./surroundings.js";
import { createTelling, type TellingPorts } from "./telling.js";

export interface BeginPorts extends Omit<TellingPorts, "surroundings">, Omit<DeskPorts, "isOpen"> {
  /** What stands in the composer. */
  readonly typed: Signal<string>;
}

export interface Begun {
  readonly desk: ContactDesk;
  readonly announcer: Announcer;
  readonly surroundings: Surroundings;
}

export function begin(ports: BeginPorts): Begun {
  const { chat, view, typed, ended } = ports;
  const surroundings = pageSurroundings(ended);
  const desk = createContactDesk({ ...ports, isOpen: view.isOpen });
  if (typed.peek() !== "") desk.expect();
  keepUnsent(chat, typed, ended);
  return { desk, surroundings, announcer: createTelling({ ...ports, surroundings }) };
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
