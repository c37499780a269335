/**
 * A browser as people run it: started by hand, with a profile on disk, without the tool's usual comforts. Its tabs are really
 * hidden behind each other and really lose the focus, pages go into the back/forward cache, and it can be killed.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium as playwright } from "playwright-core";
import { chromium } from "../chromium.js";

export interface OwnBrowser {
  readonly context: BrowserContext;
  /** As a power cut would: every process of it, at once. */
  kill(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;

/** A profile's folder that goes with the test. */
export async function newProfile(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "rcd-profile-"));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}

export async function ownBrowser(profile: string): Promise<OwnBrowser> {
  const { process, kill } = await started(profile, "about:blank", ["--remote-debugging-port=0"]);
  try {
    const browser = await playwright.connectOverCDP(await endpointOf(process), { noDefaults: true, isLocal: true });
    const [context] = browser.contexts();
    if (context === undefined) throw new Error("The browser has no window");
    return { context, kill };
  } catch (cause) {
    await kill();
    throw cause;
  }
}

/** With this page in front, and no tool attached: a browser that is watched prerenders nothing. What happens in it its pages have to say. */
export async function unwatchedBrowser(profile: string, address: string): Promise<Pick<OwnBrowser, "kill">> {
  const { process, kill } = await started(profile, address, []);
  // What it has to say is for nobody, and would stop it once the pipe is full.
  process.stderr?.resume();
  return { kill };
}

async function started(profile: string, address: string, more: readonly string[]) {
  const { executablePath, args } = await chromium();
  const process = spawn(
    executablePath,
    [...args, ...more, "--headless", `--user-data-dir=${profile}`, "--window-size=1280,800", address],
    // A group of its own: the renderers must not outlive a kill.
    { stdio: ["ignore", "ignore", "pipe"], detached: true },
  );
  const ended = new Promise<void>((resolve) => process.once("exit", () => resolve()));
  const kill = async () => {
    if (process.pid !== undefined && process.exitCode === null && process.signalCode === null)
      globalThis.process.kill(-process.pid, "SIGKILL");
    await ended;
  };
  return { process, kill };
}

/** Where it listens for us: it says so on the way up. */
function endpointOf({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => reject(new Error(`The browser did not come up:\n${said}`)), READY_WITHIN_MS);
    stderr?.on("data", (part: Buffer) => {
      said += part.toString();
      const found = /listening on (ws:\S+)/.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      resolve(found);
    });
    stderr?.on("close", () => reject(new Error(`The browser ended:\n${said}`)));
  });
}
