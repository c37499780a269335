/** Files to keep: the conversation as plain text that any program opens, in the visitor's language, or all that the backend holds. */
import type { Chat } from "../client/face.js";
import type { Language } from "../protocol/language.js";
import type { Message } from "../protocol/message.js";
import type { ConversationParts } from "./conversation-parts.js";
import { fill } from "./phrase.js";
import { cleanName } from "./visible-text.js";
import type { MoreWords } from "./words/more-en.js";
import type { Words } from "./words.js";

interface Speaking extends Pick<ConversationParts, "words" | "timesFor"> {
  readonly more: MoreWords["transcript"];
  readonly language: Language;
}

/** Rejects with a ChatError while not all of it can be had: half of a conversation would pass for the whole. */
export async function downloadTranscript(chat: Chat, speaking: Speaking): Promise<void> {
  const messages = await chat.transcript();
  const site = cleanName(chat.site.peek()?.name ?? "");
  const text = transcript(messages, site, chat.now(), speaking);
  // With its mark, or some programs take it for an alphabet of their own.
  save(chat, `\ufeff${text}`, "text/plain;charset=utf-8", "txt");
}

/** Everything the backend holds of the visitor, as it says it. */
export async function downloadDossier(chat: Chat, as: "html" | "json", language: Language): Promise<void> {
  save(chat, await chat.dossier(as, language), as === "json" ? "application/json" : "text/html;charset=utf-8", as);
}

function save(chat: Chat, content: string, type: string, ending: string): void {
  const site = cleanName(chat.site.peek()?.name ?? "");
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${site.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "chat"}-${new Date(chat.now()).toISOString().slice(0, 10)}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function transcript(
  messages: readonly Message[],
  site: string,
  now: number,
  { words, timesFor, more, language }: Speaking,
): string {
  const times = timesFor(language);
  const lines = messages.flatMap((message) => {
    const said = saidIn(message, words);
    return said === undefined ? [] : [`${times.full(message.at)} · ${nameOf(message, words)}\n${said}\n`];
  });
  return [fill(more.title, { site }), fill(more.saved, { date: times.full(now) }), "", ...lines]
    .join("\n")
    .replaceAll("\n", "\r\n");
}

function nameOf({ by, from }: Message, { log }: Words): string {
  if (by === "visitor") return log.you;
  return from ? cleanName(from.name) : by === "agent" ? log.team : log.assistant;
}

/** Undefined for news younger than these words. */
function saidIn({ text, news, by, deletedAt, editedAt, attachments = [] }: Message, words: Words): string | undefined {
  const { state, log, contact } = words;
  if (deletedAt !== undefined) return `(${state.deleted})`;
  if (by !== "system") {
    const said = editedAt === undefined ? text : `${text} (${state.edited})`;
    return [said, ...attachments.map(({ name }) => `[${cleanName(name)}]`)].filter(Boolean).join("\n");
  }
  if (news?.kind === "closed") return log.closed;
  const given = news?.email ?? news?.name ?? news?.phone;
  return given && fill(contact.changed, { email: given });
}
