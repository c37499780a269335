/** Fetches what has to do with files, with its words in the language the panel speaks. */
import { afresh } from "../client/platform/afresh.js";
import type { FileWords } from "./words/files-en.js";
import type { Speech } from "./words.js";

export type FileParts = Omit<typeof import("./attachments.js"), "filesEn"> & { readonly words: FileWords };

/** `attempt` counts from 0. All of it or nothing: nobody is told in two languages. */
export async function fileParts({ files: wording, own = (words) => words }: Speech, attempt: number): Promise<FileParts> {
  const [parts, elsewhere] = await Promise.all([
    afresh(() => import("./attachments.js"), attempt),
    wording && afresh(wording, attempt),
  ]);
  return { ...parts, words: own(elsewhere?.fileWords ?? parts.filesEn, "files") };
}
