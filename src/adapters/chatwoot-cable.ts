/** ActionCable by the browser's WebSocket: one subscription, presence renewed, a line that died in silence noticed. */
import * as v from "valibot";
import { ChatError } from "../client/errors.js";
import { object, stringifyJson } from "../protocol/object.js";

export type OpenSocket = (url: string, protocols: string[]) => WebSocket;

export interface CableParts {
  /** "https://chatwoot.example.com" */
  readonly url: string;
  readonly pubsubToken: string;
  readonly open: OpenSocket;
  /** How often presence is renewed and asked for; Chatwoot forgets it after 20 s. */
  readonly beatMs: number;
  /** The subscription stands: what happens from now on arrives. */
  onUp(): void;
  onEvent(event: string, data: unknown): void;
  onBeat(): void;
  /** Chatwoot's clock, in milliseconds. */
  onTime(now: number): void;
}

const Frame = object({ type: v.optional(v.string()), message: v.optional(v.unknown()) });
const Event = object({ event: v.string(), data: v.unknown() });
const PROTOCOLS = ["actioncable-v1-json", "actioncable-unsupported"];
const CONNECT_MS = 8_000;
/** Pings come every 3 s. */
const SILENCE_MS = 10_000;

/** Resolves when the signal ends; rejects when the line breaks. */
export function cable(parts: CableParts, signal: AbortSignal): Promise<void> {
  const { url, pubsubToken, open, beatMs, onUp, onEvent, onBeat, onTime } = parts;
  const identifier = stringifyJson({ channel: "RoomChannel", pubsub_token: pubsubToken });

  return new Promise((resolve, reject) => {
    if (signal.aborted) return resolve();
    const address = new URL("/cable", url);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = open(address.href, PROTOCOLS);
    const ended = new AbortController();
    const end = (error?: ChatError) => {
      if (ended.signal.aborted) return;
      ended.abort();
      clearTimeout(patience);
      clearInterval(beat);
      socket.close();
      if (error) reject(error);
      else resolve();
    };
    const broke = () => end(new ChatError("unavailable", "The line ended"));
    const silent = () => end(new ChatError("timeout", "The line is silent"));
    let patience = setTimeout(silent, CONNECT_MS);
    let beat: ReturnType<typeof setInterval> | undefined;
    const say = (frame: object) => socket.send(stringifyJson({ identifier, ...frame }));
    const renew = () => {
      say({ command: "message", data: stringifyJson({ action: "update_presence" }) });
      onBeat();
    };

    const hear = ({ data }: MessageEvent) => {
      clearTimeout(patience);
      patience = setTimeout(silent, SILENCE_MS);
      const frame = v.safeParse(Frame, JSON.parse(String(data)));
      if (!frame.success) return;
      const { type, message } = frame.output;
      if (type === "welcome") say({ command: "subscribe" });
      else if (type === "ping" && typeof message === "number") onTime(message * 1_000);
      else if (type === "confirm_subscription") {
        beat = setInterval(renew, beatMs);
        onUp();
      } else if (type === "reject_subscription" || type === "disconnect") broke();
      else if (type === undefined) {
        const event = v.safeParse(Event, message);
        if (event.success) onEvent(event.output.event, event.output.data);
      }
    };
    socket.addEventListener("message", (event) => {
      if (ended.signal.aborted) return;
      try {
        hear(event);
      } catch (cause) {
        end(new ChatError("bad-answer", "Not ActionCable", { cause }));
      }
    });
    socket.addEventListener("close", broke);
    socket.addEventListener("error", broke);
    signal.addEventListener("abort", () => end(), { signal: ended.signal });
  });
}
