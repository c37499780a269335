/**
 * A text/event-stream by fetch. The native EventSource can carry no Authorization header, and gives up for good on any
 * answer that is not 200.
 */
import { createParser } from "eventsource-parser";
import { eventIn, type ServerEvent } from "../protocol/events.js";
import { parsedJson, stranger } from "./http-answer.js";

/** One event; a server that sends more than this without an end is none of ours. */
const LONGEST_EVENT_CHARACTERS = 1_000_000;

/** Resolves when the server ends the stream, or `signal` does; rejects when it breaks. */
export async function readEvents(response: Response, onEvent: (event: ServerEvent) => void, signal: AbortSignal): Promise<void> {
  const { body, headers } = response;
  if (!body || !headers.get("Content-Type")?.startsWith("text/event-stream")) throw stranger(response);
  const parser = createParser({
    maxBufferSize: LONGEST_EVENT_CHARACTERS,
    onEvent({ data }) {
      const event = eventIn(parsedJson(data));
      if (event) onEvent(event);
    },
    onError({ type }) {
      if (type === "max-buffer-size-exceeded") throw stranger(response);
    },
  });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  // Node forgets the signal of a request as soon as it has collected the request: the answer would then be read for ever.
  signal.addEventListener("abort", () => reader.cancel().catch(() => undefined));
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parser.feed(decoder.decode(value, { stream: true }));
  }
}
