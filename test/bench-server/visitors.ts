/**
 * Visitors' streams, thousands in one process, as bare sockets: what is measured is the server. Each comes back when its line ends,
 * as the widget does, to the next of the nodes, with the widget's own patience.
 */
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { backoff } from "../../src/client/backoff.js";
import { child, setting } from "./child.js";

interface VisitorsSetting {
  readonly site: string;
  /** Tried in turn. */
  readonly urls: readonly string[];
  readonly tokens: readonly string[];
}
type VisitorsQuestion = { readonly open: number } | "told" | "forget";
export interface Told {
  readonly open: number;
  /** Ends of lines that had said hello. */
  readonly dropped: number;
  readonly beats: number;
  /** From the moment written in a message to its arrival here. */
  readonly latenciesMs: readonly number[];
  readonly received: number;
  /** When lines came back (hello again), and how long each had been away. */
  readonly backAt: readonly number[];
  readonly awayMs: readonly number[];
}

const OPENING_AT_ONCE = 100;
/** What a browser says with every request, and Node keeps for as long as it is answered. */
const BROWSER = [
  "Connection: keep-alive",
  'sec-ch-ua: "Chromium";v="156", "Not:A-Brand";v="24"',
  "sec-ch-ua-mobile: ?0",
  'sec-ch-ua-platform: "Windows"',
  "User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
  "Accept: text/event-stream",
  "Origin: https://flora.example",
  "Sec-Fetch-Site: cross-site",
  "Sec-Fetch-Mode: cors",
  "Sec-Fetch-Dest: empty",
  "Referer: https://flora.example/",
  "Accept-Encoding: gzip, deflate, br, zstd",
  "Accept-Language: de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7",
].join("\r\n");

const { site, urls, tokens } = await setting<VisitorsSetting>();
const nodes = urls.map((url) => new URL(url));
const nothing = () => ({
  dropped: 0,
  beats: 0,
  received: 0,
  latenciesMs: [] as number[],
  backAt: [] as number[],
  awayMs: [] as number[],
});
let told = nothing();
let open = 0;
let begun = 0;

/** Resolves with the first hello; goes on for ever. */
function hold(token: string): Promise<void> {
  return new Promise((resolve) => {
    let [tries, node, leftAt, position] = [0, 0, 0, ""];
    const dial = () => {
      const { hostname, port } = nodes[node % nodes.length] ?? new URL("http://127.0.0.1");
      const socket = connect(Number(port), hostname);
      let isUp = false;
      socket.setEncoding("utf8");
      socket.on("connect", () => {
        const after = position === "" ? "" : `Last-Event-ID: ${position}\r\n`;
        socket.write(
          `GET /v1/sites/${site}/events HTTP/1.1\r\nHost: ${hostname}\r\n${BROWSER}\r\nAuthorization: Bearer ${token}\r\n${after}\r\n`,
        );
      });
      socket.on("data", (text: string) => {
        position = /.*^id: (\S+)/ms.exec(text)?.[1] ?? position;
        if (text.includes('"type":"beat"')) told.beats += 1;
        for (const [, sentAt] of text.matchAll(/"text":"at (\d+)"/g)) {
          told.received += 1;
          told.latenciesMs.push(Number(process.hrtime.bigint() - BigInt(sentAt ?? 0)) / 1e6);
        }
        if (isUp || !text.includes('"type":"hello"')) return;
        isUp = true;
        tries = 0;
        open += 1;
        if (leftAt > 0) {
          told.backAt.push(Date.now());
          told.awayMs.push(Date.now() - leftAt);
        }
        resolve();
      });
      socket.on("error", () => socket.destroy());
      // The server may end its half alone.
      socket.on("end", () => socket.destroy());
      socket.on("close", () => {
        if (isUp) {
          open -= 1;
          told.dropped += 1;
          leftAt = Date.now();
        }
        node += 1;
        void sleep(backoff(tries++, Math.random)).then(dial);
      });
    };
    dial();
  });
}

child<VisitorsQuestion>(async (question) => {
  if (question === "told") return { open, ...told } satisfies Told;
  if (question === "forget") {
    told = nothing();
    return {};
  }
  const mine = tokens.slice(begun, question.open);
  begun = question.open;
  const lanes = Array.from({ length: OPENING_AT_ONCE }, async () => {
    for (let token = mine.pop(); token !== undefined; token = mine.pop()) await hold(token);
  });
  await Promise.all(lanes);
  return {};
});
