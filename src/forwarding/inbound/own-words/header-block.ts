/** The fields Outlook and others put over the mail they quote ("From: … Sent: … To: … Subject: …"), and "-----Original Message-----". */
import { LANGUAGES } from "./languages.js";
import { isBlank, LONGEST_LINE } from "./line.js";
import { anyOf } from "./pattern.js";

type Field = "from" | "sent" | "date" | "to" | "subject";

const FIELDS: ReadonlyMap<string, Field> = new Map(
  LANGUAGES.flatMap((one) =>
    (["from", "sent", "date", "to", "subject"] as const).flatMap((field) =>
      one[field].map((label): [string, Field] => [label.toLowerCase(), field]),
    ),
  ),
);

const LABELS = new RegExp(`(${anyOf([...FIELDS.keys()])})[\\s*]{0,2}[:：]`, "gu");
const ORIGINALS = LANGUAGES.flatMap((one) => one.original.map((phrase) => phrase.toLowerCase()));

/** Lists of receivers are wrapped: so many lines in a row may have no label. */
const MOST_STRAYS = 3;
const MOST_LINES = 20;
const LONGEST_ONE_LINE = 600;

/**
 * Whether such a block begins here. "From: Lisbon, To: Porto, Date: 3 May" is a traveller's question and none: there must be a subject,
 * an address or a word for sending.
 */
export function isHeaderBlock(lines: readonly string[], at: number): boolean {
  const first = lines[at] ?? "";
  if (fieldOf(first) === undefined) return isStrange(lines, at);
  if (isOneLine(first)) return true;
  const found = new Set<Field>();
  let isMail = false;
  let strays = 0;
  for (const line of lines.slice(at, at + MOST_LINES)) {
    if (isBlank(line)) continue;
    const field = fieldOf(line);
    strays = field === undefined ? strays + 1 : 0;
    if (strays > MOST_STRAYS) break;
    if (field === undefined) continue;
    found.add(field);
    isMail ||= field === "subject" || field === "sent" || line.includes("@");
    if (isMail && found.size >= (found.has("from") ? 2 : 3)) return true;
  }
  return false;
}

/** Where a converter has lost the line breaks: "From: … Sent: … To: … Subject: …". */
function isOneLine(line: string): boolean {
  const found = [...line.slice(0, LONGEST_ONE_LINE).toLowerCase().matchAll(LABELS)].map(([, label = ""]) => FIELDS.get(label));
  return new Set(found).size >= 3 && (found.includes("subject") || found.includes("sent") || line.includes("@"));
}

/** Fields in a language we have no labels of, under a line that was drawn: told by "Ana <ana@example.com>" in one of the first. */
function isStrange(lines: readonly string[], at: number): boolean {
  if (!/^[\s*]{0,4}[-–—_=]{4}/.test(lines[at] ?? "")) return false;
  const fields = lines
    .slice(at + 1, at + 8)
    .filter((line) => !isBlank(line))
    .slice(0, 3);
  const isField = (line: string) => /^[\s*]{0,4}\p{L}[\p{L} -]{0,24}[\s*]{0,3}[:：]/u.test(line);
  return fields.length === 3 && fields.every(isField) && fields.some((line) => /<[^\s<>]{1,200}@[^\s<>]{1,200}>/.test(line));
}

function fieldOf(line: string): Field | undefined {
  const head = line.slice(0, 60).replace("：", ":");
  const colon = head.indexOf(":");
  return colon < 1 ? undefined : FIELDS.get(head.slice(0, colon).replace(/[*_]/g, "").trim().toLowerCase());
}

/** Between dashes, or after a colon: "Begin forwarded message:". */
export function isOriginalLine(line: string): boolean {
  if (line.length > LONGEST_LINE) return false;
  const dashed = /^\s{0,4}[-–—_=+#~<>*]{2,200}/.test(line);
  const core = line
    .replace(/^[-–—_=+#~<>*\s]{1,200}/, "")
    .slice(0, 200)
    .toLowerCase();
  if (dashed) return ORIGINALS.some((phrase) => core.startsWith(phrase));
  const end = /[:：]\s*$/.test(core) ? core.trimEnd().slice(0, -1).trimEnd() : undefined;
  return end !== undefined && ORIGINALS.includes(end);
}
