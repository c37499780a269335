/**
 * Processes of the bench: started from this folder, asked one question at a time, ended with it. They run as the package does, by Node
 * alone: tsx writes its name on every function that is made, and that was three kilobytes of an idle stream.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { build } from "esbuild";

export interface Child {
  readonly pid: number;
  ask<Answer>(question: object | string): Promise<Answer>;
  end(signal?: NodeJS.Signals): Promise<void>;
}

const running = new Set<ChildProcess>();
const folder = mkdtempSync(join(tmpdir(), "recado-bench-"));
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

/** Our sources as one file; packages stay where they are. */
async function built(file: string): Promise<string> {
  const outfile = join(folder, `${basename(file, ".ts")}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, file)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    plugins: [
      {
        name: "packages-where-they-are",
        setup({ onResolve }) {
          onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === "entry-point" ? undefined : { path: import.meta.resolve(path), external: true },
          );
        },
      },
    ],
  });
  return outfile;
}

export async function start(file: string, setting: object): Promise<Child> {
  const child = fork(await built(file), { execArgv: [] });
  // Not as an argument: ten thousand tokens are longer than a command line may be.
  child.send(setting);
  running.add(child);
  child.once("exit", () => running.delete(child));
  const ended = once(child, "exit");
  const answer = () =>
    Promise.race([
      once(child, "message").then(([message]) => message),
      ended.then(([code]) => Promise.reject(new Error(`${file} ended with ${code}`))),
    ]);
  ended.catch(() => undefined);
  await answer();
  return {
    pid: child.pid ?? 0,
    ask(question) {
      const answered = answer();
      child.send(question);
      return answered;
    },
    async end(signal = "SIGTERM") {
      child.kill(signal);
      await ended;
    },
  };
}

/** What `start` was given; the first thing a child asks for. */
export const setting = async <Setting>(): Promise<Setting> => (await once(process, "message"))[0];

/** The other end: `answer` gets every question; the first message says that all is ready. */
export function child<Question>(answer: (question: Question) => Promise<object> | object, ready: object = {}): void {
  const tell = (message: object) => process.send?.(message);
  process.on("message", async (question: Question) => tell(await answer(question)));
  // A parent that is gone wants nothing more.
  process.on("disconnect", () => process.exit());
  tell(ready);
}
