/** Who is writing, both ways: told sparingly, forgotten by itself. A hint: nothing depends on it and its failures are nobody's concern. */
import type { Face, ServerEvent } from "../protocol/index.js";
import type { Life } from "./life.js";

/** A remote "is writing" that nobody takes back ends by itself. */
const TYPING_SHOWN_MS = 6_000;
/** Own keystrokes are told at most this often, and over after a pause. */
const TYPING_TOLD_EVERY_MS = 3_000;
const TYPING_PAUSE_MS = 5_000;
/** The message goes first, and is drawn. */
const SENT_MS = 100;

export interface Typing {
  heard(event: Extract<ServerEvent, { type: "typing" }>): void;
  /** The writer's message is here. */
  arrived(): void;
  keystroke(): void;
  /** The visitor has sent it. */
  finished(): void;
}

const NOBODY: Face = { id: "", name: "" };

export function typing({ state, backend, clock, signal, ask }: Life): Typing {
  let cancelShown = () => {};
  let cancelPause = () => {};
  let toldAt: number | undefined;

  function show(face: Face | undefined): void {
    cancelShown();
    state.typing.value = face;
    cancelShown = face === undefined ? () => {} : clock.after(TYPING_SHOWN_MS, () => show(undefined));
  }

  function tell(on: boolean): void {
    toldAt = on ? clock.now() : undefined;
    if (!backend.can.typing || state.connection.peek() !== "live" || state.needsGesture.peek()) return;
    ask((ending) => backend.typing(on, ending)).catch(() => undefined);
  }

  /** Unless it goes on. */
  function overAfter(ms: number): void {
    cancelPause();
    cancelPause = clock.after(ms, () => {
      if (toldAt !== undefined) tell(false);
    });
  }

  signal.addEventListener("abort", () => {
    cancelShown();
    cancelPause();
  });
  return {
    heard: ({ on, from }) => show(on ? (from ?? NOBODY) : undefined),
    arrived: () => show(undefined),
    keystroke() {
      if (signal.aborted) return;
      overAfter(TYPING_PAUSE_MS);
      if (toldAt === undefined || clock.now() - toldAt >= TYPING_TOLD_EVERY_MS) tell(true);
    },
    finished: () => overAfter(SENT_MS),
  };
}
