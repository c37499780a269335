/** A backend's mind without a network or a disk, as the reference reading of the port. Several devices may share one. */
import type { Face, Site } from "../protocol/index.js";
import { type Books, secret } from "./memory-books.js";
import { type Counter, counter } from "./memory-counter.js";
import { type Desk, desk } from "./memory-desk.js";

/** How the shop is set up, who answers in it, and by which clock. */
export interface MemoryWorldOptions {
  /** What differs from a friendly small shop where nobody has to leave an address. */
  readonly site?: Partial<Site>;
  readonly agent?: Face;
  readonly now?: () => number;
}

/** What several devices in memory share: one shop, its desk and its books. */
export interface MemoryWorld {
  /** Where devices ask; `memory()` does it for them. */
  readonly counter: Counter;
  readonly desk: Desk;
}

const ANA: Face = { id: "ana", name: "Ana" };
const SHOP: Site = {
  id: "shop",
  name: "Shop",
  availability: "online",
  faces: [ANA],
  contactForm: { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] },
  answersByEmail: true,
};

/** A shop in memory: every backend made with it is another device. */
export function memoryWorld({ site, agent = ANA, now = Date.now }: MemoryWorldOptions = {}): MemoryWorld {
  const books: Books = {
    site: { ...SHOP, faces: [agent], ...site },
    epoch: secret(),
    agent,
    now,
    conversations: new Map(),
    tokens: new Map(),
    ended: new Map(),
    links: new Map(),
    signed: new Map(),
    erased: new Set(),
  };
  return { counter: counter(books), desk: desk(books) };
}
