/**
 * Where the events of a stream are written to. On Node straight into its response: a web stream and the reader an adapter puts on it
 * are four kilobytes for each of thousands. Where there is no response of Node's, a web stream.
 */
import type { ServerResponse } from "node:http";
import type { Context } from "hono";

interface Pipe {
  /** A reader too slow for what is written is cut off. */
  write(text: string): void;
  close(): void;
}
interface Opened {
  readonly pipe: Pipe;
  readonly response: Response;
}

/** What may wait for a slow reader, who comes back and pulls: 200 messages of the longest text. */
const MOST_WAITING_BYTES = 5_000_000;
const OK = 200;

/** `onHangUp`: its reader is gone, or was cut off. Node's response over HTTP/2 is the same in all that is used of it. */
export function openPipe(c: Context, onHangUp: () => void): Opened {
  const { outgoing }: { outgoing?: ServerResponse } = c.env ?? {};
  return outgoing === undefined ? webPipe(c, onHangUp) : nodePipe(c, outgoing, onHangUp);
}

/**
 * The adapter writes the head, with what anybody's middleware has added to it, and ends the response, since no body came with it.
 * That one end is not let through: it is where the line begins.
 */
function nodePipe(c: Context, outgoing: ServerResponse, onHangUp: () => void): Opened {
  const { end } = outgoing;
  const pipe = new NodePipe(outgoing);
  outgoing.end = (...said: unknown[]): ServerResponse => {
    outgoing.end = end;
    // Something went wrong on the way out: that is the answer, and no line begins.
    if (said.length > 0 || outgoing.statusCode !== OK) {
      onHangUp();
      return Reflect.apply(end, outgoing, said);
    }
    pipe.begin();
    return outgoing;
  };
  outgoing.on("close", onHangUp);
  outgoing.on("error", onHangUp);
  return { pipe, response: c.body(null, OK) };
}

/** A class, as there are thousands of them: each function of its own would be a hundred bytes of a stream. */
class NodePipe implements Pipe {
  readonly #outgoing: ServerResponse;
  /** Written before the head was; undefined from then on. */
  #early: string[] | undefined = [];
  #isOver = false;

  constructor(outgoing: ServerResponse) {
    this.#outgoing = outgoing;
  }
  begin(): void {
    const first = this.#early ?? [];
    this.#early = undefined;
    this.#outgoing.flushHeaders();
    for (const text of first) this.#outgoing.write(text);
    if (this.#isOver) this.#outgoing.end();
  }
  write(text: string): void {
    if (this.#early !== undefined) this.#early.push(text);
    else if (this.#outgoing.writableLength > MOST_WAITING_BYTES) this.#outgoing.destroy();
    else this.#outgoing.write(text);
  }
  close(): void {
    this.#isOver = true;
    if (this.#early === undefined) this.#outgoing.end();
  }
}

function webPipe(c: Context, onHangUp: () => void): Opened {
  let isHungUp = false;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start(own) {
        controller = own;
      },
      cancel() {
        isHungUp = true;
        onHangUp();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING_BYTES }),
  );
  return {
    pipe: {
      write(text) {
        if ((controller?.desiredSize ?? 0) <= 0) onHangUp();
        else controller?.enqueue(ENCODER.encode(text));
      },
      close() {
        // A stream its reader has cancelled is closed already, and says so by throwing.
        if (!isHungUp) controller?.close();
      },
    },
    response: c.body(body),
  };
}

const ENCODER = new TextEncoder();
