/**
 * One tab's backend: as the http adapter, over a network that takes its time. A call travels, is carried out, and its answer
 * travels back; the tab may be dead at either end, and the weather has its say.
 */
import type { Backend } from "../../../../src/client/backend.js";
import { ChatError } from "../../../../src/client/index.js";
import type { Dice } from "./dice.js";
import type { Life } from "./life.js";
import { listening } from "./line.js";
import type { Server } from "./server.js";
import type { Time } from "./time.js";
import type { Call, UnderWay, Weather } from "./weather.js";

export interface Around {
  readonly time: Time;
  readonly dice: Dice;
  readonly server: Server;
  readonly weather: Weather;
}

/** What the world wants to hear of what passes here. */
export interface Witness {
  /** A call leaves the device, with these drafts in it. */
  leaves(call: Call, drafts: readonly string[]): void;
  /** The answer arrives that the server has these. */
  hasStored(drafts: readonly string[]): void;
  /** The line says so. */
  hears(draft: string): void;
  /** A session is refused. */
  expires(): void;
  /** Somebody signs in where nothing is known of what this browser has begun. */
  signsInWithout(): void;
  /** Somebody is signed in, and this tab has not heard it: the token it goes on with has ended, for the other tabs, too. */
  signsInUnheard(): void;
  /** The server is told that the visitor has read so far; of another conversation, maybe, or of a past that is no more. */
  saysRead(token: Token, upTo: number, of: { readonly isWrittenElsewhere: boolean; readonly isOtherPast: boolean }): void;
}

type Token = string | undefined;

export interface Wire {
  readonly backend: Backend;
  /** As the adapter keeps it: of the last session whose answer arrived. */
  readonly token: Token;
  /** Of the last session that the server has opened for this tab, whose answer may still be under way. */
  readonly opened: Token;
  /** Which of the server's pasts this tab was last told of; what it found on the device may be of an earlier one. */
  readonly past: number | undefined;
}

const FASTEST_MS = 1;
const SLOWEST_MS = 60;

