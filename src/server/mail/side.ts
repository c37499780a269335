/** Whose letters of a conversation are meant: those to the visitor, or those to one of the agents. */

export interface Side {
  readonly conversationId: string;
  /** Null for the visitor's. */
  readonly agentId: string | null;
}

/** What the forwarding calls it, and its Message-IDs are made from. Ids of ours have no slash. */
export function threadIdOf({ conversationId, agentId }: Side): string {
  return agentId === null ? conversationId : `${conversationId}/${agentId}`;
}

/** To compare `agent_id` with: an index answers this for either, and knows nothing of "is not distinct from". */
export const agentIs = (agentId: string | null) => ["agent_id", agentId === null ? "is" : "=", agentId] as const;

export function sideOf(threadId: string): Side {
  const [conversationId = threadId, agentId = null] = threadId.split("/");
  return { conversationId, agentId };
}
