/** Debian's packages that a test needs and the machine lacks. */
import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Packages by a file of each. Installs what is missing as root; otherwise says in a sentence what that is. */
export async function install(packages: Readonly<Record<string, string>>): Promise<void> {
  const missing: string[] = [];
  for (const [name, file] of Object.entries(packages)) await access(file).catch(() => missing.push(name));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0)
    throw new Error(`This test needs ${missing.join(", ")}: please apt-get install them, or run it as root`);
  await run("apt-get", ["-o", "DPkg::Lock::Timeout=300", "install", "-y", "--no-install-recommends", ...missing], {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    maxBuffer: 64 * 1024 * 1024,
  });
}
