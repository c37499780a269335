/** Whether a file that has come whole may stay: by its bytes, never by what it is called. */
import { isShown, type Uploads } from "../../protocol/index.js";
import { Refusal } from "../refusal.js";
import { kindOf } from "./kinds.js";
import { fileName } from "./name.js";
import { isTooLarge, type Size, sizeOf } from "./pixels.js";

interface Judged {
  readonly name: string;
  readonly type: string;
  readonly size: Size | undefined;
}

/** Throws the refusal "kind-refused", or "too-large" for a picture of too many pixels. */
export function judge(name: string, bytes: Buffer, { kinds }: Pick<Uploads, "kinds">): Judged {
  const kind = kindOf(bytes);
  if (kind === undefined || !kinds.includes(kind.kind))
    throw new Refusal("kind-refused", "Files of this kind are not taken here");
  const size = sizeOf(kind.type, bytes);
  if (size === undefined && isShown(kind.type)) throw new Refusal("kind-refused", "This picture is damaged");
  if (size !== undefined && isTooLarge(size))
    throw new Refusal("too-large", "This picture has too many pixels", { field: "pixels" });
  return { name: fileName(name, kind), type: kind.type, size };
}
