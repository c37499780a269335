/** Files of the backend in memory: brought in piece by piece, told apart as far as a demo needs it. It keeps nobody from harm. */
import { ChatError } from "../client/errors.js";
import { type Attachment, FILE_TYPES, isShown, type Site } from "../protocol/index.js";
import { type Conversation, secret } from "./memory-books.js";

export interface Upload {
  readonly name: string;
  readonly bytes: number;
  content: Uint8Array;
  /** Once it is whole. */
  attachment?: Attachment;
  isTaken?: true;
}

export interface NewFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** As far as it has come; the same again changes nothing. */
export function begin({ uploads }: Site, conversation: Conversation, id: string, file: Pick<Upload, "name" | "bytes">): Upload {
  if (uploads === undefined) throw new ChatError("kind-refused", "No files are taken here");
  if (file.bytes > uploads.largestBytes)
    throw new ChatError("too-large", `A file may have at most ${uploads.largestBytes} bytes`);
  const upload = conversation.uploads.get(id) ?? { ...file, content: new Uint8Array(0) };
  conversation.uploads.set(id, upload);
  return upload;
}

/** Whole with its last byte, or refused and forgotten then. */
export function add({ uploads }: Site, conversation: Conversation, id: string, piece: Uint8Array): void {
  const upload = conversation.uploads.get(id);
  if (upload === undefined) throw new ChatError("upload-needed", "This upload was not begun");
  const content = new Uint8Array(upload.content.length + piece.length);
  content.set(upload.content);
  content.set(piece, upload.content.length);
  upload.content = content;
  if (content.length < upload.bytes) return;
  try {
    upload.attachment = attach(conversation, upload, uploads?.kinds ?? []);
  } catch (error) {
    conversation.uploads.delete(id);
    throw error;
  }
}

/** All of them or none. */
export function claim({ uploads }: Conversation, ids: readonly string[]): Attachment[] {
  const found = ids.map((id) => uploads.get(id));
  const attachments = found.flatMap((upload) => (upload?.attachment && !upload.isTaken ? [upload.attachment] : []));
  if (attachments.length < ids.length)
    throw new ChatError("upload-needed", "A file of this message is not here: upload it again");
  for (const upload of found) if (upload) upload.isTaken = true;
  return attachments;
}

export function attach(conversation: Conversation, { name, content }: NewFile, kinds: readonly string[]): Attachment {
  const known = FILE_TYPES.find(({ extensions }) => extensions.some((one) => name.toLowerCase().endsWith(`.${one}`)));
  const isPage = /^\s*</.test(new TextDecoder().decode(content.subarray(0, 100)));
  if (known === undefined || isPage || !kinds.includes(known.kind))
    throw new ChatError("kind-refused", "Files of this kind are not taken here");
  const id = Array.from(secret().slice(0, 32), (char) => (char.charCodeAt(0) % 16).toString(16)).join("");
  const attachment = { id, name, type: known.type, bytes: content.length, ...(isShown(known.type) && sizeOf(content)) };
  conversation.files.set(id, new Blob([new Uint8Array(content)], { type: known.type }));
  return attachment;
}

/** Of a PNG; other pictures are shown without their room kept. */
function sizeOf(content: Uint8Array): Pick<Attachment, "width" | "height"> {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const isPng = content.length > 24 && view.getUint32(0) === 0x89504e47;
  return isPng ? { width: view.getUint32(16), height: view.getUint32(20) } : {};
}
