/**
 * `recado/conformance`: contracts as lists of cases, for whoever writes an adapter. Bring a test runner and a world:
 *
 *     for (const { name, needs, run } of backendKit) {
 *       const why = whySkipped(needs, world);
 *       test.skipIf(why !== undefined)(why === undefined ? name : `${name} (skipped: ${why})`, () => run(world));
 *     }
 */
export { backendKit } from "./backend-kit.js";
export { type BackendNeed, type BackendWorld, type ServiceNeed, whySkipped } from "./backend-world.js";
export { type CacheWorld, cacheKit } from "./cache-kit.js";
export { Broken, type Case } from "./case.js";
export { type ChannelWorld, channelKit } from "./channel-kit.js";
export { type MailerWorld, type MailTrouble, mailerKit } from "./mailer-kit.js";
export { storeKit } from "./store-kit.js";
export type { StoreWorld } from "./store-world.js";
