/**
 * The line on which news arrive: listen first, then pull. It is kept while it can matter, watched (a half-open socket is
 * silent for ever), and taken up again by its worker when it breaks.
 *
 * Of the tabs of a conversation one holds the stream, and the others hear from it what it hears:
 *
 *     waits ──(its turn, or stolen from one that does not answer)──▶ granted
 *       ▲ └──(robbed, and the thief is silent, too)──▶ alone            │
 *       └──(somebody else holds a stream)──────────────┘ ◀──(robbed)────┘
 */
import { batch } from "@preact/signals-core";
import type { ServerEvent } from "../protocol/index.js";
import { settled } from "./ask.js";
import type { Company } from "./company.js";
import { ChatError } from "./errors.js";
import type { Life } from "./life.js";
import type { Access } from "./session.js";
import { solid } from "./timeline.js";
import { toldTime } from "./told.js";
import { watchdog } from "./watchdog.js";
import type { Word } from "./word.js";
import { type Wake, worker } from "./worker.js";

const CONNECT_MS = 10_000;
/** Two and a half heartbeats. */
const SILENCE_MS = 50_000;
/** After a sleep or on another network: one heartbeat. */
const RESUMED_MS = 20_000;
/** A line that lasted at least this long was a good one: when it breaks, the next try needs no patience. */
const GOOD_LINE_MS = 5_000;
/** A tab that holds the stream and says nothing for this long is asked, and after as long again it is robbed. */
const TAB_SILENCE_MS = 4_000;

export interface LineParts {
  /** Until when the line is kept if nothing changes; wake it in a hurry whenever the answer may be another one. */
  readonly wantedUntil: () => number;
  readonly company: Pick<Company, "say" | "turn">;
  /** Whether other tabs have this conversation, too: what is only in this one is nobody else's affair. */
  readonly isShared: () => boolean;
  /** Pending while the page is away, and until it has seen what became of the device meanwhile. */
  readonly home: () => Promise<void> | undefined;
  readonly onEvent: (event: ServerEvent) => void;
  /** News arrive again after a time without. */
  readonly onUp: () => void;
}

export interface Line {
  readonly wake: Wake;
  /** The page was away, or the network is another one. */
  resumed(): void;
  /** Another tab speaks about the line of this conversation. */
  hear(word: Word): void;
}

