/** The symbolic ids of a vector file: C the conversation's root, Mn our n-th claim, anything else somebody's own mail. */
import { rootId } from "../../forwarding/index.js";

export const CONVERSATION = "v";
export const DOMAIN = "v.example";
const ROOT = rootId(CONVERSATION, DOMAIN);

/** The Message-ID a symbol stands for; `ours` are the ids of our claims in order. */
export function idOf(symbol: string, ours: readonly string[]): string {
  if (symbol === "C") return ROOT;
  const nth = /^M([1-9]\d*)$/.exec(symbol)?.[1];
  return ours[Number(nth ?? 0) - 1] ?? `<${symbol}@visitor.example>`;
}

export function symbolOf(id: string, ours: readonly string[]): string {
  if (id === ROOT) return "C";
  const nth = ours.indexOf(id);
  return nth >= 0 ? `M${nth + 1}` : (/^<(.+)@visitor\.example>$/.exec(id)?.[1] ?? id);
}
