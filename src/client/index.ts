/** `recado/client`: the conversation without a face, for whoever draws their own. */
export type {
  Availability,
  Contact,
  ContactForm,
  Draft,
  Face,
  Identified,
  Message,
  Page,
  Position,
  Range,
  Seq,
  ServerEvent,
  Session,
  Site,
  Ticket,
} from "../protocol/index.js";
export type { Abilities, Backend } from "./backend.js";
export { type Cache, type CacheRecord, type Kept, memoryCache } from "./cache.js";
export { type ChatOptions, createChat } from "./chat.js";
export { ChatError, type ChatErrorCode } from "./errors.js";
export type { Chat, Connection, DraftFile, DraftState, Entry, FileDesk, Gate, GateFacts, Notes } from "./face.js";
export type { Chance } from "./platform/chance.js";
export type { Clock } from "./platform/clock.js";
export { indexedDbCache } from "./platform/indexed-db-cache.js";
export type { Lifecycle, PageNews } from "./platform/lifecycle.js";
export type { PageFacts } from "./platform/page.js";
export type { Tabs, TurnOptions } from "./platform/tabs.js";
