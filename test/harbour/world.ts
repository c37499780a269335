/** Harbour and its staff, as `recado conform test/harbour/world.ts` wants them. */
import type { BackendWorld } from "recado/conformance";
import { harbour } from "./adapter.js";
import { openHarbour } from "./service.js";

const CARD = { never: "no", optional: "may", required: "must" } as const;
const LINE = { email: "mail", name: "called", phone: "phone" } as const;

export const { url } = await openHarbour();

async function staff(method: "POST" | "PUT", path: string, body: object): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(`${url}/staff${path}`, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`Harbour's staff heard ${response.status}: ${await response.text()}`);
}

export const world: BackendWorld = {
  device: () => harbour({ url }),
  setAvailability: (availability) => staff("PUT", "/office", { door: availability === "online" ? "open" : "closed" }),
  setContactForm: ({ whenOnline, whenAway, fields, consent }) => {
    const lines = fields.map(({ name, required }) => ({ line: LINE[name], must: required }));
    return staff("PUT", "/office", { card: { open: CARD[whenOnline], closed: CARD[whenAway], lines, agree: consent } });
  },
  reply: (conversation, text) => staff("POST", `/threads/${conversation}/answer`, { words: text }),
  agentReads: (conversation, upTo) => staff("PUT", `/threads/${conversation}/seen`, { no: upTo }),
  lacks: {
    edits: "what Harbour's staff have answered stays as it is",
    deletions: "what Harbour's staff have answered stays as it is",
    revocation: "a pass of Harbour's is good for ever",
  },
};
