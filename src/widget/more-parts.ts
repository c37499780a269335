/** Fetches what is seldom asked for, with its words in the language the panel speaks. */
import { afresh } from "../client/platform/afresh.js";
import type { MoreWords } from "./words/more-en.js";
import type { Speech } from "./words.js";

export type MoreParts = Omit<typeof import("./more.js"), "moreEn"> & { readonly more: MoreWords };

/** `attempt` counts from 0. All of it or nothing: nobody is asked in two languages. */
export async function moreParts({ more: wording, own = (words) => words }: Speech, attempt: number): Promise<MoreParts> {
  const [parts, elsewhere] = await Promise.all([afresh(() => import("./more.js"), attempt), wording && afresh(wording, attempt)]);
  return { ...parts, more: own(elsewhere?.moreWords ?? parts.moreEn, "more") };
}
