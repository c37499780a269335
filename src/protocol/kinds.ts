/**
 * The kinds of files that conversations may hold. Not in this list on purpose: HTML and SVG, which run in a browser; programs;
 * archives; documents with macros. The server tells them by their bytes; whoever chooses a file, by its name.
 */

const OFFICE = "application/vnd.openxmlformats-officedocument";
const OASIS = "application/vnd.oasis.opendocument";

/** In the order in which they are told apart. The first extension is given where a name has none of them. */
export const FILE_TYPES = [
  { type: "image/png", kind: "picture", extensions: ["png"] },
  { type: "image/jpeg", kind: "picture", extensions: ["jpg", "jpeg", "jpe", "jfif"] },
  { type: "image/gif", kind: "picture", extensions: ["gif"] },
  { type: "image/webp", kind: "picture", extensions: ["webp"] },
  { type: "image/heic", kind: "picture", extensions: ["heic", "heif"] },
  { type: "image/avif", kind: "picture", extensions: ["avif"] },
  { type: "application/pdf", kind: "document", extensions: ["pdf"] },
  { type: `${OFFICE}.wordprocessingml.document`, kind: "document", extensions: ["docx"] },
  { type: `${OFFICE}.spreadsheetml.sheet`, kind: "document", extensions: ["xlsx"] },
  { type: `${OFFICE}.presentationml.presentation`, kind: "document", extensions: ["pptx"] },
  { type: `${OASIS}.text`, kind: "document", extensions: ["odt"] },
  { type: `${OASIS}.spreadsheet`, kind: "document", extensions: ["ods"] },
  { type: `${OASIS}.presentation`, kind: "document", extensions: ["odp"] },
  { type: "video/quicktime", kind: "media", extensions: ["mov"] },
  { type: "audio/mp4", kind: "media", extensions: ["m4a"] },
  { type: "video/mp4", kind: "media", extensions: ["mp4", "m4v"] },
  { type: "video/3gpp", kind: "media", extensions: ["3gp"] },
  { type: "video/webm", kind: "media", extensions: ["webm", "mkv"] },
  { type: "audio/ogg", kind: "media", extensions: ["ogg", "oga", "opus"] },
  { type: "audio/mpeg", kind: "media", extensions: ["mp3"] },
  { type: "audio/wav", kind: "media", extensions: ["wav"] },
  { type: "text/plain", kind: "document", extensions: ["txt", "csv", "tsv", "log", "md", "json", "ics", "vcf"] },
] as const;

export type FileType = (typeof FILE_TYPES)[number]["type"];
export type FileKind = (typeof FILE_TYPES)[number]["kind"];
export const FILE_KINDS = ["picture", "document", "media"] as const satisfies readonly FileKind[];

/** Shown as a picture: by every browser, and nothing in it can run. */
const SHOWN: readonly string[] = ["image/png", "image/jpeg", "image/gif", "image/webp"];
export const isShown = (type: string): boolean => SHOWN.includes(type);
