/** `npm start` as a new user types it: builds, is ready soon, ends cleanly at Ctrl-C, and finds everything again the next day. */
import { execFileSync, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { http } from "../../src/adapters/http.js";
import { newId } from "../../src/client/id.js";
import { dataFolder, startDemo } from "../e2e/demo.js";
import { until } from "../until.js";

const NPM_START = ["npm", "start"] as const;
let folder: Awaited<ReturnType<typeof dataFolder>>;

beforeAll(async () => {
  folder = await dataFolder();
});
afterAll(() => folder?.remove());

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test("npm start serves site, console and inbox; Ctrl-C leaves nothing running and loses nothing", async () => {
  const first = await startDemo({ dataDir: folder.path, command: NPM_START });
  for (const [address, words] of [
    [first.shop, "Flora Garden Shop"],
    [first.console, "<title>"],
    [first.inbox, "Mail inbox"],
    [`${first.server}/healthz`, "ok"],
  ] as const) {
    const answer = await fetch(address);
    expect({ address, status: answer.status }).toEqual({ address, status: 200 });
    expect(await answer.text()).toContain(words);
  }
  const backend = http({ url: first.server, site: "flora" });
  const session = await backend.open({ kind: "new" }, AbortSignal.timeout(30_000));
  await backend.identify(
    { email: "dora@example.com" },
    [{ id: newId(), text: "Keep this", seen: 0 }],
    AbortSignal.timeout(30_000),
  );
  const postgres = Number((await readFile(join(folder.path, "postgres", "postmaster.pid"), "utf8")).split("\n")[0]);
  expect(isAlive(postgres)).toBe(true);
  await first.stop("SIGINT");
  await until(() => !isAlive(postgres));
  await expect(fetch(first.shop)).rejects.toThrow("fetch failed");

  const second = await startDemo({ dataDir: folder.path });
  const again = http({ url: second.server, site: "flora" });
  await again.open({ kind: "stored", token: session.token }, AbortSignal.timeout(30_000));
  const page = await again.pull({}, AbortSignal.timeout(30_000));
  expect(page.messages.map(({ text }) => text)).toContain("Keep this");
  expect(await second.stop("SIGINT")).toBe(0);
});

test("Ctrl-C in the middle of starting leaves nothing running either", async () => {
  for (const afterMs of [700, 1_400, 2_100, 2_800]) {
    const other = await dataFolder();
    const child = spawn(process.execPath, ["--import", "tsx", "demo/start.ts"], {
      env: { ...process.env, PORT: "0", RECADO_DATA: other.path },
      stdio: "ignore",
      detached: true,
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    if (child.pid !== undefined) process.kill(-child.pid, "SIGINT");
    await ended;
    const left = () =>
      execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })
        .split("\n")
        .filter((line) => line.includes(other.path));
    // What has heard of it as well may be a moment longer about it than the first of them.
    await expect.poll(() => ({ afterMs, left: left() })).toEqual({ afterMs, left: [] });
    await other.remove();
  }
});

test("a port in use is a sentence that says what to do, and nothing stays behind", async () => {
  const first = await startDemo({ dataDir: folder.path });
  const taken = new URL(first.shop).port;
  const other = await dataFolder();
  await expect(startDemo({ dataDir: other.path, env: { PORT: taken } })).rejects.toThrow(`Port ${taken} is in use`);
  await other.remove();
  await first.stop();
});

test("a PORT that is no number is refused in words", async () => {
  await expect(startDemo({ dataDir: folder.path, env: { PORT: "http" } })).rejects.toThrow('not "http"');
});
