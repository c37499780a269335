/**
 * The line between a browser and the server, in a test's hands: it carries every call as it is, writes it down, and lets
 * some of them meet with an accident. A proxy of its own instead of the browser tool's interception, because that one does
 * not see what a closing page still sends, holds no streams, and would be one more thing between the page and the truth.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { until } from "../until.js";

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** By this machine's clock. */
  readonly at: number;
  /** Of the answer, once it has come from either side. */
  status?: number;
  /** Its end, on whichever side. */
  isOver: boolean;
  /** It has its answer but for news: a stream has begun (or its beginning was kept back), a poll goes on from another one. */
  waitsForNews: boolean;
}

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/**
 * `drop`: never reaches the server · `lose`: reaches it, and its answer does not come back · an answer: given in the
 * server's place · `answerAfter`: reaches it at once, and is answered when that has settled.
 */
export type Fate = "pass" | "drop" | "lose" | Answer | { readonly answerAfter: Promise<unknown> };

export interface Line {
  readonly url: string;
  /** What the pages asked of the API, oldest first; preflights and files are not among them. */
  readonly calls: readonly Call[];
  /** Decides about each call of the API, maybe after some time; by default everything passes. */
  fate: (call: Call) => Fate | Promise<Fate>;
  /** Everything of a stream goes through here, chunk by chunk. */
  onStream: (chunk: Buffer, call: Call) => readonly Buffer[];
  /** Nobody answers: neither the API nor the files. */
  isDown: boolean;
  /** Calls of a route, by the last word of its path: `to("messages")`. */
  to(route: string, method?: string): readonly Call[];
  /** Event streams that are open at this moment; and the most of those begun since the line was mended that were open at once. */
  streams(): number;
  mostStreams(): number;
  /** Those of the open ones through which nothing has come yet. */
  silentStreams(): number;
  /** Everything that was asked has been answered: what is still open waits for news. */
  isQuiet(): boolean;
  /** Every connection of a page breaks, without a goodbye. Resolves when nothing of them is left here. */
  cut(): Promise<void>;
  /** Back to a line without accidents, with nothing written down. */
  mend(): void;
  close(): Promise<void>;
}

/** `target` is asked at each call: a restarted server has another port. */
export async function lineTo(target: () => string): Promise<Line> {
  let calls: Call[] = [];
  /** The streams, and whether anything has come through them. */
  const open = new Map<ServerResponse, boolean>();
  const begun = new Set<ServerResponse>();
  let most = 0;

  const server = createServer(async (incoming, response) => {
    incoming.on("error", () => undefined); // A page that went: its call is over, and that is all there is to know.
    response.on("error", () => undefined);
    // On a connection that it has used before, a browser tries a broken call once more by itself.
    response.shouldKeepAlive = false;
    const bytes = await buffer(incoming).catch(() => undefined);
    if (bytes === undefined) return;
    const body = bytes.toString();
    const { method = "", url: path = "", headers } = incoming;
    const waitsForNews = path.includes("/poll?after");
    const call: Call = { ...{ method, path, headers, body, at: Date.now() }, isOver: false, waitsForNews };
    response.on("close", () => {
      call.isOver = true;
    });
    if (line.isDown) return incoming.socket.destroy();
    const isApi = path.startsWith("/v1/") && method !== "OPTIONS";
    if (isApi) calls.push(call);
    const fate = isApi ? await line.fate(call) : "pass";
    if (fate === "drop") return incoming.socket.destroy();
    if (typeof fate === "object" && "status" in fate) {
      call.status = fate.status;
      response.writeHead(fate.status, {
        "access-control-allow-origin": headers.origin ?? "*",
        "access-control-expose-headers": "Retry-After",
        "content-type": "application/json",
        ...fate.headers,
      });
      return response.end(fate.body ?? "");
    }
    carry(call, bytes, fate, incoming, response);
  });

  function carry(
    call: Call,
    bytes: Buffer,
    fate: Exclude<Fate, "drop" | Answer>,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): void {
    const { method, path, headers } = call;
    const onward = request(new URL(path, target()), { method, headers: { ...headers, connection: "close" } }, async (answer) => {
      call.status = answer.statusCode ?? 0;
      if (fate === "lose") return answer.resume().on("end", () => incoming.socket.destroy());
      if (typeof fate === "object") await fate.answerAfter;
      if (response.destroyed) return answer.destroy();
      const { connection: _, "keep-alive": __, ...rest } = answer.headers;
      response.writeHead(call.status, rest);
      if (!answer.headers["content-type"]?.startsWith("text/event-stream")) return answer.pipe(response);
      response.flushHeaders();
      open.set(response, false);
      begun.add(response);
      most = Math.max(most, begun.size);
      const left = () => {
        open.delete(response);
        begun.delete(response);
        answer.destroy();
      };
      response.on("close", left);
      answer.on("data", (chunk: Buffer) => {
        for (const part of line.onStream(chunk, call)) {
          response.write(part);
          if (open.has(response)) open.set(response, true);
        }
        call.waitsForNews = true;
      });
      answer.on("close", () => response.destroy());
    });
    onward.on("error", () => incoming.socket.destroy());
    response.on("close", () => onward.destroy());
    onward.end(bytes);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  const line: Line = {
    url: `http://127.0.0.1:${port}`,
    get calls() {
      return calls;
    },
    fate: () => "pass",
    onStream: (chunk) => [chunk],
    isDown: false,
    to: (route, method = "POST") =>
      calls.filter((call) => call.method === method && call.path.split("?")[0]?.endsWith(`/${route}`)),
    streams: () => open.size,
    mostStreams: () => most,
    silentStreams: () => [...open.values()].filter((hasSpoken) => !hasSpoken).length,
    isQuiet: () => calls.every(({ isOver, waitsForNews }) => isOver || waitsForNews),
    async cut() {
      const cut = calls.filter(({ isOver }) => !isOver);
      server.closeAllConnections();
      await until(() => cut.every(({ isOver }) => isOver));
    },
    mend() {
      line.fate = () => "pass";
      line.onStream = (chunk) => [chunk];
      line.isDown = false;
      calls = [];
      // What an earlier page leaves open is none of the next one's.
      begun.clear();
      most = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return line;
}
