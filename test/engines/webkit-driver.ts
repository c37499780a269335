/** WebKit's driver by plain W3C WebDriver: a small HTTP server beside the browser, with one session at a time. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../free-port.js";
import { until } from "../until.js";

export const DRIVER = "/usr/bin/WebKitWebDriver";

type Call = <Answer>(method: "GET" | "POST" | "DELETE", path: string, body?: object) => Promise<Answer>;

/** With a session, and so with a browser. */
export async function startDriver(env: NodeJS.ProcessEnv): Promise<{ call: Call; version: string; close(): Promise<void> }> {
  const port = await freePort();
  const driver = spawn(DRIVER, [`--port=${port}`, "--host=127.0.0.1"], { env, stdio: "ignore" });
  const ask = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = (await response.json()) as { value: Answer & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await until(() => ask<{ ready: boolean }>("GET", "/status").catch(() => undefined));
  const { sessionId, capabilities } = await ask<{ sessionId: string; capabilities: { browserVersion: string } }>(
    "POST",
    "/session",
    {
      capabilities: {},
    },
  );
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
