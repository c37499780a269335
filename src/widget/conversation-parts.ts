/** Fetches what draws the messages, with all the words they need. */
import { afresh } from "../client/platform/afresh.js";
import type { Speech, Words } from "./words.js";

export type ConversationParts = Omit<typeof import("./conversation.js"), "talkEn"> & { readonly words: Words };

/** `attempt` counts from 0. Every language but English has brought the words along. */
export async function conversationParts({ words, own = (words) => words }: Speech, attempt: number): Promise<ConversationParts> {
  const parts = await afresh(() => import("./conversation.js"), attempt);
  return { ...parts, words: own({ ...parts.talkEn, ...words }) };
}
