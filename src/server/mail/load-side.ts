/** One conversation as the forwarding rules see it, from whichever side. */
import type { Database } from "../database/tables.js";
import { loadAgentThread } from "./agent-thread.js";
import type { Side } from "./side.js";
import { type Loaded, loadThread } from "./thread.js";

/** Undefined when it is gone. */
export function loadSide(db: Database, { conversationId, agentId }: Side, now: number): Promise<Loaded | undefined> {
  return agentId === null ? loadThread(db, conversationId, now) : loadAgentThread(db, conversationId, agentId, now);
}
