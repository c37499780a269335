/** The line to a browser that speaks WebDriver BiDi: calls with their answers, and what its consoles say. */
import { once } from "node:events";
import { WebSocket } from "ws";

interface LogEntry {
  readonly level: string;
  readonly text: string;
  readonly source: { readonly context?: string };
}

export interface BidiLine {
  call<Answer = unknown>(method: string, params?: object): Promise<Answer>;
  onLog(hear: (entry: LogEntry) => void): void;
  close(): void;
}

export async function bidiLineTo(address: string): Promise<BidiLine> {
  const socket = new WebSocket(address);
  await once(socket, "open");
  const waiting = new Map<number, { resolve(answer: never): void; reject(error: Error): void }>();
  const hearers: ((entry: LogEntry) => void)[] = [];
  let calls = 0;
  socket.on("message", (data) => {
    const { id, type, method, params, result, error, message } = JSON.parse(String(data));
    if (method === "log.entryAdded") for (const hear of hearers) hear(params);
    const call = waiting.get(id);
    waiting.delete(id);
    if (type === "error") call?.reject(new Error(`${error}: ${message}`));
    else call?.resolve(result as never);
  });
  socket.on("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("Firefox ended"));
  });
  return {
    call: (method, params = {}) =>
      new Promise((resolve, reject) => {
        calls += 1;
        waiting.set(calls, { resolve, reject });
        socket.send(JSON.stringify({ id: calls, method, params }));
      }),
    onLog: (hear) => void hearers.push(hear),
    close: () => socket.close(),
  };
}
