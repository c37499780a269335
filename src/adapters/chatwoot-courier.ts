/** Messages and reading on their way to Chatwoot: each once, as far as that can be had from a service that takes no id. */
import * as v from "valibot";
import { ChatError } from "../client/errors.js";
import type { Draft, Message } from "../protocol/index.js";
import type { Call } from "./chatwoot-calls.js";
import type { FileShelf } from "./chatwoot-files.js";
import { ChatwootMessage } from "./chatwoot-message.js";
import type { Said } from "./chatwoot-sent.js";
import type { Thread } from "./chatwoot-thread.js";

/** Ten megabytes on a line that is just good enough to chat. */
const LONGEST_TRANSFER_MS = 600_000;

export function courier(call: Call, thread: Thread, shelf: FileShelf) {
  const { sent } = thread;
  /** Messages with files that are on their way, whether or not anybody still waits for them. */
  const transfers = new Map<string, Promise<ChatwootMessage>>();
  let readUpTo = thread.visitorRead();
  /** One message after the other: what the one before it has left behind must be known. */
  let turn: Promise<unknown> = Promise.resolve();

  const deliver = (signal: AbortSignal, asked: Parameters<Call>[4]) =>
    call("POST", `${thread.path()}/messages`, ChatwootMessage, signal, asked);

  /** Files take longer than anybody waits for an answer: they go on arriving meanwhile, and the next attempt finds them on their way. */
  function transfer({ id, text, files = [] }: Draft): Promise<ChatwootMessage> {
    const begun = transfers.get(id);
    if (begun) return begun;
    const body = new FormData();
    if (text !== "") body.append("content", text);
    body.append("echo_id", id);
    for (const { name, content } of shelf.named(files)) body.append("attachments[]", content, name);
    const going = deliver(AbortSignal.timeout(LONGEST_TRANSFER_MS), { body, timeout: LONGEST_TRANSFER_MS });
    transfers.set(id, going);
    const end = () => void transfers.delete(id);
    going.then(end, end);
    return going;
  }

  async function post(draft: Draft, said: Said, signal: AbortSignal): Promise<void> {
    const { id, text, files } = draft;
    sent.trying(id, said);
    try {
      const stored = await (files === undefined
        ? deliver(signal, { json: { content: text, echo_id: id }, keepalive: true })
        : orAborted(transfer(draft), signal));
      thread.claim({ id, text }, stored.id);
    } catch (error) {
      if (error instanceof ChatError && !error.isTransient && error.code !== "aborted") sent.refused(id);
      throw error;
    }
  }

  async function carried(draft: Draft, signal: AbortSignal): Promise<Message> {
    const { id, text, files, seen } = draft;
    const before = sent.get(id);
    if (before && before.text !== text) throw new ChatError("id-reused", "This id stands for another text");
    if (!before) {
      const said = { text, sizes: shelf.named(files ?? []).map(({ content }) => content.size) };
      // A line that is up has brought whatever an earlier attempt, maybe of an earlier page, has left; else it is looked for.
      if (!thread.isLive() || sent.isDoubtful(id)) await thread.refresh(signal);
      if (!sent.get(id) && !thread.recognise(draft, said)) await post(draft, said, signal);
    }
    const message = await shown(sent.get(id)?.key ?? 0, signal);
    shelf.clear(files);
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

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new ChatError("aborted", "No longer waited for"));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
