/** What a letter shows, in order, before it is text or HTML: both are drawn from this, so they always say the same. */
import { directionOf } from "../../protocol/index.js";
import { shownOf } from "../content.js";
import type { Letterhead } from "../delivery.js";
import { cleanFact, cleanName, cleanText } from "./clean.js";
import type { LetterLine, LetterParts } from "./parts.js";
import { dialectOf, timesIn } from "./when.js";
import { type Words, wordsFor, wordsToAgent } from "./words/index.js";

export interface View {
  readonly words: Words;
  readonly dir: "ltr" | "rtl";
  readonly site: string;
  /** "Amélie at Flora Garden Shop", or to an agent "Ana via Flora Garden Shop"; the site's name alone where nobody in particular answers. */
  readonly sender: string;
  /** As the text introduces what is new. */
  readonly writer: string;
  /** What an agent is told of the visitor. */
  readonly facts: readonly string[];
  readonly kind: Letterhead["kind"];
  /** New replies, and what was said between and after them, in order. Empty in a transcript of what was read already. */
  readonly fresh: readonly Group[];
  readonly context: readonly Group[];
  /** How many messages the letter leaves out so as not to be cut by a mail program. */
  readonly cut: number;
}

/** Consecutive messages of one person. */
export interface Group {
  /** By the reader's side: the visitor, or to an agent those who answer. */
  readonly isMine: boolean;
  readonly name: string;
  readonly when: string;
  readonly isNew: boolean;
  readonly lines: readonly { readonly text: string; readonly files: readonly string[]; readonly isCut: boolean }[];
}

/** How much of the letter is kept: see fit.ts. */
export interface Extent {
  readonly contextCount: number;
  readonly freshCount: number;
  readonly textLength: number;
}

export function view(parts: LetterParts, head: Letterhead, extent: Extent): View {
  const { toAgent } = parts;
  const words = toAgent === undefined ? wordsFor(parts.locale) : wordsToAgent(parts.locale, toAgent.reference);
  const site = cleanName(parts.site.name);
  const lines = new Map(parts.lines.map((line) => [line.seq, line]));
  const shown = shownOf(head);
  const said = (seqs: readonly number[]) => seqs.map((seq) => lineOf(lines, seq));
  const [context, fresh] = [said(shown.context), said(shown.fresh)];
  const keptContext = last(context, extent.contextCount);
  const keptFresh = last(fresh, extent.freshCount);
  const draw = (lines: readonly LetterLine[]) => groups(lines, parts, head, words, extent.textLength);
  const isNew = new Set(head.new);
  const news = fresh.filter(({ seq }) => isNew.has(seq));
  const writers =
    toAgent === undefined
      ? sameName(senderName(news, words, site))
      : { sender: words.via(visitorName(parts, words), site), writer: visitorName(parts, words) };
  return {
    words,
    dir: directionOf(words.lang),
    site,
    ...writers,
    facts: (toAgent?.facts ?? []).map(cleanFact),
    kind: head.kind,
    fresh: draw(keptFresh),
    context: draw(keptContext),
    cut: head.context.length + head.new.length + head.interleaved.length - keptContext.length - keptFresh.length,
  };
}

/** That messages were left out, as the language counts them. */
export function cutWords({ words, cut }: Pick<View, "words" | "cut">): string {
  const form = words.cut[new Intl.PluralRules(words.lang).select(cut)] ?? words.cut.other;
  return form(new Intl.NumberFormat(words.lang).format(cut));
}

/** Up to two agents by name; a crowd is the site. */
function senderName(replies: readonly LetterLine[], words: Words, site: string): string {
  const names = [...new Set(replies.map((line) => cleanName(line.name ?? "")).filter((name) => name !== ""))];
  const [name, other] = names;
  if (name === undefined || names.length > 2) return site;
  // One name needs no list, and what draws lists takes longer to make than the rest of this.
  return words.agentAt(other === undefined ? name : new Intl.ListFormat(words.lang).format(names), site);
}

const sameName = (name: string) => ({ sender: name, writer: name });

const visitorName = ({ toAgent }: LetterParts, words: Words): string => cleanName(toAgent?.visitor ?? "") || words.visitor;

function groups(lines: readonly LetterLine[], parts: LetterParts, head: Letterhead, words: Words, textLength: number): Group[] {
  const when = timesIn(dialectOf(parts.locale, words.lang), parts.site.timeZone);
  const news = new Set(head.new);
  const all: { readonly group: Group & { readonly lines: Group["lines"][number][] }; readonly of: string }[] = [];
  for (const line of lines) {
    const isNew = news.has(line.seq);
    const name = nameOf(line, parts, words);
    const isMine = line.by === (parts.toAgent === undefined ? "visitor" : "agent");
    // A new reply and an old one by the same person are drawn differently, so they are never one group.
    const of = `${line.by} ${isNew} ${name}`;
    // By character and not by code unit: a cut must not tear one in two.
    const text = [...cleanText(line.text)];
    const shown = {
      text: text.slice(0, textLength).join(""),
      files: (line.files ?? []).map(cleanName),
      isCut: text.length > textLength,
    };
    const open = all.at(-1);
    if (open?.of === of) open.group.lines.push(shown);
    else all.push({ of, group: { isMine, name, when: when(line.at), isNew, lines: [shown] } });
  }
  return all.map(({ group }) => group);
}

function nameOf(line: LetterLine, parts: LetterParts, words: Words): string {
  if (line.by === "visitor") return parts.toAgent === undefined ? words.you : visitorName(parts, words);
  return cleanName(line.name ?? "") || (line.by === "bot" ? words.assistant : cleanName(parts.site.name));
}

function lineOf(lines: ReadonlyMap<number, LetterLine>, seq: number): LetterLine {
  const line = lines.get(seq);
  if (line === undefined) throw new Error(`The store gave no text for message ${seq} of this letter`);
  return line;
}

/** `slice(-0)` would be all of them. */
function last<T>(all: readonly T[], count: number): readonly T[] {
  return count === 0 ? [] : all.slice(-count);
}
