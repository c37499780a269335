/** Replies on their way: on screen at once, sent in the order written, kept with their text until the server has them. */
import type { Message, Reply } from "../protocol/index.js";
import { type Call, readable } from "./calls.js";
import type { Fate } from "./fresh.js";
import { type Keep, type Outgoing, withDraft } from "./kept.js";
import type { Uploads } from "./uploads.js";

export interface Replies {
  /** Takes the text as it is, and the files chosen; both are empty from then on. The id is made here, once: retries carry the same. */
  send(conversation: string, text: string, quickReplies?: readonly string[]): void;
  /** Those that go with the next reply. */
  readonly files: Pick<Uploads, "chosen" | "arrived">;
  retry(conversation: string, id: string): void;
  discard(conversation: string, id: string): void;
}

export interface RepliesNeed {
  call: Call;
  keep: Keep;
  fate: Fate;
  now: () => number;
  newId: () => string;
  uploads: Uploads;
  onStored(conversation: string, message: Message): void;
  until: AbortSignal;
}

export function makeReplies({ call, keep, fate, now, newId, uploads, onStored, until }: RepliesNeed): Replies {
  const busy = new Set<string>();
  const of = (conversation: string): readonly Outgoing[] => keep.kept.peek().outgoing[conversation] ?? [];
  const put = (conversation: string, replies: readonly Outgoing[]) =>
    keep.change((kept) => ({ ...kept, outgoing: { ...kept.outgoing, [conversation]: [...replies] } }));
  const become = (conversation: string, id: string, state: Outgoing["state"]) =>
    put(
      conversation,
      of(conversation).map((reply) => (reply.id === id ? { ...reply, state } : reply)),
    );
  const drop = (conversation: string, id: string) =>
    put(
      conversation,
      of(conversation).filter((reply) => reply.id !== id),
    );

  /** One at a time, so that two quick replies cannot overtake each other. */
  const pump = async (conversation: string) => {
    if (busy.has(conversation)) return;
    busy.add(conversation);
    const next = () => of(conversation).find((reply) => reply.state.at === "sending");
    for (let reply = next(); reply !== undefined; reply = next()) {
      try {
        await uploads.bring(reply, until);
        const message = await call("reply", { id: conversation, body: bodyOf(reply) }, until);
        // First stored, then dropped: between the two the bubble is there twice under one id, and drawn once.
        onStored(conversation, message);
        uploads.forget(reply);
        drop(conversation, reply.id);
      } catch (cause) {
        const error = readable(cause);
        const because = error.code === "aborted" ? "interrupted" : { said: error.message };
        // Taken back on its way, it is nowhere any more.
        become(conversation, reply.id, { at: "failed", because });
        if (error.code === "unauthorized") fate.failing(busy, error);
      }
    }
    busy.delete(conversation);
  };

  return {
    files: uploads,
    send(conversation, text, quickReplies) {
      const chosen = uploads.chosen(conversation);
      const files = chosen.peek().length > 0 && { files: uploads.take(chosen.peek()) };
      chosen.value = [];
      const offered = quickReplies && { quickReplies: [...quickReplies] };
      put(conversation, [...of(conversation), { id: newId(), text, ...offered, ...files, at: now(), state: { at: "sending" } }]);
      keep.change((kept) => withDraft(kept, conversation, ""));
      void pump(conversation);
    },
    retry(conversation, id) {
      become(conversation, id, { at: "sending" });
      void pump(conversation);
    },
    discard(conversation, id) {
      for (const reply of of(conversation)) if (reply.id === id) uploads.forget(reply);
      drop(conversation, id);
    },
  };
}

function bodyOf({ id, text, quickReplies, files }: Outgoing): Reply {
  return { id, text, ...(quickReplies && { quickReplies }), ...(files && { files: files.map((file) => file.id) }) };
}
