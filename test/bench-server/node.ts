/** One node of the server, in a process of its own. `recado serve` does the same with more words. */
import type pg from "pg";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { createServer } from "../../src/server/index.js";
import { child, setting } from "./child.js";
import { kept, type Spent, spent } from "./spent.js";

interface NodeSetting {
  readonly database: pg.PoolConfig;
  readonly port?: number;
  /** With a worker that mails to nowhere. */
  readonly mails?: boolean;
  /** Visitors come from where their requests say, and within the server's own limits. */
  readonly isBehindProxy?: boolean;
}
export interface Usage extends Spent {
  readonly url: string;
  readonly mailed: number;
}

const { database, port = 0, mails = false, isBehindProxy = false } = await setting<NodeSetting>();
/** All visitors are on this machine: one network, which would be a flood to any server. */
const rate = { burst: 1e9, perMinute: 1e9 };
const everybody = { visitor: rate, network: rate, site: rate };

let mailed = 0;
const silent = () => undefined;
const say = (facts: object, sentence: string) => console.error(sentence, JSON.stringify(facts));
const mailer = memoryMailer(() => {
  mailed += 1;
});
const server = await createServer({
  database,
  port,
  ...(isBehindProxy
    ? { trustedProxies: ["127.0.0.1", "::1"] }
    : { limits: { look: { network: rate, site: rate }, ask: everybody, say: everybody } }),
  log: { debug: silent, info: silent, warn: say, error: say },
  ...(mails && { mail: { mailer, from: "chat@flora.example" } }),
});
process.once("SIGTERM", () => server.close().then(() => process.exit()));
child((question: object | "kept") => (question === "kept" ? kept() : ({ url: server.url, mailed, ...spent() } satisfies Usage)));
