/** One stream of events through the simulated network: in order, unless the weather wants otherwise; and silent when it is stalled. */
import { ChatError } from "../../../../src/client/index.js";
import type { Seq, ServerEvent } from "../../../../src/protocol/index.js";
import type { Life } from "./life.js";
import type { Mishap, UnderWay } from "./weather.js";
import type { Around } from "./wire.js";

export interface Listening {
  readonly mishap: Mishap | undefined;
  readonly signal: AbortSignal;
  readonly delay: () => number;
  /** Connects at the server, which says hello at once; the function returned hangs up. */
  readonly take: (line: (event: ServerEvent) => void, end: () => void) => () => void;
  readonly latest: () => Seq;
  readonly onEvent: (event: ServerEvent) => void;
}

const BEAT_MS = 20_000;

/** Settles as the port says: when the signal ends, or with an error when the line breaks. */
export function listening({ time, weather }: Around, tab: Life, line: Listening): Promise<void> {
  const { mishap, signal, delay, take, latest, onEvent } = line;
  return new Promise((resolve, reject) => {
    let isOver = false;
    let isDeaf = false;
    let hangUp = () => {};
    let stopBeat = () => {};
    let lastArrival = 0;
    const overtaken: ServerEvent[] = [];

    const leave = () => {
      weather.underWay.delete(self);
      stopBeat();
      hangUp();
    };
    const end = (how: () => void) => {
      if (isOver) return;
      isOver = true;
      leave();
      how();
    };
    const fail = (error: unknown) => time.after(delay(), () => tab.do(() => end(() => reject(error))));
    const self: UnderWay = {
      isLine: true,
      stall() {
        isDeaf = true;
      },
      cut(code) {
        isDeaf = true;
        leave();
        tab.do(() => end(() => reject(new ChatError(code, "The line broke"))));
      },
    };

    function deliver(event: ServerEvent): void {
      lastArrival = Math.max(lastArrival, time.now() + delay());
      time.after(lastArrival - time.now(), () => {
        if (isDeaf) return;
        tab.do(() => {
          if (isOver) return;
          onEvent(event);
          if (event.type === "gone") end(resolve);
        });
      });
    }

    function push(event: ServerEvent): void {
      if (isDeaf) return;
      // A connection begins with the one and ends with the other.
      const isFrame = event.type === "hello" || event.type === "gone";
      const what = isFrame ? undefined : weather.events.shift();
      if (what === "dropped") weather.lost.add(event.type);
      if (event.type === "gone") stopBeat();
      if (what === "swapped") {
        overtaken.push(event);
        return;
      }
      if (what !== "dropped") deliver(event);
      if (what === "doubled") deliver(structuredClone(event));
      for (const late of overtaken.splice(0)) deliver(late);
    }

    function beat(): void {
      stopBeat = time.after(BEAT_MS, () => {
        push({ type: "beat", latest: latest() });
        beat();
      });
    }

    if (signal.aborted) return resolve();
    signal.addEventListener("abort", () => end(resolve), { once: true });
    tab.onDeath(leave);
    if (weather.sky === "down") return void fail(new ChatError("offline", "No network"));
    weather.underWay.add(self);
    if (mishap?.is === "lost") return;
    time.after(delay() + (mishap?.is === "late" ? mishap.ms : 0), () => {
      if (isOver || isDeaf || tab.state === "dead") return;
      if (weather.sky === "failing") return fail(new ChatError("unavailable", "503"));
      if (mishap?.is === "refused") return fail(new ChatError(mishap.code, "Refused on the way", mishap));
      if (mishap?.is === "unanswered") return mishap.how === "breaks" ? void fail(new ChatError("offline", "Broken")) : undefined;
      try {
        hangUp = take(push, () => self.cut("unavailable"));
        beat();
      } catch (error) {
        fail(error);
      }
    });
  });
}
