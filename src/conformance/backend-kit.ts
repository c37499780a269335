/**
 * The contract of a backend (client/backend.ts) as a list of cases. Run them one after the other on one world: they set the
 * site's availability and contact form as they need them.
 */
import type { BackendNeed, BackendWorld } from "./backend-world.js";
import type { Case } from "./case.js";
import { contact } from "./cases-contact.js";
import { ending } from "./cases-ending.js";
import { forms } from "./cases-forms.js";
import { listening } from "./cases-listening.js";
import { pulling } from "./cases-pulling.js";
import { reading } from "./cases-reading.js";
import { sending } from "./cases-sending.js";
import { session } from "./cases-session.js";
import { signed } from "./cases-signed.js";
import { uploads } from "./cases-uploads.js";

/** Every promise of a backend, one case each. */
export const backendKit: readonly Case<BackendWorld, BackendNeed>[] = [
  // First, because what has the wrong form breaks other promises in ways that are harder to read.
  ...forms,
  ...sending,
  ...pulling,
  ...listening,
  ...reading,
  ...contact,
  ...session,
  ...signed,
  ...ending,
  ...uploads,
];
