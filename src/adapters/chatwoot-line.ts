/**
 * The line to Chatwoot: a socket that replays nothing, whose news are hints. Each makes us look at the conversation, and what
 * is told on is what we have seen there, in its order.
 */
import * as v from "valibot";
import type { ServerEvent } from "../protocol/index.js";
import { object } from "../protocol/object.js";
import { cable, type OpenSocket } from "./chatwoot-cable.js";
import { ChatwootMessage, faceOf } from "./chatwoot-message.js";
import type { Shop } from "./chatwoot-shop.js";
import type { Thread } from "./chatwoot-thread.js";

export interface LineParts {
  readonly url: string;
  readonly open: OpenSocket;
  readonly beatMs: number;
  readonly pubsubToken: string;
  readonly thread: Thread;
  readonly shop: Shop;
  readonly readUpTo: () => number;
}

const OUTGOING = 1;
const Presence = object({ users: v.record(v.string(), v.string()) });
const Typing = object({ is_private: v.nullish(v.boolean()), user: v.nullish(v.unknown()) });
const Sender = object({ id: v.optional(v.number()), name: v.nullish(v.string()), available_name: v.nullish(v.string()) });
const Looked = object({ agent_last_seen_at: v.number() });

export async function listen(parts: LineParts, onEvent: (event: ServerEvent) => void, signal: AbortSignal): Promise<void> {
  const { thread, shop, readUpTo } = parts;
  if (signal.aborted) return;
  const ended = new AbortController();
  const end = () => ended.abort();
  let failure: unknown;
  let told = 0;
  let epoch: string | undefined;
  /** What Chatwoot's clock is ahead of ours. */
  let ahead = 0;
  let availability = shop.availability();
  const hear = (event: ServerEvent) => ended.signal.aborted || onEvent(event);

  const hello = () => {
    epoch = thread.epoch();
    told = thread.latest();
    availability = shop.availability();
    const standing = { readUpTo: readUpTo(), agentsReadUpTo: thread.agentsRead(), availability };
    hear({ type: "hello", epoch, latest: told, ...standing, now: Date.now() + ahead });
  };
  const tellOn = () => {
    if (epoch !== thread.epoch()) return hello();
    for (const message of thread.range({ after: told, limit: thread.latest() })) hear({ type: "message", message });
    told = Math.max(told, thread.latest());
  };
  const fail = (cause: unknown) => {
    failure = cause;
    end();
  };
  /** One look for all the news that come while it is under way, and one more for those it may have missed. */
  let wanted: "refresh" | "load" | undefined;
  let isLooking = false;
  const look = (how: "refresh" | "load") => {
    wanted = wanted === "load" ? wanted : how;
    if (isLooking) return;
    isLooking = true;
    void lookAsLongAsWanted()
      .catch(fail)
      .finally(() => {
        isLooking = false;
      });
  };
  async function lookAsLongAsWanted(): Promise<void> {
    while (wanted && !ended.signal.aborted) {
      const how = wanted;
      wanted = undefined;
      await thread[how](ended.signal);
      tellOn();
    }
  }

  const on: Record<string, (data: unknown) => void> = {
    "message.created": (data) => {
      const message = parsed(ChatwootMessage, data);
      if (message?.echo_id) thread.claim({ id: message.echo_id, text: message.content ?? "" }, message.id);
      look("refresh");
    },
    "message.updated": (data) => {
      const message = parsed(ChatwootMessage, data);
      if (!message) return;
      const changed = thread.revise(message);
      if (changed) hear({ type: "changed", message: changed });
      const read = message.status === "read" && message.message_type === OUTGOING ? thread.messageOf(message.id) : undefined;
      if (read) hear({ type: "read", by: "visitor", upTo: read.seq });
    },
    "conversation.created": () => look("load"),
    "presence.update": (data) => {
      const given = parsed(Presence, data);
      if (given) shop.tellPresence(given.users);
      if (epoch === undefined || availability === shop.availability()) return;
      availability = shop.availability();
      hear({ type: "availability", availability });
    },
    "conversation.typing_on": (data) => typing(true, data),
    "conversation.typing_off": (data) => typing(false, data),
  };
  const typing = (isOn: boolean, data: unknown) => {
    const given = parsed(Typing, data);
    if (!given || given.is_private) return;
    const sender = parsed(Sender, given.user);
    const from = sender && faceOf({ sender: { ...sender, type: "user" } });
    hear({ type: "typing", on: isOn, ...(from && { from }) });
  };

  signal.addEventListener("abort", end);
  try {
    await cable(
      {
        ...parts,
        onUp() {
          thread
            .load(ended.signal)
            .then(() => {
              thread.setLive(true);
              hello();
            })
            .catch(fail);
        },
        onEvent(event, data) {
          const looked = event.startsWith("conversation.") ? parsed(Looked, data) : undefined;
          if (looked && thread.agentLooked(looked.agent_last_seen_at))
            hear({ type: "read", by: "agent", upTo: thread.agentsRead() });
          on[event]?.(data);
        },
        onBeat: () => hear({ type: "beat", latest: thread.latest() }),
        onTime(now) {
          ahead = now - Date.now();
        },
      },
      ended.signal,
    );
  } finally {
    signal.removeEventListener("abort", end);
    end();
    thread.setLive(false);
    shop.tellPresence(undefined);
  }
  if (failure && !signal.aborted) throw failure;
}

function parsed<S extends v.GenericSchema>(schema: S, data: unknown): v.InferOutput<S> | undefined {
  const result = v.safeParse(schema, data);
  return result.success ? result.output : undefined;
}
