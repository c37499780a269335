/** What a file is called where it is saved: what its sender called it, as far as that is harmless and true. */
import { cleanName } from "../../forwarding/letter/clean.js";
import type { Kind } from "./kinds.js";

/** The last part of a path of any system. */
const PATH = /^.*[/\\]/s;
const EXTENSION = /\.([a-z0-9]{1,5})$/i;
/** Means something to some file system, or to a header. */
const UNSAFE = /[<>:"|?*%;]/g;
/** Devices of Windows, with whatever behind a dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** One name without a path, at most 80 characters; its last extension is one of its kind's, so that no name lies about what opens it. */
export function fileName(name: string, { extensions }: Pick<Kind, "extensions">): string {
  const last = name.replace(PATH, "").trim();
  const own = EXTENSION.exec(last)?.[1]?.toLowerCase() ?? "";
  const isTrue = (extensions as readonly string[]).includes(own);
  const stem = cleanName(isTrue ? last.slice(0, -own.length - 1) : last)
    .replace(UNSAFE, "_")
    .replace(/^[. ]+|[. ]+$/g, "");
  return `${DEVICE.test(stem) ? "_" : ""}${stem || "file"}.${isTrue ? own : extensions[0]}`;
}
