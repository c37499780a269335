/**
 * Files at Chatwoot. Its API for visitors takes them with their message and not before it: what is "brought in" waits in this page,
 * read from end to end so that nothing is promised that cannot be read, and travels with the message that names it.
 */
import * as v from "valibot";
import type { Upload } from "../client/backend.js";
import { ChatError } from "../client/errors.js";
import { type Attachment, FILE_KINDS, FILE_TYPES, type Uploads } from "../protocol/index.js";
import { object } from "../protocol/object.js";

/** Chatwoot itself stops at 40 MB; a message with more than this takes minutes on a phone. */
export const USUAL_UPLOADS: Uploads = { largestBytes: 10_000_000, kinds: [...FILE_KINDS] };

export const ChatwootFile = object({
  id: v.pipe(v.number(), v.safeInteger()),
  /** Ends with the file's name. Whoever has it may fetch the file. */
  data_url: v.nullish(v.string()),
  file_size: v.nullish(v.number()),
  width: v.nullish(v.number()),
  height: v.nullish(v.number()),
});

export interface FiledAway {
  readonly attachment: Attachment;
  readonly address: string;
}

/** Undefined for what is no file: a place on a map, a contact's card. */
export function filedAway({ id, data_url, file_size, width, height }: v.InferOutput<typeof ChatwootFile>): FiledAway | undefined {
  if (!data_url) return undefined;
  const name = nameIn(data_url);
  const attachment = {
    ...{ id: id.toString(16).padStart(32, "0"), name, bytes: file_size ?? 0 },
    type: typeOf(name)?.type ?? "application/octet-stream",
    ...(width && height && { width, height }),
  };
  return { attachment, address: data_url };
}

function nameIn(address: string): string {
  const last = address.split(/[?#]/)[0]?.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

const typeOf = (name: string) =>
  FILE_TYPES.find(({ extensions }) => extensions.some((one) => name.toLowerCase().endsWith(`.${one}`)));

const PIECE = 262_144;

/** What waits for its message, by the id of the upload. */
export function fileShelf() {
  const waiting = new Map<string, Pick<Upload, "name" | "content">>();
  return {
    async lay(
      { id, name, content }: Upload,
      { largestBytes, kinds }: Uploads,
      onProgress: (received: number) => void,
      signal: AbortSignal,
    ): Promise<Attachment> {
      const known = typeOf(name);
      if (content.size > largestBytes) throw new ChatError("too-large", `A file may have at most ${largestBytes} bytes`);
      if (known === undefined || !kinds.includes(known.kind) || /^\s*</.test(await textOf(content.slice(0, 100))))
        throw new ChatError("kind-refused", "Files of this kind are not taken here");
      for (let read = 0; read < content.size; read += PIECE) {
        onProgress(read);
        await textOf(content.slice(read, read + PIECE));
        if (signal.aborted) throw new ChatError("aborted", "No longer wanted");
      }
      onProgress(content.size);
      if (signal.aborted) throw new ChatError("aborted", "No longer wanted");
      waiting.set(id, { name, content });
      // Until its message is there: then it has the number Chatwoot gives it.
      return { id: id.replaceAll("-", "").slice(-32).padStart(32, "0"), name, type: known.type, bytes: content.size };
    },
    /** Those a draft names, in its order. Rejects "upload-needed" where one is not here, after a reload for example. */
    named(ids: readonly string[]): readonly Pick<Upload, "name" | "content">[] {
      return ids.map((id) => {
        const file = waiting.get(id);
        if (file === undefined) throw new ChatError("upload-needed", "A file of this message is not here: upload it again");
        return file;
      });
    },
    /** Their message is stored. */
    clear(ids: readonly string[] = []): void {
      for (const id of ids) waiting.delete(id);
    },
  };
}

export type FileShelf = ReturnType<typeof fileShelf>;

const textOf = (content: Blob): Promise<string> =>
  content.text().catch((cause: unknown) => {
    // On the visitor's disk it was changed, moved or deleted since it was chosen.
    throw new ChatError("file-lost", "The file cannot be read any more", { cause });
  });
