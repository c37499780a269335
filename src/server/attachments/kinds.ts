/**
 * What kinds of files are kept, told by their bytes: names and types that came along are anybody's word. Only fixed places are looked
 * at and nothing is unpacked, so that no file can keep its reader busy. Not in this list on purpose: HTML and SVG, which run in a
 * browser; programs; archives; documents with macros.
 */
import { isUtf8 } from "node:buffer";

export interface Kind {
  readonly type: string;
  /** The first is given where a name has none of them. */
  readonly extensions: readonly string[];
}

interface Known extends Kind {
  is(bytes: Buffer): boolean;
}

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

const KNOWN: readonly Known[] = [
  { type: "image/png", extensions: ["png"], is: starts("\x89PNG\r\n\x1a\n") },
  { type: "image/jpeg", extensions: ["jpg", "jpeg", "jpe", "jfif"], is: starts("\xff\xd8\xff") },
  { type: "image/gif", extensions: ["gif"], is: starts("GIF87a", "GIF89a") },
  { type: "image/webp", extensions: ["webp"], is: (bytes) => has(bytes, "RIFF") && has(bytes, "WEBP", 8) },
  { type: "image/heic", extensions: ["heic", "heif"], is: brand("heic", "heix", "mif1", "msf1") },
  { type: "image/avif", extensions: ["avif"], is: brand("avif") },
  { type: "application/pdf", extensions: ["pdf"], is: starts("%PDF-") },
  { type: `${OFFICE}.wordprocessingml.document`, extensions: ["docx"], is: office("word/document.xml") },
  { type: `${OFFICE}.spreadsheetml.sheet`, extensions: ["xlsx"], is: office("xl/workbook.xml") },
  { type: `${OFFICE}.presentationml.presentation`, extensions: ["pptx"], is: office("ppt/presentation.xml") },
  { type: `${OASIS}.text`, extensions: ["odt"], is: openDocument("text") },
  { type: `${OASIS}.spreadsheet`, extensions: ["ods"], is: openDocument("spreadsheet") },
  { type: `${OASIS}.presentation`, extensions: ["odp"], is: openDocument("presentation") },
  { type: "video/quicktime", extensions: ["mov"], is: brand("qt  ") },
  { type: "audio/mp4", extensions: ["m4a"], is: brand("M4A ") },
  { type: "video/mp4", extensions: ["mp4", "m4v"], is: brand("isom", "iso2", "mp41", "mp42", "avc1", "M4V ") },
  { type: "video/3gpp", extensions: ["3gp"], is: brand("3gp") },
  { type: "video/webm", extensions: ["webm", "mkv"], is: starts("\x1a\x45\xdf\xa3") },
  { type: "audio/ogg", extensions: ["ogg", "oga", "opus"], is: starts("OggS") },
  { type: "audio/mpeg", extensions: ["mp3"], is: starts("ID3", "\xff\xfb", "\xff\xf3", "\xff\xf2") },
  { type: "audio/wav", extensions: ["wav"], is: (bytes) => has(bytes, "RIFF") && has(bytes, "WAVE", 8) },
  { type: "text/plain", extensions: ["txt", "csv", "tsv", "log", "md", "json", "ics", "vcf"], is: isText },
];

/** Undefined for what is not kept as a file. */
export function kindOf(bytes: Uint8Array): Kind | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return KNOWN.find(({ is }) => is(buffer));
}

/** Text that starts with a tag is a page or a drawing, whatever it calls itself. */
function isText(bytes: Buffer): boolean {
  if (bytes.length === 0 || !isUtf8(bytes)) return false;
  const text = bytes.toString();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what no text has.
  return !/[\0-\x08\x0b\x0e-\x1f\x7f]/.test(text) && !/^[\ufeff\s]*</.test(text);
}
