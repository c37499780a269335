/** Which of the chosen files may go, said before anything is sent. The server looks at their bytes; here it is names and sizes. */
import { FILE_TYPES } from "../protocol/kinds.js";
import { MOST_FILES } from "../protocol/message.js";
import type { Uploads } from "../protocol/site.js";

export type Refused =
  | { readonly because: "kind" | "large" | "empty"; readonly name: string }
  /** More than fit into one message; those beyond are not taken. */
  | { readonly because: "many" };

interface Judged<One> {
  readonly fit: readonly One[];
  readonly refused: readonly Refused[];
}

const taken = ({ kinds }: Uploads) => FILE_TYPES.filter(({ kind }) => kinds.includes(kind));

/** For a file dialog. By type and by extension: not every system knows all of either. */
export function acceptOf(uploads: Uploads): string {
  return taken(uploads)
    .flatMap(({ type, extensions }) => [type, ...extensions.map((one) => `.${one}`)])
    .join();
}

export function judge<One extends Pick<File, "name" | "type" | "size">>(files: readonly One[], uploads: Uploads): Judged<One> {
  const types = taken(uploads);
  const refused: Refused[] = [];
  const fit = files.filter(({ name, type, size }) => {
    const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
    const isTaken = types.some((one) => one.type === type || one.extensions.some((other) => other === extension));
    const because = !isTaken ? "kind" : size > uploads.largestBytes ? "large" : size === 0 ? "empty" : undefined;
    if (because) refused.push({ because, name });
    return !because;
  });
  if (fit.length > MOST_FILES) refused.push({ because: "many" });
  return { fit: fit.slice(0, MOST_FILES), refused };
}
