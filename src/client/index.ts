/** `recado/client`: the conversation without a face, for whoever draws their own. */
export type { Abilities, Backend } from "./backend.js";
export { type Cache, type CacheRecord, type Kept, memoryCache } from "./cache.js";
export { type ChatOptions, createChat } from "./chat.js";
export { ChatError, type ChatErrorCode } from "./errors.js";
export type { Chat, Connection, DraftState, Entry, Gate, GateFacts } from "./face.js";
export { indexedDbCache } from "./platform/indexed-db-cache.js";
