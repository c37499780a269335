/**
 * WebKitGTK's MiniBrowser on a screen of its own (Xvfb), by plain W3C WebDriver. Its driver has one session at a time and each
 * session is a fresh profile, so every window has a driver of its own.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { install } from "../install.js";
import { until } from "../until.js";
import { type Engine, expressionOf, fileInput, type Window } from "./engine.js";
import { clickActions, holdActions, pressActions, typeActions } from "./hands.js";
import { DRIVER, ended, startDriver } from "./webkit-driver.js";

const XVFB = "/usr/bin/Xvfb";
/** Large enough for the largest window asked for, and the browser's own bar above it. */
const SCREEN = "1600x1200x24";
const PAINTED = "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(arguments[0], 100)))";

export async function webkitEngine(): Promise<Engine> {
  await install({ "webkit2gtk-driver": DRIVER, xvfb: XVFB });
  const home = await mkdtemp(join(tmpdir(), "rcd-webkit-"));
  const screen = spawn(XVFB, ["-displayfd", "3", "-screen", "0", SCREEN, "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const [display] = await once(screen.stdio[3] as NodeJS.ReadableStream, "data");
  const env = {
    ...process.env,
    DISPLAY: `:${String(display).trim()}`,
    HOME: home,
    LANGUAGE: "en_GB",
    // GTK's own: it composes letters by their numbers, whatever else is on the machine.
    GTK_IM_MODULE: "gtk-im-context-simple",
    // Its sandbox needs what a container does not give to root.
    ...(process.getuid?.() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" }),
  };
  const open: Window[] = [];
  const openOne = async () => {
    const window = await openWindow(env);
    open.push(window);
    return window;
  };
  const version = await versionOf(env);
  return {
    name: `WebKitGTK ${version}`,
    keepsFiles: false,
    open: openOne,
    async close() {
      for (const window of open) await window.close();
      await ended(screen);
      await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

async function versionOf(env: NodeJS.ProcessEnv): Promise<string> {
  const { version, close } = await startDriver(env);
  await close();
  return version;
}

async function openWindow(env: NodeJS.ProcessEnv): Promise<Window> {
  const { call, close } = await startDriver(env);
  const look: Window["look"] = async (see, ...given) =>
    JSON.parse(await call<string>("POST", "/execute/sync", { script: `return ${expressionOf(see, given)}`, args: [] }));
  const act = async (actions: readonly object[]) => void (await call("POST", "/actions", { actions }));
  const press: Window["press"] = (...keys) => act(pressActions(keys));
  /** Of the page: the window has a bar above it. */
  const resize = async (width: number, height: number) => {
    const bars = await look(() => [outerWidth - innerWidth, outerHeight - innerHeight] as const);
    await call("POST", "/window/rect", { width: width + bars[0], height: height + bars[1] });
  };
  let isOpen = true;
  await resize(1280, 800);
  return {
    look,
    resize,
    async goTo(url) {
      await call("POST", "/url", { url });
      await look(listenForComplaints);
    },
    clickAt: (x, y) => act(clickActions(x, y)),
    type: (text) => act(typeActions(text)),
    press,
    async compose(text) {
      for (const letter of text) {
        await act(holdActions(["Control", "Shift"], "u"));
        await act(typeActions(letter.codePointAt(0)?.toString(16) ?? ""));
        await press("Enter");
      }
    },
    async choose(ask, paths) {
      await ask();
      const script = `return (${fileInput})()`;
      const input = await until(() =>
        call<Readonly<Record<string, string>> | null>("POST", "/execute/sync", { script, args: [] }),
      );
      // The standard's own name for an element is the key, whatever it is.
      await call("POST", `/element/${Object.values(input)[0]}/value`, { text: paths.join("\n") });
    },
    async picture() {
      // It shows what was painted last, which may be a frame or two ago.
      await call("POST", "/execute/async", { script: PAINTED, args: [] });
      return Buffer.from(await call<string>("GET", "/screenshot"), "base64");
    },
    complaints: () => look(() => (globalThis as { complaints?: string[] }).complaints ?? []),
    async close() {
      if (!isOpen) return;
      isOpen = false;
      await close();
    },
  };
}

/** This driver tells nothing of its console: the page has to. What its policy was told before is in the reports it keeps. */
function listenForComplaints(): void {
  const complaints: string[] = [];
  Object.assign(globalThis, { complaints });
  addEventListener("error", ({ message }) => complaints.push(message));
  addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));
  const observer = new ReportingObserver(
    (reports) => {
      for (const { body } of reports) complaints.push(JSON.stringify(body));
    },
    { buffered: true, types: ["csp-violation"] },
  );
  observer.observe();
}
