/** What the system reports, in the agent's words. */
import type { Message, Rating } from "../../protocol/index.js";
import { words } from "../words.js";

export function newsOf({ news, text }: Message): string {
  switch (news?.kind) {
    case "contact":
      return words.contactFilled([news.email, news.name, news.phone].filter((answer) => answer !== undefined).join(" · "));
    case "closed":
      return [words.conversationClosed, ...(news.rating ? [ratingOf(news.rating)] : [])].join(" · ");
    case undefined:
      return text;
  }
}

function ratingOf({ score, comment }: Rating): string {
  return comment === undefined ? words.rated[score] : words.ratedWith(words.rated[score], comment);
}
