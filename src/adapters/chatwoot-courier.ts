/** Messages and reading on their way to Chatwoot: each once, as far as that can be had from a service that takes no id. */
import * as v from "valibot";
import { ChatError } from "../client/errors.js";
import type { Draft, Message } from "../protocol/index.js";
import type { Call } from "./chatwoot-calls.js";
import { ChatwootMessage } from "./chatwoot-message.js";
import type { Thread } from "./chatwoot-thread.js";

export function courier(call: Call, thread: Thread) {
  const { sent } = thread;
  let readUpTo = thread.visitorRead();
  /** One message after the other: what the one before it has left behind must be known. */
  let turn: Promise<unknown> = Promise.resolve();

  async function post(draft: Draft, signal: AbortSignal): Promise<void> {
    const { id, text } = draft;
    sent.trying(draft);
    try {
      const asked = { json: { content: text, echo_id: id }, keepalive: true };
      const stored = await call("POST", `${thread.path()}/messages`, ChatwootMessage, signal, asked);
      thread.claim({ id, text }, stored.id);
    } catch (error) {
      if (error instanceof ChatError && !error.isTransient && error.code !== "aborted") sent.refused(id);
      throw error;
    }
  }

  async function carried(draft: Draft, signal: AbortSignal): Promise<Message> {
    const { id, text, seen } = draft;
    const before = sent.get(id);
    if (before && before.text !== text) throw new ChatError("id-reused", "This id stands for another text");
    if (!before) {
      // A line that is up has brought whatever an earlier attempt, maybe of an earlier page, has left; else it is looked for.
      if (!thread.isLive() || sent.isDoubtful(id)) await thread.refresh(signal);
      if (!sent.get(id) && !thread.recognise(draft)) await post(draft, signal);
    }
    const message = await shown(sent.get(id)?.key ?? 0, signal);
    // Who answers has read. That it could not be told does not undo the message: the next reading tells it.
    await see(seen, signal).catch(() => undefined);
    return message;
  }

  async function shown(key: number, signal: AbortSignal): Promise<Message> {
    if (!thread.messageOf(key)) await thread.refresh(signal);
    const message = thread.messageOf(key);
    if (!message) throw new ChatError("bad-answer", "Chatwoot took the message and does not show it");
    return message;
  }

  /** Chatwoot keeps when somebody looked last, not how far: it is told only by who has read the last reply. */
  async function see(upTo: number, signal: AbortSignal): Promise<number> {
    const wanted = Math.min(upTo, thread.latest());
    if (wanted > readUpTo) {
      if (!thread.isLive()) await thread.refresh(signal);
      if (wanted >= thread.lastReply())
        await call("POST", `${thread.path()}/update_last_seen`, v.unknown(), signal, { keepalive: true });
      readUpTo = Math.max(readUpTo, wanted);
    }
    return readUpTo;
  }

  return {
    readUpTo: () => readUpTo,
    see,
    /** `admit` rejects where something must come before a message that has not been sent yet. */
    carry(draft: Draft, signal: AbortSignal, admit: () => Promise<void> = async () => {}): Promise<Message> {
      const step = async () => {
        if (!sent.get(draft.id)) await admit();
        return carried(draft, signal);
      };
      const mine = turn.then(step, step);
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}
