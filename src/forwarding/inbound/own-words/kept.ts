/**
 * Which lines are the writer's own. What is quoted below an answer goes, and so does the whole mail a program quotes above one. Between
 * answers a quotation is what they answer, and stays: "yes" alone says nothing. (Unless we sent it: then the conversation has it.)
 */
import { isHeaderBlock } from "./header-block.js";
import { isBlank, isQuoted, type Role, unquoted } from "./line.js";
import { isQuotation } from "./roles.js";
import { isRule, signatureAt } from "./signature.js";

/** True for every line to keep; there may be none. */
export function keptLines(texts: readonly string[], roles: readonly Role[], withSignatures: boolean): boolean[] {
  const end = endOf(texts, roles);
  const blocks = blocksOf(texts, roles, end).map((block) =>
    block.isQuote ? block : spokenPart(texts, roles, block, withSignatures),
  );
  const kept = roles.map((role, at) => role === "blank" && at < end);
  const isSpoken = (block: Block) => !block.isQuote && block.from < block.to;
  const spoken = blocks.flatMap((block, at) => (isSpoken(block) ? [at] : []));
  const lastSpoken = spoken.at(-1) ?? 0;
  const answered = blocks.slice(0, lastSpoken).filter(({ isQuote }) => isQuote);
  const isBelow = answered.length === 1 && spoken.length === 1;
  for (const block of blocks) {
    if (block.isQuote && (!answered.includes(block) || lengthOf(texts, block) > LONGEST_PASSAGE)) continue;
    if (block.isQuote && isBelow && isMadeByProgram(texts, roles, block)) continue;
    for (let at = block.from; at < block.to; at++) {
      const role = roles[at];
      kept[at] ||= role === "words" || role === "quote" || (role === "signature" && withSignatures);
    }
  }
  return kept;
}

/** What is answered is a passage; so many lines are a whole mail, and the answer stands below it or beside. */
const LONGEST_PASSAGE = 12;

function lengthOf(texts: readonly string[], block: Block): number {
  return texts.slice(block.from, block.to).filter((text) => !isBlank(unquoted(text))).length;
}

interface Block {
  readonly isQuote: boolean;
  readonly from: number;
  readonly to: number;
}

/** Where somebody else's unmarked mail begins: behind an introduction or a header, once something has been said. */
function endOf(texts: readonly string[], roles: readonly Role[]): number {
  let spoken = false;
  for (let at = 0; at < roles.length; at++) {
    const role = roles[at];
    if (role === "rest") return at;
    if (role === "intro" && spoken && !isQuoted(texts[at] ?? "") && !isQuotation(contentFrom(roles, at))) return at;
    if (role === "words" && !isRule(texts[at] ?? "")) spoken = true;
  }
  return roles.length;
}

/** The role of what follows an introduction; nothing at all is as good as words. */
function contentFrom(roles: readonly Role[], at: number): Role | undefined {
  return roles.slice(at, at + LOOK_AHEAD).find((role) => role !== "intro" && role !== "blank");
}
const LOOK_AHEAD = 40;

function blocksOf(texts: readonly string[], roles: readonly Role[], end: number): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < end; at++) {
    const role = roles[at];
    const last = blocks.at(-1);
    // Blank lines belong to what stands before them; an introduction belongs to nothing and parts what it stands between.
    const isQuote = isQuotation(role) || (role === "intro" && isQuoted(texts[at] ?? ""));
    const joins = last !== undefined && last.to === at && (role === "blank" || last.isQuote === isQuote);
    if (role === "intro" && !isQuote) continue;
    if (joins) blocks[blocks.length - 1] = { ...last, to: at + 1 };
    else blocks.push({ isQuote, from: at, to: at + 1 });
  }
  return blocks;
}

/** A block of words without its signature and the lines drawn under it; empty when nothing is left. */
function spokenPart(texts: readonly string[], roles: readonly Role[], block: Block, withSignatures: boolean): Block {
  const own = texts.slice(block.from, block.to);
  let to = withSignatures ? block.to : block.from + signatureAt(own);
  const isSaid = (at: number) => roles[at] === "words" || (withSignatures && roles[at] === "signature");
  while (to > block.from && (!isSaid(to - 1) || isRule(texts[to - 1] ?? ""))) to--;
  return { ...block, to };
}

/** A quotation chosen by hand has no "Ana wrote:" over or in it. */
function isMadeByProgram(texts: readonly string[], roles: readonly Role[], block: Block): boolean {
  const before = roles.slice(0, block.from).filter((role) => role !== "blank");
  if (before.at(-1) === "intro") return true;
  const inner = texts.slice(block.from, block.to).map(unquoted);
  const first = inner.findIndex((text) => !isBlank(text));
  return roles[block.from + first] === "intro" || isHeaderBlock(inner, first);
}
