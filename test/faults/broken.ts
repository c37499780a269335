/** Source with a fault in it. */
import type { Fault } from "./faults.js";

/** Throws when the snippet is not there exactly once: a fault that is not put in proves nothing. */
export function broken(source: string, { name, file, snippet, instead }: Fault): string {
  const parts = source.split(snippet);
  if (parts.length !== 2) throw new Error(`"${name}": src/${file} has this ${parts.length - 1} times: ${snippet}`);
  return parts.join(instead);
}
