/**
 * When the backend learns of this visitor, and as whom. Calls in the visitor's name go through here: the session is opened
 * by the first that needs it, and a refused token is renewed once. Deciding where a resumed conversation is kept is left to
 * the caller.
 */
import type { Session, Ticket } from "../protocol/index.js";
import { type Ask, asChatError } from "./ask.js";
import { ChatError } from "./errors.js";
import type { Life } from "./life.js";
import type { Waiting } from "./live.js";
import { forgetConversation, type Identity } from "./state.js";
import { toldSession, toldTime } from "./told.js";

export interface Access {
  /** Whether there is a conversation, or a secret that promises one. */
  isExpected(): boolean;
  /** Whose conversation this will be is about to be found out. */
  isUndecided(): boolean;
  /** Opens, resumes or renews, unless that has been done. Rejects "unauthorized" when there is nothing to open a conversation for. */
  enter(): Promise<void>;
  /** Opens it once more: to hear how things stand, and what time it is. */
  renew(): Promise<void>;
  /** Runs a call once the session is open. */
  as<T>(call: () => Promise<T>): Promise<T>;
  /** Opens it once more, if it is open: that tells where the visitor is and what they speak. */
  again(): void;
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
  /** This page has begun one: unless another tab was quicker, then theirs is known now. */
  onBegun(session: Session): Promise<void>;
  /** The token is worth nothing any more: its records go, the drafts stay. */
  onSignedOut(own: Identity): void;
  onGone(): void;
}

export function access({ state, backend, clock, ask, whereabouts }: Life, waiting: Waiting, on: AccessEvents): Access {
  const { connection, identity } = state;
  let entered: Promise<void> | undefined;
  let isOpen = false;

  const open = (ticket: Ticket) =>
    ask((ending) => {
      // The end that is shown was another one's.
      if (connection.peek() === "gone") connection.value = "idle";
      const unsent = state.outbox.peek().flatMap(({ draft, state: { at } }) => (at === "queued" ? draft : []));
      return backend.open({ ...ticket, ...whereabouts() }, ending, unsent);
    });

  async function resume(known: string): Promise<Session | undefined> {
    const session = await open({ kind: "resume", secret: known }).catch((error: ChatError) => {
      if (error.isTransient || error.code === "aborted") throw error;
      return undefined;
    });
    waiting.secret = undefined;
    await on.onResumed(session);
    return session;
  }

  async function opened(): Promise<Session> {
    const resumed = waiting.secret && (await resume(waiting.secret));
    if (resumed) return resumed;
    if (identity.peek() === undefined) await on.onFirst();
    const own = identity.peek();
    if (own === undefined) return begun();
    try {
      return await open({ kind: "stored", token: own.token });
    } catch (error) {
      if (asChatError(error).code !== "unauthorized") throw error;
      // Another tab has a fresher one meanwhile.
      if (identity.peek()?.token !== own.token) return opened();
      // The old conversation is out of reach; what was not sent yet goes into the one that another tab has begun, or begins it.
      forgetConversation(state);
      on.onSignedOut(own);
      return opened();
    }
  }

  async function begun(): Promise<Session> {
    if (state.outbox.peek().length === 0) throw new ChatError("unauthorized", "No conversation yet");
    const session = await open({ kind: "new" });
    if (identity.peek() === undefined) await on.onBegun(session);
    const { conversation } = identity.peek() ?? session;
    return conversation === session.conversation ? session : opened();
  }

  /** Notices what every call in the visitor's name may be told: that there is nothing left to call for. */
  async function heeding<T>(call: () => Promise<T>): Promise<T> {
    const own = identity.peek()?.conversation;
    try {
      return await call();
    } catch (error) {
      // Not the next one, begun while the answer was on its way.
      if (asChatError(error).code === "gone" && own === identity.peek()?.conversation) on.onGone();
      throw error;
    }
  }

  function enter(): Promise<void> {
    entered ??= heeding(async () => {
      const session = await opened();
      toldTime(state, session.now, clock.now());
      // A gesture may have come before it was known whether one is needed.
      waiting.isGestureOwed &&= session.needsGesture;
      toldSession(state, waiting.isGestureOwed ? { ...session, needsGesture: false } : session);
      isOpen = true;
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
    isExpected: () => (identity.peek() ?? waiting.secret) !== undefined,
    isUndecided: () => identity.peek() === undefined && (entered ?? waiting.secret) !== undefined,
    enter,
    again() {
      // While it is being opened it is told anyway; and whoever has not touched the page yet tells nothing.
      if (!isOpen || state.needsGesture.peek()) return;
      isOpen = false;
      entered = undefined;
      // What fails is tried again by the next who needs it.
      enter().catch(asChatError);
    },
    renew() {
      entered = undefined;
      return enter();
    },
    as,
    ask: (call) => as(() => ask(call)),
  };
}
