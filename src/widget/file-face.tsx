/** How a file looks in a line: what it is, its name as it is, its size in words. */
import type { ComponentChildren } from "preact";
import { isShown } from "../protocol/kinds.js";
import { fileSize } from "./file-size.js";
import { Picture } from "./picture.js";
import { cleanName } from "./visible-text.js";

interface Props {
  readonly name: string;
  readonly bytes: number;
  readonly language: string;
  /** A picture of the visitor's own is shown from the device. */
  readonly content?: Blob | undefined;
  readonly children?: ComponentChildren;
}

/** A name as it may be shown: what turns it around, or is not seen, would make it another one. */
export const shownName = (name: string): string => cleanName(name) || "?";

export function FileFace({ name, bytes, language, content, children }: Props) {
  return (
    <>
      <span class="thumb" aria-hidden="true">
        {content && isShown(content.type) ? (
          <Picture name={name} load={async () => content} />
        ) : (
          (/\.([a-z0-9]{1,4})$/i.exec(name)?.[1] ?? "•")
        )}
      </span>
      <span class="named">
        <bdi>{shownName(name)}</bdi> <small>{fileSize(bytes, language)}</small>
        {children}
      </span>
    </>
  );
}
