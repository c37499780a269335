/** The package as `npm publish` would send it, installed where nothing else is: what a developer gets, and no more. */
import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";

const ROOT = resolve(import.meta.dirname, "../..");
const ROOMY = { maxBuffer: 64 * 1024 * 1024 };

export interface Packed {
  readonly folder: string;
  readonly tarball: string;
  /** A project whose only dependency is the tarball. */
  readonly page: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    packed: Packed;
  }
}

export interface Said {
  readonly code: number | string;
  readonly out: string;
}

/** Runs a command in a project and gives what it said, whatever came of it. */
export async function said(cwd: string, command: string, ...args: string[]): Promise<Said> {
  try {
    const { stdout, stderr } = await promisify(execFile)(command, args, { ...ROOMY, cwd });
    return { code: 0, out: stdout + stderr };
  } catch (error) {
    const { code = "none", stdout = "", stderr = "" } = error as { code?: number | string; stdout?: string; stderr?: string };
    return { code, out: stdout + stderr };
  }
}

export async function project(folder: string, name: string, ...packages: string[]): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  await writeFile(join(path, "package.json"), JSON.stringify({ name, private: true, type: "module" }));
  const { code, out } = await said(path, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund", ...packages);
  if (code !== 0) throw new Error(`npm install in ${path} ended with ${code}: ${out}`);
  return path;
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "recado-package-"));
  await chmod(folder, 0o755); // Where root runs this, PostgreSQL's account has to come in.
  const { code, out } = await said(ROOT, "npm", "pack", "--pack-destination", folder);
  if (code !== 0) throw new Error(`npm pack ended with ${code}: ${out}`);
  const [file = ""] = await readdir(folder);
  const tarball = join(folder, file);
  provide("packed", { folder, tarball, page: await project(folder, "page", tarball) });
  return () => rm(folder, { recursive: true });
}
