/** Server-sent events as a response. What is sent, and when, is the business of `hold`; this keeps the line and its end. */
import type { Context } from "hono";
import type { Ground } from "../ground.js";
import { Ending } from "./ending.js";
import { openPipe } from "./pipe.js";

/** Ends with the client, the server, or `end`. Everything that `hold` starts ends with it. */
export interface Line extends Pick<Ending, "isOver" | "onEnd" | "end"> {
  send(event: object, id?: string): void;
}

/** `hold` may return while the line lives on; when it rejects, the line ends and the error is logged. */
export function eventStream(c: Context, ground: Ground, hold: (line: Line) => Promise<void>): Response {
  c.header("Content-Type", "text/event-stream; charset=utf-8");
  c.header("Cache-Control", "no-store");
  c.header("X-Accel-Buffering", "no");
  // HEAD runs the handler of GET and drops the body: a line would then be held for nobody.
  if (c.req.method === "HEAD") return c.body(null);
  const ending = new Ending();
  const { pipe, response } = openPipe(c, () => ending.end());
  const send = (event: object, id?: string) => {
    if (ending.isOver()) return;
    const position = id === undefined ? "" : `id: ${id}\n`;
    pipe.write(`${position}data: ${JSON.stringify(event)}\n\n`);
  };
  const line = Object.assign(ending, { send });
  line.onEnd(ground.lines.hold(line));
  line.onEnd(() => pipe.close());
  // Called out here, where nothing that lives as long as the line can see it: who asked, with their site and all, is forgotten.
  if (!line.isOver()) ground.background(hold(line).catch(endedBy(line)));
  return response;
}

const endedBy = (line: Line) => (error: unknown) => {
  line.end();
  throw error;
};

/** Runs `work` for every call, but never twice at once: calls that come while it runs are answered by one more run. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  return () => {
    if (running === undefined) {
      running = work().finally(() => {
        running = undefined;
      });
      return running;
    }
    next ??= running
      .catch(() => undefined) // Told to whoever asked for that run.
      .then(() => {
        next = undefined;
        running = work().finally(() => {
          running = undefined;
        });
        return running;
      });
    return next;
  };
}
