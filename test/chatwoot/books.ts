/**
 * What a Chatwoot account remembers, with the manners of its client API: ids of the whole account, times in seconds, templates
 * as bot messages, a conversation that reopens when its contact writes. Written from a reading of its source (v4.10), and not
 * from a server that ran: where the two differ, the server is right.
 */
import { randomUUID } from "node:crypto";

const INCOMING = 0;
const OUTGOING = 1;
const ACTIVITY = 2;
const TEMPLATE = 3;

export interface StoredMessage {
  readonly id: number;
  content: string | null;
  readonly message_type: number;
  readonly content_type: string;
  content_attributes: Record<string, unknown>;
  readonly created_at: number;
  updated_at: string;
  readonly conversation_id: number;
  readonly private: boolean;
  status: string;
  readonly sender?: object;
  readonly attachments?: object[];
}

export interface StoredConversation {
  readonly id: number;
  readonly uuid: string;
  readonly contact: StoredContact;
  status: string;
  contact_last_seen_at: number;
  agent_last_seen_at: number;
  readonly custom_attributes: object;
  readonly messages: StoredMessage[];
}

export interface StoredContact {
  readonly id: number;
  readonly source_id: string;
  readonly pubsub_token: string;
  name: string;
  email: string | null;
  phone_number: string | null;
  custom_attributes: Record<string, unknown>;
}

interface Inbox {
  name: string;
  timezone: string;
  working_hours_enabled: boolean;
  working_hours: object[];
  /** Sent once, when a conversation has its first message. */
  greeting?: string;
}

/** Who is at the desk: agent's id → status. Nobody is in it who is offline. */
export type Presence = Record<string, string>;
export type Tell = (contact: StoredContact, event: string, data: object) => void;

const ANA = { id: 3, name: "Ana Lima", available_name: "Ana", avatar_url: "", type: "user", availability_status: "online" };

/** `now` in milliseconds; Chatwoot tells whole seconds. */
export function books(tell: Tell, now: () => number = Date.now) {
  const contacts = new Map<string, StoredContact>();
  const conversations: StoredConversation[] = [];
  const inbox: Inbox = { name: "Shop", timezone: "America/Sao_Paulo", working_hours_enabled: false, working_hours: [] };
  let lastId = 100;
  let presence: Presence = {};
  const seconds = () => Math.floor(now() / 1_000);

  function add(conversation: StoredConversation, message: Partial<StoredMessage>, echoId?: string): StoredMessage {
    lastId += 10;
    const stored: StoredMessage = {
      id: lastId,
      content: null,
      message_type: INCOMING,
      content_type: "text",
      content_attributes: {},
      created_at: seconds(),
      updated_at: new Date(now()).toISOString(),
      conversation_id: conversation.id,
      private: false,
      status: "sent",
      ...message,
    };
    conversation.messages.push(stored);
    if (!stored.private && stored.message_type !== ACTIVITY)
      tell(conversation.contact, "message.created", { ...stored, ...(echoId !== undefined && { echo_id: echoId }) });
    return stored;
  }

  return {
    inbox,
    contacts,
    add,
    presence: () => presence,
    setPresence(next: Presence) {
      presence = next;
    },
    contact(sourceId: string, known: Partial<StoredContact> = {}): StoredContact {
      const before = contacts.get(sourceId);
      if (before) return before;
      const made: StoredContact = {
        ...{ id: ++lastId, source_id: sourceId, pubsub_token: randomUUID() },
        ...{ name: `quiet-river-${lastId}`, email: null, phone_number: null, custom_attributes: {} },
        ...known,
      };
      contacts.set(sourceId, made);
      return made;
    },
    begin(contact: StoredContact, customAttributes: object): StoredConversation {
      const begun: StoredConversation = {
        ...{ id: conversations.length + 1, uuid: randomUUID(), contact, status: "open" },
        ...{ contact_last_seen_at: 0, agent_last_seen_at: 0, custom_attributes: customAttributes, messages: [] },
      };
      conversations.push(begun);
      tell(contact, "conversation.created", { id: begun.id });
      return begun;
    },
    of: (contact: StoredContact) => conversations.filter((one) => one.contact === contact),
    conversation: (uuid: string) => conversations.find((one) => one.uuid === uuid),
    write(conversation: StoredConversation, content: string, echoId?: string, attachments: object[] = []): StoredMessage {
      const { id, name, email, phone_number } = conversation.contact;
      const sender = { id, name, email, phone_number, type: "contact" };
      const said = { content: content || null, sender, ...(attachments.length > 0 && { attachments }) };
      const message = add(conversation, said, echoId);
      if (conversation.status === "resolved") conversation.status = "open";
      const isFirst = conversation.messages.length === 1;
      if (isFirst && inbox.greeting) add(conversation, { content: inbox.greeting, message_type: TEMPLATE });
      return message;
    },
    reply: (conversation: StoredConversation, content: string, more: Partial<StoredMessage> = {}) =>
      add(conversation, { content, message_type: OUTGOING, sender: ANA, ...more }),
    /** An assignment, a note: nothing a contact hears of. */
    activity: (conversation: StoredConversation, content: string) => add(conversation, { content, message_type: ACTIVITY }),
    remove(conversation: StoredConversation, id: number): void {
      const message = conversation.messages.find((one) => one.id === id);
      if (!message) throw new Error(`There is no message ${id}`);
      message.content = "This message was deleted";
      message.content_attributes = { ...message.content_attributes, deleted: true };
      message.updated_at = new Date(now()).toISOString();
      tell(conversation.contact, "message.updated", message);
    },
    typing: (conversation: StoredConversation, on: boolean) =>
      tell(conversation.contact, `conversation.typing_${on ? "on" : "off"}`, {
        conversation: { id: conversation.id },
        user: ANA,
        is_private: false,
      }),
    look(conversation: StoredConversation): void {
      conversation.contact_last_seen_at = seconds();
      for (const message of conversation.messages)
        if (message.message_type === OUTGOING && message.status !== "read") {
          message.status = "read";
          tell(conversation.contact, "message.updated", message);
        }
    },
    agentLooks(conversation: StoredConversation): void {
      conversation.agent_last_seen_at = seconds();
    },
  };
}

export type Books = ReturnType<typeof books>;

/** What REST and socket show of a conversation: neither notes nor activities. */
export const chat = ({ messages }: StoredConversation): StoredMessage[] =>
  messages.filter((message) => !message.private && message.message_type !== ACTIVITY);
