/** A node that can be killed, seen from its parent. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { signedIn } from "../people.js";

export interface Told {
  readonly database: object;
  /** Where its letters go. */
  readonly smtp: string;
  readonly site: string;
  readonly agent: string;
  readonly leaseMs: number;
  /** A folder for them; with it, the node takes mails in too. */
  readonly attachments?: string;
}

export interface Node {
  readonly child: ChildProcess;
  readonly url: string;
  /** Where it takes mails in. */
  readonly smtpPort: number;
  agent(): ReturnType<typeof signedIn>;
  /** kill -9; resolves when it is dead. */
  kill(): Promise<void>;
}

/** For whoever kills it before it is even there. */
export const forkNode = (told: Told): ChildProcess =>
  fork(new URL("./node.ts", import.meta.url), {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, RECADO_NODE: JSON.stringify(told) },
  });

export async function startNode(told: Told): Promise<Node> {
  const child = forkNode(told);
  const [{ url, link, smtpPort = 0 }] = (await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`A node ended with ${code} while starting`))),
  ])) as [{ url: string; link: string; smtpPort?: number }];
  let agent: ReturnType<typeof signedIn> | undefined;
  return {
    child,
    url,
    smtpPort,
    agent() {
      agent ??= signedIn(url, link);
      return agent;
    },
    async kill() {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}
