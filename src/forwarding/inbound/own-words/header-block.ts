/** The fields Outlook and others put over the mail they quote ("From: … Sent: … To: … Subject: …"), and "-----Original Message-----". */
import { LANGUAGES } from "./languages.js";
import { isBlank, LONGEST_LINE } from "./line.js";

type Field = "from" | "date" | "to" | "subject";

const FIELDS: ReadonlyMap<string, Field> = new Map(
  LANGUAGES.flatMap((one) =>
    (["from", "date", "to", "subject"] as const).flatMap((field) =>
      one[field].map((label): [string, Field] => [label.toLowerCase(), field]),
    ),
  ),
);

const ORIGINALS = LANGUAGES.flatMap((one) => one.original.map((phrase) => phrase.toLowerCase()));

/** Lists of receivers are wrapped: so many lines in a row may have no label. */
const MOST_STRAYS = 3;
const MOST_LINES = 20;

/**
 * Whether such a block begins here. "From: Lisbon, To: Porto, Date: 3 May" is a traveller's question and none: there must be a subject
 * or an address.
 */
export function isHeaderBlock(lines: readonly string[], at: number): boolean {
  if (fieldOf(lines[at] ?? "") === undefined) return false;
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
    isMail ||= field === "subject" || line.includes("@");
    if (isMail && found.size >= (found.has("from") ? 2 : 3)) return true;
  }
  return false;
}

function fieldOf(line: string): Field | undefined {
  const head = line.slice(0, 60).replace("：", ":");
  const colon = head.indexOf(":");
  return colon < 1 ? undefined : FIELDS.get(head.slice(0, colon).replaceAll("*", "").trim().toLowerCase());
}

/** Between dashes, or after a colon: "Begin forwarded message:". */
export function isOriginalLine(line: string): boolean {
  if (line.length > LONGEST_LINE) return false;
  const dashed = /^[\s*_]{0,4}[-–—_=+#~<>]{2,200}/.test(line);
  const core = line
    .replace(/^[-–—_=+#~<>*\s]{1,200}/, "")
    .slice(0, 200)
    .toLowerCase();
  if (dashed) return ORIGINALS.some((phrase) => core.startsWith(phrase));
  const end = /[:：]\s*$/.test(core) ? core.trimEnd().slice(0, -1).trimEnd() : undefined;
  return end !== undefined && ORIGINALS.includes(end);
}
