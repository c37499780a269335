/** Debian's Firefox ESR, headless, by WebDriver BiDi: it speaks that by itself, over one WebSocket. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { install } from "../install.js";
import { type BidiLine, bidiLineTo } from "./bidi-line.js";
import { type Engine, expressionOf, type Window } from "./engine.js";
import { clickActions, pressActions, typeActions } from "./hands.js";

const PROGRAM = "/usr/bin/firefox-esr";
const READY_WITHIN_MS = 60_000;
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
  const browser = spawn(PROGRAM, ["--headless", "--remote-debugging-port=0", "--profile", profile, "--no-remote"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, HOME: profile },
  });
  const ended = once(browser, "exit");
  const line = await bidiLineTo(`${await addressOf(browser)}/session`);
  const { capabilities } = await line.call<{ capabilities: { browserVersion: string } }>("session.new", { capabilities: {} });
  await line.call("session.subscribe", { events: ["log.entryAdded"] });
  return {
    name: `Firefox ${capabilities.browserVersion}`,
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
    picture: async () =>
      Buffer.from((await call<{ data: string }>("browsingContext.captureScreenshot", { context })).data, "base64"),
    complaints: async () => complaints,
    close: async () => void (await call("browser.removeUserContext", { userContext })),
  };
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
