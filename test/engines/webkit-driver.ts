/** WebKit's driver by plain W3C WebDriver: a small HTTP server beside the browser, with one session at a time. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../free-port.js";
import { until } from "../until.js";

export const DRIVER = "/usr/bin/WebKitWebDriver";

type Call = <Answer>(method: "GET" | "POST" | "DELETE", path: string, body?: object) => Promise<Answer>;

/** The longest a script may take is half of it. */
const LONGEST_ANSWER_MS = 60_000;

interface Driver {
  readonly call: Call;
  readonly version: string;
  close(): Promise<void>;
}

/** With a session, and so with a browser. On a busy machine one driver never answered; another one is asked then. */
export function startDriver(env: NodeJS.ProcessEnv): Promise<Driver> {
  return start(env).catch(() => start(env));
}

async function start(env: NodeJS.ProcessEnv): Promise<Driver> {
  const port = await freePort();
  const driver = spawn(DRIVER, [`--port=${port}`, "--host=127.0.0.1"], { env, stdio: "ignore" });
  const ask = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      ...{ method, signal: AbortSignal.timeout(LONGEST_ANSWER_MS) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { value: Answer & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await until(() => ask<{ ready: boolean }>("GET", "/status").catch(() => undefined));
  const begun = ask<{ sessionId: string; capabilities: { browserVersion: string } }>("POST", "/session", { capabilities: {} });
  const { sessionId, capabilities } = await begun.catch(async (error: unknown) => {
    await ended(driver);
    throw error;
  });
  const session = `/session/${sessionId}`;
  return {
    call: (method, path, body) => ask(method, session + path, body),
    version: capabilities.browserVersion,
    async close() {
      await ask("DELETE", session).catch(() => undefined); // It may have crashed; the process goes all the same.
      await ended(driver);
    },
  };
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill();
  await exit;
}
