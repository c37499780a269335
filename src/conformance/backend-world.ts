/**
 * What the backend kit needs around an implementation: devices on one side, the agent on the other. An implementer fills
 * this in once, mostly with calls to the service's own agents' API. Where the backend says `can.uploads`, the site takes files
 * of plain text.
 */
import type { Abilities, Backend } from "../client/backend.js";
import type { Availability, ContactForm, Seq } from "../protocol/index.js";

/**
 * What a case asks of a service beyond the port: `edits`, `deletions` by agents · `revocation` of a visitor's sessions ·
 * `repeats`: two devices that send one draft at once store one message · `positions`: it keeps how far a visitor has read, not
 * only that they looked · `agentsReading`: a line tells how far the agents have read.
 */
export type ServiceNeed = "edits" | "deletions" | "revocation" | "repeats" | "positions" | "agentsReading";

const SERVICE_NEEDS: Readonly<Record<ServiceNeed, true>> = {
  edits: true,
  deletions: true,
  revocation: true,
  repeats: true,
  positions: true,
  agentsReading: true,
};

/** What a case can need of an implementation: an ability of the port, or of the service behind it. */
export type BackendNeed = keyof Abilities | ServiceNeed;

/** An implementation and what stands around it: devices of visitors, and the agents' side. */
export interface BackendWorld {
  /** A browser that was never here before. */
  device(): Backend;
  /** What the owner sets and the agents do; resolves when a visitor's next question would be answered accordingly. */
  setAvailability(availability: Availability): Promise<void>;
  setContactForm(form: ContactForm): Promise<void>;
  /** An agent, online or not, answers in the conversation with this `Session.conversation`. */
  reply(conversation: string, text: string): Promise<void>;
  /** An agent who is online has read it up to here. */
  agentReads(conversation: string, upTo: Seq): Promise<void>;
  /** An agent closes the conversation. Needed where the backend says `can.rate`. */
  close?(conversation: string): Promise<void>;
  /** The secret a mail's link would carry. Needed where the backend says `can.resume`. */
  resumeSecret?(conversation: string): Promise<string>;
  /** What the host's server would sign of its user. Needed where the backend says `can.signed`. */
  signedToken?(subject: string, email?: string): Promise<string>;
  edits?: { edit(conversation: string, seq: Seq, text: string): Promise<void> };
  deletions?: { remove(conversation: string, seq: Seq): Promise<void> };
  /** Ends all sessions of this visitor: an erasure, or the operator's word. */
  revocation?: { revoke(conversation: string): Promise<void> };
  /** What no adapter can make of this service, each with the sentence that its users read instead of the promise. */
  readonly lacks?: { readonly [need in ServiceNeed]?: string };
}

/** Why a case cannot be asked of this implementation, or undefined when it can. */
export function whySkipped(needs: readonly BackendNeed[], world: BackendWorld): string | undefined {
  const { can } = world.device();
  for (const need of needs) {
    const lack = world.lacks?.[need as ServiceNeed];
    if (lack !== undefined) return lack;
    if (need === "edits" && world.edits === undefined) return "agents of this service cannot edit messages";
    if (need === "deletions" && world.deletions === undefined) return "agents of this service cannot delete messages";
    if (need === "revocation" && world.revocation === undefined) return "this service has no way to end a visitor's sessions";
    // Also an ability that is younger than the adapter, which therefore does not speak of it.
    if (!(need in SERVICE_NEEDS) && !can[need as keyof Abilities]) return `the backend says it cannot: ${need}`;
    if (need === "resume" && world.resumeSecret === undefined) return "this world offers no resume link to follow";
    if (need === "signed" && world.signedToken === undefined) return "nobody in this world signs a visitor's identity";
    if (need === "rate" && world.close === undefined) return "no agent of this world closes a conversation";
  }
  return undefined;
}