export function wire(around: Around, tab: Life, witness: Witness): Wire {
  const { time, dice, server, weather } = around;
  let token: Token;
  let opened: Token;
  let past: number | undefined;
  const delay = () => dice.between(FASTEST_MS, SLOWEST_MS);

  /** Lays `work` on the server's table and brings back what it says. */
  function call<T>(kind: Call, signal: AbortSignal, work: (own: Token) => T, drafts: readonly string[] = []): Promise<T> {
    const own = token;
    if (tab.state === "dead") return new Promise(() => {});
    const mishap = weather.mishapFor(kind);
    if (mishap?.is === "thrown") throw new TypeError("The adapter has a bug");
    return new Promise((resolve, reject) => {
      let state: "under way" | "cut" | "over" = "under way";
      const end = (how: () => void) => {
        if (state === "over") return;
        state = "over";
        weather.underWay.delete(self);
        how();
      };
      const arrive = (how: () => void) => time.after(delay(), () => state === "under way" && tab.do(() => end(how)));
      const fail = (error: unknown) => arrive(() => reject(error));
      const self: UnderWay = {
        isLine: false,
        stall() {
          state = "cut";
        },
        cut(code) {
          state = "cut";
          tab.do(() => end(() => reject(new ChatError(code, "The connection broke"))));
        },
      };
      const giveUp = () => end(() => reject(new ChatError("aborted", "Nobody waits for this answer any more")));
      if (signal.aborted) return giveUp();
      signal.addEventListener("abort", giveUp, { once: true });
      witness.leaves(kind, drafts);
      if (weather.sky === "down") return void fail(new ChatError("offline", "No network"));
      weather.underWay.add(self);
      tab.onDeath(() => weather.underWay.delete(self));
      if (mishap?.is === "lost") return;
      time.after(delay() + (mishap?.is === "late" ? mishap.ms : 0), () => {
        // What has been given up is on its way all the same; what was cut is not.
        if (state === "cut") return;
        if (weather.sky === "failing") return fail(new ChatError("unavailable", "503"));
        // A session refused is a token that has expired, and not for one tab only.
        if (kind === "open" && mishap?.is === "refused" && mishap.code === "unauthorized") witness.expires();
        if (mishap?.is === "refused") return fail(new ChatError(mishap.code, "Refused on the way", mishap));
        try {
          const answer = structuredClone(work(own));
          if (mishap?.is !== "unanswered") arrive(() => resolve(answer));
          else if (mishap.how === "breaks") fail(new ChatError("offline", "The answer broke off"));
        } catch (error) {
          fail(error);
        }
      });
    });
  }

  /** For a call that says how far the visitor has read, as this tab knew it when the call left. */
  function saying(isWrittenElsewhere: boolean) {
    const pastThen = past;
    return (own: Token, upTo: number) =>
      witness.saysRead(own, upTo, { isWrittenElsewhere, isOtherPast: pastThen !== server.past });
  }

  return {
    get token() {
      return token;
    },
    get opened() {
      return opened;
    },
    get past() {
      return past;
    },
    backend: {
      can: { typing: true, readReceipts: true, resume: true, signed: true, rate: false, erase: false, uploads: false },
      site: (signal) => call("site", signal, () => server.site()),
      async open(ticket, signal) {
        // In either order: what breaks off here may be carried out there all the same.
        let [isSignedIn, isUnheard] = [false, false];
        const told = () => isSignedIn && isUnheard && witness.signsInUnheard();
        const answer = await call("open", signal, () => {
          if (ticket.kind === "signed" && server.conversationOf(ticket.token) === undefined) witness.signsInWithout();
          const session = server.open(ticket);
          isSignedIn = ticket.kind === "signed";
          told();
          opened = session.token;
          return { session, past: server.past };
        }).catch((error: unknown) => {
          isUnheard = true;
          told();
          throw error;
        });
        token = answer.session.token;
        past = answer.past;
        return answer.session;
      },
      confirm: (signal) => call("confirm", signal, (own) => server.confirm(own)),
      async pull(range, signal) {
        const answer = await call("pull", signal, (own) => ({ page: server.pull(own, range), past: server.past }));
        past = answer.past;
        return answer.page;
      },
      async send(draft, signal) {
        const note = saying(true);
        const carry = (own: Token) => {
          note(own, draft.seen);
          return server.send(own, draft);
        };
        const message = await call("send", signal, carry, [draft.id]);
        witness.hasStored([draft.id]);
        return message;
      },
      markRead(upTo, signal) {
        const note = saying(false);
        return call("markRead", signal, (own) => {
          note(own, upTo);
          return server.markRead(own, upTo);
        });
      },
      async identify(contact, held, signal) {
        const note = saying(true);
        const carry = (own: Token) => {
          for (const { seen } of held) note(own, seen);
          return server.identify(own, contact, held);
        };
        const ids = held.map(({ id }) => id);
        const answer = await call("identify", signal, carry, ids);
        witness.hasStored(ids);
        return answer;
      },
      typing: (_on, signal) => call("typing", signal, (own) => server.typing(own)),
      listen(after, onEvent, signal) {
        const own = token;
        if (tab.state === "dead") return new Promise(() => {});
        const mishap = weather.mishapFor("listen");
        if (mishap?.is === "thrown") throw new TypeError("The adapter has a bug");
        if (!signal.aborted) witness.leaves("listen", []);
        return listening(around, tab, {
          mishap,
          signal,
          delay,
          take: (line, end) => server.listen(own, after, line, end),
          latest: () => server.messages(server.conversationOf(own)).length,
          onEvent(event) {
            if (event.type === "hello") past = server.past;
            if (event.type === "message") witness.hears(event.message.id);
            onEvent(event);
          },
        });
      },
    },
  };
}
