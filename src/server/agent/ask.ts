/** "Ask for e-mail": an agent has the bot ask, and the contact form opens in the visitor's chat. */
import { type Message, pickLanguage } from "../../protocol/index.js";
import { append } from "../conversation/append.js";
import { lockConversation } from "../conversation/begin.js";
import { type Moved, tell } from "../conversation/news.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import { newId } from "../secrets.js";
import { ASK_FOR_EMAIL } from "./ask-words.js";

export async function askContact(ground: Ground, conversation: Moved): Promise<Message> {
  const message = await ground.db.transaction().execute(async (tx) => {
    // Held, so that an answer given at this moment is seen.
    await lockConversation(tx, conversation.id);
    const { contact, locale, channel } = await tx
      .selectFrom("visitors as visitor")
      .innerJoin("conversations as conversation", "conversation.id", "visitor.id")
      .select(["visitor.contact", "visitor.locale", "conversation.channel"])
      .where("visitor.id", "=", conversation.id)
      .executeTakeFirstOrThrow();
    if (channel !== "widget") throw new Refusal("bad-request", "There is no chat of ours to show the form in");
    if (contact?.email !== undefined) throw new Refusal("bad-request", "Their e-mail address is known");
    const text = ASK_FOR_EMAIL[pickLanguage([locale ?? undefined])];
    const author = { by: "bot", asks: "contact" } as const;
    return append(tx, { conversationId: conversation.id, id: newId(), author, channel: "widget", text, at: ground.now() });
  });
  tell(ground, conversation);
  return message;
}
