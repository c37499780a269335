/** What goes along with a message, whether it has arrived or not. */
import type { Entry } from "../client/face.js";

const NONE: readonly never[] = [];

export function filesIn(entry: Entry): readonly { readonly name: string }[] {
  return (entry.kind === "draft" ? entry.files : entry.message.attachments) ?? NONE;
}

export const hasFiles = (entry: Entry): boolean => filesIn(entry).length > 0;
