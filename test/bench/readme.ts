/** What a run fills into the README, between two marks that nobody sees: the chart, the table, and what stands beside them. */
import type { Measured } from "./measured.js";

const BLOCK = /(?<=<!-- npm run bench -- --write -->\n)[\s\S]*(?=<!-- end of bench -->)/;

export function tableOf({ budgets }: Measured): string {
  const rows = budgets.map(
    ({ what, measured, budget, isMet }) => `| ${what} | ${measured} | ${budget}${isMet ? "" : ", not yet"} |`,
  );
  return ["| measured | Recado | budget |", "|---|---|---|", ...rows].join("\n");
}

/** Throws where the place for it is gone: a run takes minutes, and its figures would be lost without a word. */
export function readmeWith(readme: string, measured: Measured): string {
  if (!BLOCK.test(readme)) throw new Error("README.md has no place for the figures of the bench any more");
  const { lines, day, rounds, load, processors, browser } = measured;
  const missing = lines.flatMap(({ name, because }) => (because === undefined ? [] : [`${name} (${because})`]));
  const conditions = `${day}, ${browser}, medians of ${rounds}, load ${load.map((one) => one.toFixed(1)).join(" to ")} on ${processors} processors.`;
  return readme.replace(BLOCK, () =>
    [
      "![How long until the chat is there, and what is loaded until then](demo/look/bench.svg)",
      tableOf(measured),
      `${conditions}${missing.length > 0 ? ` Not measured: ${missing.join(", ")}.` : ""}`,
      "",
    ].join("\n\n"),
  );
}