export function line(life: Life, access: Access, { wantedUntil, company, isShared, home, onEvent, onUp }: LineParts): Line {
  const { state, backend, clock, signal } = life;
  const { connection } = state;
  let turn: "waits" | "granted" | "alone" = "waits";
  let claim: AbortController | undefined;
  /** Whose line that is a turn at: two conversations over one device, begun by a link and by a name, have one each. */
  let claimed: string | undefined;
  let wasRobbed = false;
  // What is held at the moment, as far as others have to reach it.
  let review = () => {};
  let resumed = () => {};
  let over = () => {};
  let heardHolder = () => {};

  const conversation = () => state.identity.peek()?.conversation;
  const mayHold = () => turn !== "waits" || !isShared();
  const show = (at: "opening" | "live" | "offline" | "busy") => {
    const isNews = connection.peek() !== at;
    connection.value = at;
    if (isNews && turn !== "waits") company.say({ line: at });
  };

  function queue(steal: boolean): void {
    leave();
    const mine = new AbortController();
    claim = mine;
    const onLost = () => {
      if (claim !== mine) return;
      leave();
      wasRobbed = true;
      over();
    };
    claimed = conversation();
    void company.turn(`line ${claimed}`, mine.signal, { steal, onLost }).then(() => {
      if (claim !== mine) return;
      const isNew = turn === "waits";
      turn = "granted";
      if (isNew) over();
    });
  }
  function leave(): void {
    claim?.abort();
    claim = claimed = undefined;
    turn = "waits";
  }

  /** Resolves when the line was not wanted any more, or the other role is this tab's; rejects when it broke or fell silent. */
  const hold = () =>
    new Promise<void>((resolve, reject) => {
      const own = new AbortController();
      // A connection that took long to fail was never a line.
      let since = Number.POSITIVE_INFINITY;
      const wasShared = isShared();
      if (claimed !== (wasShared ? conversation() : undefined)) leave();
      if (wasShared && claim === undefined) queue(false);
      let deadline = () => {};
      const end = (error?: ChatError) => {
        // Its own end makes the adapter's promise settle, too, maybe while the next line is up.
        if (own.signal.aborted) return;
        own.abort(error);
        dog.stop();
        deadline();
        review = resumed = over = heardHolder = () => {};
        // A lasting line that breaks is an event, not a trouble: no waiting longer and longer because of it.
        if (error === undefined || (error.isTransient && clock.now() - since >= GOOD_LINE_MS)) resolve();
        else reject(error);
      };

      /** Where to go on from; whoever knows nothing yet begins with a pull. */
      const position = () => {
        const known = state.known.peek();
        const { epoch, base } = known;
        return epoch === undefined || base === undefined ? undefined : { epoch, seq: solid(known) };
      };
      const listen = () => {
        const hear = (event: ServerEvent) => {
          if (own.signal.aborted) return;
          dog.expect(SILENCE_MS);
          if (event.type === "hello") {
            show("live");
            since = clock.now();
            toldTime(state, event.now, since);
          }
          if (wasShared) company.say({ line: "live", event });
          batch(() => onEvent(event));
          if (event.type === "hello") onUp();
        };
        dog.expect(CONNECT_MS);
        settled(async () => {
          // What came before would be written down, and be found as what the device has.
          await home();
          if (!own.signal.aborted) await backend.listen(position(), hear, own.signal);
        }).then(() => end(new ChatError("unavailable", "The line ended")), end);
      };

      let doubts = 0;
      const doubt = () => {
        dog.expect(TAB_SILENCE_MS);
        doubts++;
        if (doubts === 1) return company.say({ ask: "line" });
        if (doubts === 2 && !wasRobbed) return queue(true);
        // Robbed by somebody who does not speak, or nothing to be had by stealing: these tabs do not reach each other.
        turn = "alone";
        end();
      };
      const ask = () => {
        doubts = 0;
        doubt();
      };

      const isHolder = mayHold();
      const dog = isHolder
        ? watchdog(
            clock,
            () => end(new ChatError("timeout", "The line is silent")),
            () => dog.expect(RESUMED_MS),
          )
        : watchdog(clock, doubt, ask);
      review = () => {
        deadline();
        const left = wantedUntil() - clock.now();
        if (left <= 0 || wasShared !== isShared()) end();
        else if (left < Number.POSITIVE_INFINITY) deadline = clock.after(left, () => end());
      };
      resumed = isHolder ? () => dog.wake(RESUMED_MS) : ask;
      over = () => end();
      heardHolder = () => {
        doubts = 0;
        dog.expect(TAB_SILENCE_MS);
      };
      signal.addEventListener("abort", () => end(), { signal: own.signal });
      review();
      if (own.signal.aborted) return;
      if (isHolder) listen();
      else ask();
    });

  const rest = () => {
    leave();
    if (connection.peek() !== "gone") connection.value = "idle";
  };
  const wake = worker(
    life,
    async () => {
      if (!access.isExpected() || wantedUntil() <= clock.now()) {
        rest();
        return "rest";
      }
      const at = connection.peek();
      if (at !== "offline" && at !== "busy") show("opening");
      await access.as(hold);
      return "more";
    },
    ({ code, isTransient }) => {
      if (!isTransient) rest();
      else if (connection.peek() !== "gone") show(code === "rate-limited" ? "busy" : "offline");
    },
  );
  signal.addEventListener("abort", leave);

  /** What a tab must know that has just come, or come back. */
  function standing(): ServerEvent | undefined {
    const { epoch, latest } = state.known.peek();
    const [availability, opensAt] = [state.availability.peek(), state.opensAt.peek()];
    if (epoch === undefined || availability === undefined) return undefined;
    const [readUpTo, agentsReadUpTo] = [state.cursor.peek().told, state.agentsReadUpTo.peek()];
    return {
      type: "hello",
      epoch,
      latest,
      readUpTo,
      agentsReadUpTo,
      availability,
      opensAt,
      now: clock.now() + (state.ahead.peek() ?? 0),
    };
  }

  return {
    wake(hurry) {
      if (hurry) {
        // Also where it waits for its next try: a page that has gone keeps no turn.
        if (wantedUntil() <= clock.now()) leave();
        review();
        if (claim && turn === "waits") company.say({ ask: "hurry" });
      }
      wake(hurry);
    },
    resumed: () => resumed(),
    hear({ ask, line: theirs }) {
      if (turn === "waits") {
        if (theirs === undefined || claim === undefined) return;
        wasRobbed = false;
        heardHolder();
        const isUp = theirs === "live" && connection.peek() !== "live";
        connection.value = theirs;
        if (isUp) onUp();
      } else if (ask === "line") {
        const at = connection.peek();
        if (at === "live") company.say({ line: at, event: standing() });
        else if (at !== "idle" && at !== "gone") company.say({ line: at });
      } else if (ask === "hurry") wake("hurry");
      else if (theirs && turn === "alone") {
        // They reach each other after all: one stream is enough.
        turn = "waits";
        over();
      }
    },
  };
}
