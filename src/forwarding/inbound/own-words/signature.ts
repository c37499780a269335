/** What stands under every mail: a signature after its delimiter, "Sent from my iPhone". */
import { DEVICES, LANGUAGES } from "./languages.js";
import { anyOf } from "./pattern.js";

const LONGEST = 160;
const MOST_WORDS = 14;
/** More than this is not a signature but a letter with a line drawn through it. */
const MOST_LINES = 15;

const FROM = anyOf(LANGUAGES.flatMap((one) => one.sentFrom));
const BY = anyOf(LANGUAGES.flatMap((one) => one.sentBy ?? []));
const SIGNED = new RegExp(`^${FROM}|${BY}$`, "u");
const SIGNED_MY = new RegExp(`^${FROM}\\s{0,3}${anyOf(LANGUAGES.flatMap((one) => one.my))}`, "u");
const DEVICE = new RegExp(anyOf(DEVICES), "u");

/** "Sent from my iPhone", "Von meinem iPad gesendet", "Get Outlook for iOS<https://aka.ms/…>". */
export function isDeviceLine(line: string): boolean {
  if (line.length > LONGEST) return false;
  const said = line
    .toLowerCase()
    .replace(/^[\s*_–—([<-]{1,8}/, "")
    .replace(/[<([]?https?:\S*/g, "");
  const core = said.replace(/[\s.。*_!)\]>-]{1,8}$/, "");
  if (!SIGNED.test(core) || core.split(/\s+/).length > MOST_WORDS) return false;
  // "Sent from my desk, easier than on the phone" is a sentence: the device must come before it goes on.
  const [clause = "", more] = core.split(/[,;!?，、。]|\.\s/, 2);
  return DEVICE.test(clause) || (more === undefined && SIGNED_MY.test(core));
}

/** RFC 3676 4.3: two hyphens and a space, the space often lost, the hyphens often made a dash. Long underlines are Outlook's and lists'. */
function isDelimiter(line: string): boolean {
  return /^\s{0,3}(?:--|[—–]{1,200}|_{2,200})\s*$/.test(line);
}

/** A line drawn by hand or by a program; ᐧ is a mail tracker's. Nothing somebody would say, unlike "?" or "!!". */
export function isRule(line: string): boolean {
  return /^[\s\-_=*#~+—–―ᐧ]{1,500}$/.test(line);
}

/** Where the signature begins in these lines, which are one piece of somebody's words; their length when there is none. */
export function signatureAt(lines: readonly string[]): number {
  const at = lines.findIndex(isDelimiter);
  if (at < 0) return lines.length;
  return lines.slice(at).filter((line) => line.trim() !== "").length <= MOST_LINES ? at : lines.length;
}
