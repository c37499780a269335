/**
 * The contract of a forwarding store (forwarding/store.ts) as a list of cases. Run them one after the other on one world; each
 * makes its own conversations and addresses, and none minds what another left due.
 */
import type { Case } from "./case.js";
import { claiming } from "./cases-claiming.js";
import { due } from "./cases-due.js";
import { holding } from "./cases-holding.js";
import type { StoreWorld } from "./store-world.js";

/** Every promise of a forwarding store, one case each. */
export const storeKit: readonly Case<StoreWorld>[] = [...due, ...holding, ...claiming];
