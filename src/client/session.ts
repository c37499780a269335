/**
 * When the backend learns of this visitor, and as whom. Calls in the visitor's name go through here: the session is opened
 * by the first that needs it, and a refused token is renewed once. Deciding where a resumed conversation is kept is left to
 * the caller.
 */
import type { Session, Ticket } from "../protocol/index.js";
import { type Ask, asChatError } from "./ask.js";
import { ChatError } from "./errors.js";
import type { Life } from "./life.js";
import { unseen } from "./outbox.js";
import { forgetConversation } from "./state.js";
import { toldSession, toldTime } from "./told.js";

export interface Access {
  /** Whether there is a conversation, or a secret that promises one. */
  isExpected(): boolean;
  /** Whose conversation this will be is about to be found out. */
  isUndecided(): boolean;
  /** The page came with a resume link. */
  resumeWith(secret: string): void;
  /** Opens, resumes or renews, unless that has been done. Rejects "unauthorized" when there is nothing to open a conversation for. */
  enter(): Promise<void>;
  /** Runs a call once the session is open. */
  as<T>(call: () => Promise<T>): Promise<T>;
  /** A question in the visitor's name. */
  readonly ask: Ask;
}

export interface AccessEvents {
  /**
   * The secret has bought a session: decide where it is kept, before anything of it is. Without one the link has expired, and
   * what this browser has of its own is shown instead.
   */
  onResumed(session?: Session): Promise<void>;
  /** This page knows of no conversation: another tab may have begun one meanwhile. */
  onFirst(): Promise<void>;
  /** The token is worth nothing any more: its records go, the drafts stay. */
  onSignedOut(): void;
  onGone(): void;
}

export function access({ state, backend, clock, ask, whereabouts }: Life, on: AccessEvents): Access {
  let secret: string | undefined;
  let entered: Promise<void> | undefined;

  const open = (ticket: Ticket) => ask((ending) => backend.open({ ...ticket, ...whereabouts() }, ending));

  async function resume(known: string): Promise<Session | undefined> {
    const session = await open({ kind: "resume", secret: known }).catch((error: ChatError) => {
      if (error.isTransient || error.code === "aborted") throw error;
      return undefined;
    });
    secret = undefined;
    await on.onResumed(session);
    return session;
  }

  async function opened(): Promise<Session> {
    const resumed = secret && (await resume(secret));
    if (resumed) return resumed;
    if (state.identity.peek() === undefined) await on.onFirst();
    const token = state.identity.peek()?.token;
    if (token !== undefined) {
      try {
        return await open({ kind: "stored", token });
      } catch (error) {
        if (asChatError(error).code !== "unauthorized") throw error;
        signedOut();
      }
    }
    if (state.outbox.peek().length === 0) throw new ChatError("unauthorized", "No conversation yet");
    state.outbox.value = unseen(state.outbox.peek());
    return open({ kind: "new" });
  }

  /** The old conversation is out of reach; what was not sent yet begins a new one. */
  function signedOut(): void {
    forgetConversation(state);
    on.onSignedOut();
  }

  /** Notices what every call in the visitor's name may be told: that there is nothing left to call for. */
  async function heeding<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (asChatError(error).code === "gone") on.onGone();
      throw error;
    }
  }

  function enter(): Promise<void> {
    entered ??= heeding(async () => {
      const session = await opened();
      toldTime(state, session.now, clock.now());
      toldSession(state, session);
    }).catch((error: unknown) => {
      entered = undefined;
      throw error;
    });
    return entered;
  }

  async function as<T>(call: () => Promise<T>, isLastTry = false): Promise<T> {
    await enter();
    const mine = entered;
    try {
      return await heeding(call);
    } catch (error) {
      if (asChatError(error).code !== "unauthorized") throw error;
      // Another call may have renewed it meanwhile; then that renewal counts for this one, too.
      if (entered === mine) entered = undefined;
      if (isLastTry) throw error;
      return as(call, true);
    }
  }

  return {
    isExpected: () => (state.identity.peek() ?? secret) !== undefined,
    isUndecided: () => state.identity.peek() === undefined && (entered ?? secret) !== undefined,
    resumeWith(given) {
      secret = given;
    },
    enter,
    as,
    ask: (call) => as(() => ask(call)),
  };
}
