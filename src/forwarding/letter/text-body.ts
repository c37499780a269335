/** The letter as plain text, complete on its own: many people read only this, and every screen reader and terminal can. */
import type { Links } from "./links-of.js";
import { cutWords, type Group, type View } from "./view.js";

/** Stands in no message people write, so that inbound mail knows where the quoting starts. */
const BAR = "\u2015\u2015\u2015";

/** The line above which an answer is to be written, in any of our languages and however deeply quoted. */
export function isMarkerLine(line: string): boolean {
  return /^[\s>|]{0,40}\u2015{3} .{1,120} \u2015{3}\s*$/u.test(line);
}

function markerLine(answerAbove: string): string {
  return `${BAR} ${answerAbove} ${BAR}`;
}

export function textBody(view: View, links: Links): string {
  const { words } = view;
  const fresh = view.fresh.flatMap((group) => (group.isNew ? plain(group, view) : quoted(group, view)));
  const isTranscript = fresh.length === 0;
  return [
    ...(links.canReply ? [markerLine(words.answerAbove), ""] : []),
    ...(isTranscript ? [words.subject(view.site), ""] : [words.wrote(view.writer), "", ...fresh]),
    ...(view.facts.length === 0 ? [] : [...view.facts, ""]),
    ...(links.resume === undefined ? [] : [`${words.continue}:`, links.resume, ""]),
    ...(links.canReply ? [words.simplyReply, ""] : []),
    ...contextLines(view, isTranscript),
    // RFC 3676 4.3: below this line is no message; mail programs leave it out of quotations.
    "-- ",
    words.why(view.site),
    `${words.out}: ${links.out}`,
    "",
  ].join("\n");
}

function contextLines(view: View, isTranscript: boolean): string[] {
  const cut = view.cut === 0 ? [] : [cutWords(view), ""];
  if (view.context.length === 0) return cut;
  return [
    `${isTranscript ? view.words.conversation : view.words.earlier}:`,
    "",
    ...cut,
    ...view.context.flatMap((group) => quoted(group, view)),
  ];
}

/** A new reply stands as it was written; its author is named again only where several speak. */
function plain(group: Group, view: View): string[] {
  const isOnly = view.fresh.length === 1;
  const text = group.lines.flatMap((line) => [
    line.text + (line.isCut ? ` … ${view.words.readOn}` : ""),
    ...files(line.files, view),
    "",
  ]);
  return isOnly ? text : [`${group.name} (${group.when}):`, ...text];
}

function quoted(group: Group, view: View): string[] {
  const text = group.lines.flatMap((line) => [
    ...line.text.split("\n"),
    ...(line.isCut ? ["…"] : []),
    ...files(line.files, view),
  ]);
  return [`${group.name} (${group.when}):`, ...text.map((line) => `> ${line}`), ""];
}

function files(names: readonly string[], view: View): string[] {
  return names.map((name) => `[${view.words.file(name)}]`);
}
