/** May a draft leave? The form's word to the client, also for those who draw their own chat on `recado/client`. */
import type { Gate } from "../client/face.js";
import { isLacking, ruleFor } from "./rule.js";

/** Holds a draft exactly while the rule of the moment is "required" and a required answer is unknown. */
export const contactGate: Gate = ({ site, availability, contact }) =>
  ruleFor(site.contactForm, availability) === "required" && isLacking(site.contactForm, contact) ? "hold" : "send";
