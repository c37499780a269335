/**
 * When the backend learns of this visitor, and as whom. Calls in the visitor's name go through here: the session is opened
 * by the first that needs it, and a refused token is renewed once. Deciding where a resumed conversation is kept is left to
 * the caller.
 */
import { batch } from "@preact/signals-core";
import type { Session, Ticket } from "../protocol/index.js";
import { ask } from "./ask.js";
import { UNREAD } from "./cursor.js";
import { ChatError } from "./errors.js";
import type { Life } from "./life.js";
import { unseen } from "./outbox.js";
import { NOTHING_KNOWN } from "./timeline.js";
import { toldSession } from "./told.js";

export interface Access {
  /** Whether there is a conversation, or a secret that promises one. */
  isExpected(): boolean;
  /** The page came with a resume link. */
  resumeWith(secret: string): void;
  /** Opens, resumes or renews, unless that has been done. Rejects "unauthorized" when there is nothing to open a conversation for. */
  enter(): Promise<void>;
  /** Runs a call once the session is open. */
  as<T>(call: () => Promise<T>): Promise<T>;
}

export interface AccessEvents {
  /** The secret has bought a session: decide where it is kept, before anything of it is. */
  onResumed(session: Session): Promise<void>;
  /** The link has expired: what this browser has of its own is shown instead. */
  onNotResumed(): Promise<void>;
  /** The token is worth nothing any more: its records go, the drafts stay. */
  onSignedOut(): void;
  onGone(): void;
}

export function access(life: Life, on: AccessEvents): Access {
  const { state, backend, clock, signal } = life;
  let secret: string | undefined;
  let entered: Promise<void> | undefined;

  const open = (ticket: Ticket) => ask((ending) => backend.open({ ...ticket, ...life.whereabouts() }, ending), { clock, signal });

  async function tryToResume(known: string): Promise<boolean> {
    try {
      const session = await open({ kind: "resume", secret: known });
      secret = undefined;
      await on.onResumed(session);
      toldSession(state, session);
      return true;
    } catch (error) {
      if (error instanceof ChatError && (error.isTransient || error.code === "aborted")) throw error;
      secret = undefined;
      await on.onNotResumed();
      return false;
    }
  }

  async function openOnce(): Promise<void> {
    if (secret !== undefined && (await tryToResume(secret))) return;
    const identity = state.identity.peek();
    if (identity !== undefined) {
      try {
        return toldSession(state, await open({ kind: "stored", token: identity.token }));
      } catch (error) {
        if (!(error instanceof ChatError) || error.code !== "unauthorized") throw error;
        signedOut();
      }
    }
    if (state.outbox.peek().length === 0) throw new ChatError("unauthorized", "There is no conversation to open yet");
    toldSession(state, await open({ kind: "new" }));
  }

  /** The old conversation is out of reach; what was not sent yet begins a new one. */
  function signedOut(): void {
    batch(() => {
      state.identity.value = undefined;
      state.known.value = NOTHING_KNOWN;
      state.cursor.value = UNREAD;
      state.contact.value = undefined;
      state.outbox.value = unseen(state.outbox.peek());
    });
    on.onSignedOut();
  }

  function enter(): Promise<void> {
    entered ??= openOnce().catch((error: unknown) => {
      entered = undefined;
      if (error instanceof ChatError && error.code === "gone") on.onGone();
      throw error;
    });
    return entered;
  }

  return {
    isExpected: () => state.identity.peek() !== undefined || secret !== undefined,
    resumeWith(given) {
      secret = given;
    },
    enter,
    async as(call) {
      const run = async () => {
        await enter();
        const mine = entered;
        try {
          return { answer: await call() };
        } catch (error) {
          if (error instanceof ChatError && error.code === "gone") on.onGone();
          if (!(error instanceof ChatError) || error.code !== "unauthorized") throw error;
          // Another call may have renewed it meanwhile; then that renewal counts for this one, too.
          if (entered === mine) entered = undefined;
          return { refused: error };
        }
      };
      const first = await run();
      if ("answer" in first) return first.answer;
      const second = await run();
      if ("answer" in second) return second.answer;
      throw second.refused;
    },
  };
}
