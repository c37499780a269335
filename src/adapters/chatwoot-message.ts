/** Chatwoot's shapes, as far as a visitor's chat needs them, and a message of theirs as one of ours. */
import * as v from "valibot";
import type { Face, Message } from "../protocol/index.js";
import { object } from "../protocol/object.js";
import { ChatwootFile, filedAway } from "./chatwoot-files.js";

const Id = v.pipe(v.number(), v.safeInteger());
/** Whole seconds since 1970, or 0 for never. */
const Seconds = v.pipe(v.number(), v.finite());
const Sender = object({
  id: v.optional(Id),
  name: v.nullish(v.string()),
  available_name: v.nullish(v.string()),
  type: v.nullish(v.string()),
});
export const ChatwootMessage = object({
  id: Id,
  content: v.nullish(v.string()),
  /** 0 by the contact · 1 by an agent or a bot · 3 template (greeting, out of office, …). Neither notes nor activities get here. */
  message_type: v.number(),
  content_attributes: v.nullish(object({ deleted: v.nullish(v.boolean()) })),
  created_at: Seconds,
  /** ISO 8601; only the socket tells it, like `status` and the `echo_id` of whoever sent it. */
  updated_at: v.nullish(v.string()),
  status: v.nullish(v.string()),
  echo_id: v.nullish(v.string()),
  conversation_id: v.nullish(Id),
  sender: v.nullish(Sender),
  attachments: v.nullish(v.array(ChatwootFile)),
});
export type ChatwootMessage = v.InferOutput<typeof ChatwootMessage>;

export const Conversation = object({
  id: Id,
  uuid: v.nullish(v.string()),
  contact_last_seen_at: v.nullish(Seconds),
  agent_last_seen_at: v.nullish(Seconds),
  messages: v.array(ChatwootMessage),
});
export type Conversation = v.InferOutput<typeof Conversation>;

export const ChatwootContact = object({
  name: v.nullish(v.string()),
  email: v.nullish(v.string()),
  phone_number: v.nullish(v.string()),
  pubsub_token: v.nullish(v.string()),
});
export type ChatwootContact = v.InferOutput<typeof ChatwootContact>;

const INCOMING = 0;

/** Without its number, which only the ledger knows. */
export function translated(message: ChatwootMessage): Omit<Message, "seq"> {
  const { id, created_at, content } = message;
  const at = created_at * 1_000;
  const isDeleted = message.content_attributes?.deleted === true;
  const files = filesOf(message).map(({ attachment }) => attachment);
  const face = faceOf(message);
  return {
    id: `chatwoot-${id}`,
    by: writer(message),
    ...(face && { from: face }),
    channel: "widget",
    text: isDeleted ? "" : (content ?? ""),
    at,
    ...(files.length > 0 && { attachments: files }),
    ...(isDeleted && { deletedAt: at }),
  };
}

/** None of a message that was deleted. */
export function filesOf({ content_attributes, attachments }: ChatwootMessage) {
  return content_attributes?.deleted === true ? [] : (attachments ?? []).flatMap((one) => filedAway(one) ?? []);
}

function writer({ message_type, sender }: ChatwootMessage): Message["by"] {
  if (message_type === INCOMING) return "visitor";
  return sender?.type === "user" ? "agent" : "bot";
}

export function faceOf({ sender }: Pick<ChatwootMessage, "sender">): Face | undefined {
  const name = sender?.available_name ?? sender?.name;
  return sender?.type === "user" && name ? { id: `${sender.id}`, name } : undefined;
}
