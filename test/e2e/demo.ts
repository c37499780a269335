/** The demo as a user runs it, in a process of its own: started on free ports with its data in a folder of the test's. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../until.js";

export interface Demo {
  readonly shop: string;
  /** With the one-time sign-in link. */
  readonly console: string;
  readonly inbox: string;
  readonly server: string;
  readonly process: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** Sends the signal to the whole process group, as Ctrl-C does, and waits for the end. Resolves with the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface DemoOptions {
  readonly dataDir: string;
  readonly env?: Record<string, string>;
  readonly command?: readonly [string, ...string[]];
}

const READY_WITHIN_MS = 90_000;
/** What hangs must say so here, before the test's own time is over. */
export const ANSWER_MS = 30_000;

export async function startDemo({
  dataDir,
  env = {},
  command = [process.execPath, "--import", "tsx", "demo/start.ts"],
}: DemoOptions): Promise<Demo> {
  const [program, ...args] = command;
  // A user's shell knows nothing of a test runner, by whose NODE_ENV a build would take the libraries' development halves.
  const { NODE_ENV: _, VITEST: __, ...shell } = process.env;
  const child = spawn(program, args, {
    env: { ...shell, PORT: "0", RECADO_DATA: dataDir, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  const keep = (part: Buffer) => {
    output += part.toString();
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const address = (name: string) => new RegExp(`${name}\\s+(http\\S+)`).exec(output)?.[1];
  const stop = async (signal: NodeJS.Signals = "SIGINT") => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, signal);
    return ended;
  };
  await until(() => {
    if (child.exitCode !== null) throw new Error(`The demo ended with ${child.exitCode}:\n${output}`);
    return output.includes("Ctrl-C");
  }, READY_WITHIN_MS).catch(async (cause) => {
    await stop("SIGKILL");
    throw new Error(`The demo was not ready in time:\n${output}`, { cause });
  });
  const found = { shop: address("Shop"), console: address("Console"), inbox: address("Inbox") };
  if (!found.shop || !found.console || !found.inbox) throw new Error(`The demo printed no addresses:\n${output}`);
  return {
    shop: found.shop,
    console: found.console,
    inbox: found.inbox,
    server: new URL(found.console).origin,
    process: child,
    output: () => output,
    stop,
  };
}

/** A data folder that goes with the test. Its path is short: a Unix socket lives in it. */
export async function dataFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "rcd-"));
  // As root PostgreSQL runs as somebody else, who must be able to pass through.
  await chmod(path, 0o711);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export interface Mail {
  readonly name: string;
  readonly at: number;
  readonly from: { name: string; address: string };
  readonly to: readonly { address: string }[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: readonly { key: string; value: string }[];
}

/** The mails that reached the inbox for an address, oldest first. */
export async function mailsTo(demo: Pick<Demo, "inbox">, address: string): Promise<Mail[]> {
  const answer = await fetch(`${demo.inbox}/mails.json`, { signal: AbortSignal.timeout(ANSWER_MS) });
  const all = (await answer.json()) as Mail[];
  return all.filter((mail) => mail.to.some((to) => to.address === address)).reverse();
}

export function header(mail: Mail, name: string): string | undefined {
  return mail.headers.find(({ key }) => key === name.toLowerCase())?.value;
}

/** The link in the mail that resumes the conversation. */
export function resumeLink(mail: Pick<Mail, "text">): string {
  const link = /https?:\/\/\S+#recado=[\w-]+/.exec(mail.text)?.[0];
  if (link === undefined) throw new Error(`No resume link in:\n${mail.text}`);
  return link;
}
