/**
 * The files of replies, from the moment they are chosen until the server has them. They are too large for the drawer where texts
 * are kept, so they go with the page; what has arrived is there, and is not sent again.
 */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { carry } from "../adapters/http-files.js";
import { ChatError } from "../client/errors.js";
import type { Call } from "./calls.js";
import type { Outgoing } from "./kept.js";

export interface Uploads {
  /** Those that go with the next reply to this conversation. */
  chosen(conversation: string): Signal<readonly File[]>;
  /** Gives them names under which they can be brought. */
  take(files: readonly File[]): NonNullable<Outgoing["files"]>;
  /** How many bytes of a file have arrived. */
  readonly arrived: ReadonlySignal<ReadonlyMap<string, number>>;
  /** Resolves when all files of this reply are with the server. Rejects with a ChatError, "aborted" once it is forgotten. */
  bring(reply: Pick<Outgoing, "files">, until: AbortSignal): Promise<void>;
  /** They are wanted no longer. */
  forget(reply: Pick<Outgoing, "files">): void;
}

export function makeUploads(call: Call, newId: () => string): Uploads {
  const chosen = new Map<string, Signal<readonly File[]>>();
  const contents = new Map<string, { readonly file: File; readonly forgotten: AbortController }>();
  const arrived = signal<ReadonlyMap<string, number>>(new Map());

  async function bringOne(upload: string, name: string, bytes: number, until: AbortSignal): Promise<void> {
    const content = contents.get(upload);
    const ends = content ? AbortSignal.any([until, content.forgotten.signal]) : until;
    const begin = () => call("agentBeginUpload", { upload, body: { name, bytes } }, ends);
    if (content === undefined) {
      // After a reload only the server may have it.
      if ((await begin()).attachment) return;
      throw new ChatError("file-lost", `${name} was not sent completely: please attach it again.`);
    }
    await carry(content.file, (received) => (arrived.value = new Map(arrived.peek()).set(upload, received)), {
      begin,
      append: (piece, offset) => call("agentUpload", { upload, query: `?offset=${offset}`, bytes: piece }, ends),
      error: (code, message, cause) => new ChatError(code, message, { cause }),
    });
  }

  return {
    chosen(conversation) {
      const known = chosen.get(conversation) ?? signal<readonly File[]>([]);
      chosen.set(conversation, known);
      return known;
    },
    take: (files) =>
      files.map((file) => {
        const id = newId();
        contents.set(id, { file, forgotten: new AbortController() });
        return { id, name: file.name, bytes: file.size };
      }),
    arrived,
    async bring({ files = [] }, until) {
      for (const { id, name, bytes } of files) await bringOne(id, name, bytes, until);
    },
    forget({ files = [] }) {
      for (const { id } of files) {
        contents.get(id)?.forgotten.abort();
        contents.delete(id);
      }
    },
  };
}
