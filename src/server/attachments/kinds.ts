/**
 * What kind a file is of (protocol/kinds.ts), told by its bytes: names and types that came along are anybody's word. Only fixed
 * places are looked at and nothing is unpacked, so that no file can keep its reader busy.
 */
import { isUtf8 } from "node:buffer";
import { FILE_TYPES, type FileType } from "../../protocol/index.js";

export type Kind = (typeof FILE_TYPES)[number];

const has = (bytes: Buffer, text: string, at = 0) => bytes.subarray(at, at + text.length).equals(Buffer.from(text, "latin1"));
const starts =
  (...texts: readonly string[]) =>
  (bytes: Buffer) =>
    texts.some((text) => has(bytes, text));
/** ISO/IEC 14496-12: what comes first is a box that names the format. */
const brand =
  (...brands: readonly string[]) =>
  (bytes: Buffer) =>
    has(bytes, "ftyp", 4) && brands.some((one) => has(bytes, one, 8));
/** ISO/IEC 29500: a ZIP archive that names this part; with macros in it, it is another kind of document. */
const office = (part: string) => (bytes: Buffer) =>
  has(bytes, "PK\x03\x04") && bytes.includes("[Content_Types].xml") && bytes.includes(part) && !bytes.includes("vbaProject");
/** ISO/IEC 26300: the first entry is called mimetype, and is stored as it is. */
const openDocument = (format: string) => (bytes: Buffer) =>
  has(bytes, "PK\x03\x04") && has(bytes, `mimetypeapplication/vnd.oasis.opendocument.${format}`, 30) && !bytes.includes("Basic/");

const OFFICE = "application/vnd.openxmlformats-officedocument";
const OASIS = "application/vnd.oasis.opendocument";

const IS: Readonly<Record<FileType, (bytes: Buffer) => boolean>> = {
  "image/png": starts("\x89PNG\r\n\x1a\n"),
  "image/jpeg": starts("\xff\xd8\xff"),
  "image/gif": starts("GIF87a", "GIF89a"),
  "image/webp": (bytes) => has(bytes, "RIFF") && has(bytes, "WEBP", 8),
  "image/heic": brand("heic", "heix", "mif1", "msf1"),
  "image/avif": brand("avif"),
  "application/pdf": starts("%PDF-"),
  [`${OFFICE}.wordprocessingml.document`]: office("word/document.xml"),
  [`${OFFICE}.spreadsheetml.sheet`]: office("xl/workbook.xml"),
  [`${OFFICE}.presentationml.presentation`]: office("ppt/presentation.xml"),
  [`${OASIS}.text`]: openDocument("text"),
  [`${OASIS}.spreadsheet`]: openDocument("spreadsheet"),
  [`${OASIS}.presentation`]: openDocument("presentation"),
  "video/quicktime": brand("qt  "),
  "audio/mp4": brand("M4A "),
  "video/mp4": brand("isom", "iso2", "mp41", "mp42", "avc1", "M4V "),
  "video/3gpp": brand("3gp"),
  "video/webm": starts("\x1a\x45\xdf\xa3"),
  "audio/ogg": starts("OggS"),
  "audio/mpeg": starts("ID3", "\xff\xfb", "\xff\xf3", "\xff\xf2"),
  "audio/wav": (bytes) => has(bytes, "RIFF") && has(bytes, "WAVE", 8),
  "text/plain": isText,
};

/** Undefined for what is not kept as a file. */
export function kindOf(bytes: Uint8Array): Kind | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return FILE_TYPES.find(({ type }) => IS[type](buffer));
}

/** Text that starts with a tag is a page or a drawing, whatever it calls itself. */
function isText(bytes: Buffer): boolean {
  if (bytes.length === 0 || !isUtf8(bytes)) return false;
  const text = bytes.toString();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what no text has.
  return !/[\0-\x08\x0b\x0e-\x1f\x7f]/.test(text) && !/^[\ufeff\s]*</.test(text);
}
