/** How many streams this machine lets one process hold: each is a file to it. */
import { readFileSync } from "node:fs";
import { platform } from "node:os";

/** Of the process's own: the database, its program, its pipes. */
const OWN_FILES = 200;

export function mostStreams(): number {
  if (platform() !== "linux") return Number.POSITIVE_INFINITY;
  const [, hard = "unlimited"] = /^Max open files\s+\S+\s+(\S+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
  return hard === "unlimited" ? Number.POSITIVE_INFINITY : Number(hard) - OWN_FILES;
}
