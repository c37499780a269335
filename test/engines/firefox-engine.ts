/** Debian's Firefox ESR, headless, by WebDriver BiDi: it speaks that by itself, over one WebSocket. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { install } from "../install.js";
import { until } from "../until.js";
import { type BidiLine, bidiLineTo } from "./bidi-line.js";
import { type Engine, expressionOf, fileInput, type Window } from "./engine.js";
import { clickActions, pressActions, typeActions } from "./hands.js";

const PROGRAM = "/usr/bin/firefox-esr";
const READY_WITHIN_MS = 60_000;
/** With access to its own windows: only they have an input method. */
const ALONE = ["--headless", "--no-remote", "--remote-debugging-port=0", "--remote-allow-system-access"];
/** A file dialog that opens is put away; what is chosen is said another way. */
const CAPABILITIES = { alwaysMatch: { unhandledPromptBehavior: { file: "dismiss" } } };
/** Its own visits to the network would only be in the way. */
const PREFERENCES = {
  "intl.accept_languages": "en-GB, en",
  "app.update.enabled": false,
  "app.normandy.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "browser.safebrowsing.downloads.remote.enabled": false,
};

export async function firefoxEngine(): Promise<Engine> {
  await install({ "firefox-esr": PROGRAM });
  const profile = await mkdtemp(join(tmpdir(), "rcd-firefox-"));
  const preferences = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
  await writeFile(join(profile, "user.js"), preferences.join("\n"));
  const browser = spawn(PROGRAM, [...ALONE, "--profile", profile], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, HOME: profile },
  });
  const ended = once(browser, "exit");
  const line = await bidiLineTo(`${await addressOf(browser)}/session`);
  const { capabilities } = await line.call<{ capabilities: { browserVersion: string } }>("session.new", {
    capabilities: CAPABILITIES,
  });
  await line.call("session.subscribe", { events: ["log.entryAdded"] });
  return {
    name: `Firefox ${capabilities.browserVersion}`,
    keepsFiles: true,
    open: () => openWindow(line),
    async close() {
      line.close();
      browser.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

async function openWindow({ call, onLog }: BidiLine): Promise<Window> {
  const { userContext } = await call<{ userContext: string }>("browser.createUserContext");
  const { context } = await call<{ context: string }>("browsingContext.create", { type: "window", userContext });
  const complaints: string[] = [];
  onLog(({ level, text, source }) => {
    // It looks for an icon by itself, and tells the page that it may not.
    if (level === "error" && source.context === context && !text.includes("/favicon.ico")) complaints.push(text);
  });
  const resize = async (width: number, height: number) =>
    void (await call("browsingContext.setViewport", { context, viewport: { width, height } }));
  const act = async (actions: readonly object[]) => {
    // Hands work in the window in front: in one behind, Firefox lets no key press a button.
    await call("browsingContext.activate", { context });
    await call("input.performActions", { context, actions });
  };
  await resize(1280, 800);
  return {
    resize,
    goTo: async (url) => void (await call("browsingContext.navigate", { context, url, wait: "complete" })),
    async look(see, ...given) {
      const said = await call<Evaluated>("script.evaluate", {
        expression: expressionOf(see, given),
        target: { context },
        awaitPromise: false,
      });
      if (said.type === "exception") throw new Error(said.exceptionDetails.text);
      return JSON.parse(said.result.value);
    },
    clickAt: (x, y) => act(clickActions(x, y)),
    type: (text) => act(typeActions(text)),
    press: (...keys) => act(pressActions(keys)),
    compose: (text) => compose(call, text),
    async choose(press, files) {
      await press();
      const element = await until(() => nodeIn(call, context));
      await call("input.setFiles", { context, element, files });
    },
    picture: async () =>
      Buffer.from((await call<{ data: string }>("browsingContext.captureScreenshot", { context })).data, "base64"),
    complaints: async () => complaints,
    close: async () => void (await call("browser.removeUserContext", { userContext })),
  };
}

/** Where files are given to the page, once it is there. */
async function nodeIn(call: BidiLine["call"], context: string): Promise<{ readonly sharedId: string } | undefined> {
  const expression = `(${fileInput})()`;
  const { result } = await call<{ result: { type: string; sharedId: string } }>("script.evaluate", {
    ...{ expression, target: { context }, awaitPromise: false },
  });
  return result.type === "node" ? { sharedId: result.sharedId } : undefined;
}

/** By the input method of the browser's own window in front, which hands it on to the page as it does a person's. */
async function compose(call: BidiLine["call"], text: string): Promise<void> {
  const { contexts } = await call<{ contexts: { context: string }[] }>("browsingContext.getTree", { "moz:scope": "chrome" });
  const expression = `(${composeInFront})(${JSON.stringify(text)})`;
  const answers = contexts.map(({ context }) =>
    call<Evaluated>("script.evaluate", { expression, target: { context }, awaitPromise: false }),
  );
  const done = (await Promise.all(answers)).filter((said) => said.type === "success" && said.result.value === "done");
  if (done.length !== 1) throw new Error(`${done.length} windows of Firefox composed the text`);
}

/** In a window of the browser's own. The names are Firefox's. */
function composeInFront(text: string): string {
  const { Cc, Ci, Services } = globalThis as unknown as FirefoxInside;
  if (Services.focus.activeWindow !== window) return "behind";
  const method = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
  method.beginInputTransaction(window, () => true);
  method.setPendingCompositionString(text);
  method.appendClauseToPendingComposition(text.length, method.ATTR_RAW_CLAUSE);
  method.setCaretInPendingComposition(text.length);
  method.flushPendingComposition();
  method.commitComposition(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", keyCode: 13 }));
  return "done";
}

interface FirefoxInside {
  readonly Cc: { readonly "@mozilla.org/text-input-processor;1": { createInstance(kind: unknown): InputMethod } };
  readonly Ci: { readonly nsITextInputProcessor: unknown };
  readonly Services: { readonly focus: { readonly activeWindow: unknown } };
}

interface InputMethod {
  readonly ATTR_RAW_CLAUSE: number;
  beginInputTransaction(window: unknown, onNote: () => boolean): boolean;
  setPendingCompositionString(text: string): void;
  appendClauseToPendingComposition(length: number, kind: number): void;
  setCaretInPendingComposition(at: number): void;
  flushPendingComposition(): boolean;
  commitComposition(key: KeyboardEvent): void;
}

type Evaluated =
  | { readonly type: "success"; readonly result: { readonly value: string } }
  | { readonly type: "exception"; readonly exceptionDetails: { readonly text: string } };

/** Where it listens for us: it says so on the way up. */
function addressOf({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => reject(new Error(`Firefox did not come up:\n${said}`)), READY_WITHIN_MS);
    stderr?.on("data", (part: Buffer) => {
      said += part.toString();
      const found = /listening on (ws:\S+)/.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      resolve(found);
    });
  });
}
