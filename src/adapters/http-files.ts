/**
 * A file in pieces, each acknowledged before the next: progress is what the server has, and what was cut goes on from there.
 * Loaded with the first file, since most visitors never send one; it imports nothing, so that it stays a file of its own.
 */
import type { ChatError, ChatErrorCode } from "../client/errors.js";
import type { Attachment, UploadState } from "../protocol/index.js";

export interface Server {
  /** How far the file has come. */
  begin(): Promise<UploadState>;
  append(piece: ArrayBuffer, offset: number): Promise<UploadState>;
  error(code: ChatErrorCode, message: string, cause?: unknown): ChatError;
}

const FIRST_PIECE = 65_536;
/** On the slowest line one of these still fits into the time for an answer. */
const SMALLEST_PIECE = 16_384;
/** As much as the server takes at once. */
const LARGEST_PIECE = 1_048_576;
/** A piece takes about this long: often enough for a bar that moves, seldom enough for a line that is far away. */
const QUICK_MS = 500;
const SLOW_MS = 3_000;

export async function carry(content: Blob, onProgress: (received: number) => void, server: Server): Promise<Attachment> {
  let { received, attachment } = await server.begin();
  for (let size = FIRST_PIECE; attachment === undefined; ) {
    onProgress(received);
    const piece = await content
      .slice(received, received + size)
      .arrayBuffer()
      // A file on the visitor's disk that was changed, moved or deleted since it was chosen.
      .catch((cause: unknown) => Promise.reject(server.error("file-lost", "The file cannot be read any more", cause)));
    const since = Date.now();
    const answer = await server.append(piece, received);
    const took = Date.now() - since;
    if (answer.received === received && !answer.attachment)
      throw server.error("bad-answer", `Nothing came after byte ${received}`);
    if (took < QUICK_MS) size = Math.min(LARGEST_PIECE, size * 2);
    else if (took > SLOW_MS) size = Math.max(SMALLEST_PIECE, size / 2);
    ({ received, attachment } = answer);
  }
  onProgress(content.size);
  return attachment;
}
