/** Server-sent events as a response. What is sent, and when, is the business of `hold`; this keeps the line and its end. */
import type { Context } from "hono";
import type { Ground } from "../ground.js";

export interface Line {
  /** Ends with the client, the server, or `end`. Everything that `hold` starts ends with it. */
  readonly signal: AbortSignal;
  send(event: object, id?: string): void;
  end(): void;
}

/** Events waiting for a slow reader; beyond that the line is cut, and the reader comes back and pulls. */
const MOST_WAITING = 1_000;

/** `hold` may return while the line lives on; when it rejects, the line ends and the error is logged. */
export function eventStream(c: Context, ground: Ground, hold: (line: Line) => Promise<void>): Response {
  c.header("Content-Type", "text/event-stream; charset=utf-8");
  c.header("Cache-Control", "no-store");
  c.header("X-Accel-Buffering", "no");
  // HEAD runs the handler of GET and drops the body: a line would then be held for nobody.
  if (c.req.method === "HEAD") return c.body(null);
  const ended = new AbortController();
  const end = () => ended.abort();
  let [isHungUp, controller] = [false, undefined as ReadableStreamDefaultController<Uint8Array> | undefined];
  const body = new ReadableStream<Uint8Array>(
    {
      start(own) {
        controller = own;
      },
      cancel() {
        isHungUp = true;
        end();
      },
    },
    new CountQueuingStrategy({ highWaterMark: MOST_WAITING }),
  );
  let leave: () => void = () => undefined;
  ended.signal.addEventListener("abort", () => {
    leave();
    // A stream its reader has cancelled is closed already, and says so by throwing.
    if (!isHungUp) controller?.close();
  });
  leave = ground.lines.hold(end);
  const send = (event: object, id?: string) => {
    if (ended.signal.aborted) return;
    if ((controller?.desiredSize ?? 0) <= 0) return end();
    const position = id === undefined ? "" : `id: ${id}\n`;
    controller?.enqueue(ENCODER.encode(`${position}data: ${JSON.stringify(event)}\n\n`));
  };
  // Called out here, where nothing that lives as long as the line can see it: who asked, with their site and all, is forgotten.
  if (!ended.signal.aborted) ground.background(hold({ signal: ended.signal, send, end }).catch(endedBy(end)));
  return c.body(body);
}

const ENCODER = new TextEncoder();

const endedBy = (end: () => void) => (error: unknown) => {
  end();
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
