/** The line that says an agent has closed the conversation, as long as it goes on no further. */
import type { Entry } from "../client/face.js";
import type { Message } from "../protocol/message.js";

type News = NonNullable<Message["news"]>;
type Closed = Message & { readonly news: Extract<News, { kind: "closed" }> };

export function closedLine(timeline: readonly Entry[]): Closed | undefined {
  const last = timeline.at(-1);
  return last?.kind === "message" && isClosed(last.message) ? last.message : undefined;
}

const isClosed = (message: Message): message is Closed => message.news?.kind === "closed";
