/** Why a chosen file is not sent, in words. */
import { MOST_FILES } from "../protocol/message.js";
import type { Uploads } from "../protocol/site.js";
import { shownName } from "./file-face.js";
import type { Refused } from "./file-rules.js";
import { fileSize } from "./file-size.js";
import { fill } from "./phrase.js";
import type { FileWords } from "./words/files-en.js";

export function sentenceFor(
  refused: Refused,
  { largestBytes, kinds }: Uploads,
  { tray, kinds: names }: FileWords,
  language: string,
): string {
  if (refused.because === "many") return fill(tray.many, { limit: new Intl.NumberFormat(language).format(MOST_FILES) });
  // A kind younger than this code has no name here.
  const known = (["picture", "document", "media"] as const).filter((kind) => kinds.includes(kind)).map((kind) => names[kind]);
  return fill(tray[refused.because], {
    name: `\u2068${shownName(refused.name)}\u2069`,
    limit: fileSize(largestBytes, language),
    kinds: new Intl.ListFormat(language).format(known),
  });
}
