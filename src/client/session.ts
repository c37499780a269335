/**
 * When the backend learns of this visitor, and as whom. Calls in the visitor's name go through here: the session is opened
 * by the first that needs it, and a refused token is renewed once. Deciding where a resumed conversation is kept is left to
 * the caller.
 */
import type { Session, Ticket } from "../protocol/index.js";
import { type Ask, asChatError } from "./ask.js";
import { ChatError } from "./errors.js";
import type { Life } from "./life.js";
import type { Signed, Waiting } from "./live.js";
import { unseen, waiting as waitingDrafts } from "./outbox.js";
import { forgetConversation, type Identity } from "./state.js";
import { toldSession, toldStanding, toldTime } from "./told.js";

export interface Access {
  /** Whether there is a conversation, or a secret that promises one. */
  isExpected(): boolean;
  /** Whose conversation this will be is about to be found out, or whether its token is still worth anything. */
  isUndecided(): boolean;
  /** Opens, resumes or renews, unless that has been done. Rejects "unauthorized" when there is nothing to open a conversation for. */
  enter(): Promise<void>;
  /** Opens it once more: to hear how things stand, and what time it is. */
  renew(): Promise<void>;
  /** Opens it with what the host has signed; how that went is told there. */
  signIn(signed: Signed): Promise<void>;
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
  /** As face.ts has it. */
  reset(): Promise<void>;
  /** In the life that goes on now. */
  signIn(signed: Signed): void;
  /** What was begun here goes on in a conversation of the user's. */
  onMoved(own: Identity): void;
  /** The host's word is needed once more. */
  readonly onSignatureNeeded: ((refused: ChatError) => void) | undefined;
  /** The token is worth nothing any more: its records go, the drafts stay. */
  onSignedOut(own: Identity): void;
  onGone(): void;
}

/** As the token says it, believed by nobody: the same text for the same user. Undefined where it is none, which the backend refuses. */
function subjectOf(signed: Signed | undefined): string | undefined {
  try {
    return `${JSON.parse(atob((signed?.jwt.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"))).sub}`;
  } catch {
    return undefined;
  }
}

/** Whoever is named is so in the life that goes on, where what was here has been deleted or left. */
const isOver = ({ code }: ChatError): boolean => code === "aborted" || code === "gone";

/** Of two words the later one counts, and what becomes of it is told to whoever waits for either. */
function both(earlier: Signed | undefined, later: Signed): Signed {
  if (earlier === undefined || earlier === later) return later;
  return {
    ...later,
    resolve() {
      earlier.resolve();
      later.resolve();
    },
    reject(error) {
      earlier.reject(error);
      later.reject(error);
    },
  };
}

export function access({ state, backend, clock, ask, signal, whereabouts }: Life, waiting: Waiting, on: AccessEvents): Access {
  const { connection, identity } = state;
  /** Came by a mail's link: this page shows what that leads to. */
  let isLinked = false;
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
    isLinked = !!session;
    await on.onResumed(session);
    return session;
  }

  async function opened(): Promise<Session> {
    const resumed = waiting.secret && (await resume(waiting.secret));
    if (resumed) {
      waiting.signed?.resolve();
      return resumed;
    }
    if (identity.peek() === undefined) await on.onFirst();
    const session = waiting.signed && (await signedIn(waiting.signed));
    if (session) return session;
    const own = identity.peek();
    if (own === undefined) return begun();
    try {
      const session = await open({ kind: "stored", token: own.token });
      // Another tab has a fresher one meanwhile, by which this one ends.
      return identity.peek()?.token === own.token ? session : opened();
    } catch (error) {
      if (asChatError(error).code !== "unauthorized") throw error;
      if (identity.peek()?.token !== own.token) return opened();
      // The old conversation is out of reach; what was not sent yet goes into the one that another tab has begun, or begins it.
      forgetConversation(state);
      isLinked = false;
      on.onSignedOut(own);
      if (own.subject) on.onSignatureNeeded?.(asChatError(error));
      return opened();
    }
  }

  /**
   * By what the host has signed. What was begun here is taken along, where it is theirs; undefined, and all stays as it is, where
   * it was refused. Whoever came by a mail's link is shown what that leads to: their sign-in counts from the next page on.
   */
  async function signedIn(signed: Signed): Promise<Session | undefined> {
    if (isLinked) return undefined;
    const own = identity.peek();
    const refused = (error: ChatError) => {
      waiting.signed = undefined;
      signed.reject(error);
      return undefined;
    };
    if (!backend.can.signed) return refused(new ChatError("bad-request", "Nobody signs in here"));
    if (isAnother(signed, own?.subject)) throw new ChatError("aborted", "Somebody else is here");
    let session: Session;
    try {
      session = await open({ kind: "signed", jwt: signed.jwt, ...(own && { token: own.token }) });
    } catch (caught) {
      const error = asChatError(caught);
      if (error.isTransient || isOver(error)) throw error;
      return refused(error);
    }
    // Another tab has told of its own meanwhile.
    if (identity.peek()?.conversation !== own?.conversation) return opened();
    if (waiting.signed === signed) waiting.signed = undefined;
    signed.resolve();
    const { token, conversation } = session;
    const user = { token, conversation, subject: subjectOf(signed), isVouched: true } as const;
    if (own && own.conversation !== conversation) {
      // What is still being answered is of the conversation before: it must not get into this one.
      const { notes, outbox } = state;
      const typed = notes.peek();
      outbox.value = unseen(waitingDrafts(outbox.peek(), undefined));
      goingOn(() => on.onMoved(own));
      notes.value = typed;
      identity.value = user;
      // Written down in one step with the leaving: in between a page that comes by a link would take its place.
      toldStanding(state, session);
      throw new ChatError("aborted", "Somebody else is here");
    }
    identity.value = user;
    return session;
  }

  /** At once, wherever the server is: whoever is named now sees and sends nothing of the one before. */
  function isAnother(signed: Signed, before: string | undefined): boolean {
    const subject = subjectOf(signed);
    // A life that is over says nothing of whoever is here now.
    if (signal.aborted || !before || !subject || before === subject) return false;
    // Handed over: it does not end with this life.
    if (waiting.signed === signed) waiting.signed = undefined;
    void on.reset();
    on.signIn(signed);
    return true;
  }

  /** What ends this life does not end the word that still waits. */
  function goingOn(end: () => void): void {
    const { signed } = waiting;
    waiting.signed = undefined;
    end();
    if (signed) on.signIn(signed);
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
      if (asChatError(error).code === "gone" && own === identity.peek()?.conversation) {
        goingOn(on.onGone);
      }
      throw error;
    }
  }

  const opening = () =>
    heeding(async () => {
      const session = await opened();
      // What is asked of the device does not end with the life that asks.
      if (signal.aborted) throw new ChatError("aborted", "Somebody else is here");
      toldTime(state, session.now, clock.now());
      // A gesture may have come before it was known whether one is needed.
      waiting.isGestureOwed &&= session.needsGesture;
      toldSession(state, waiting.isGestureOwed ? { ...session, needsGesture: false } : session);
      isOpen = true;
    });

  function renew(): Promise<void> {
    // Of two at once the one would decide whose conversation this is, and the other by which token it is asked for.
    const before = isOpen ? undefined : entered;
    isOpen = false;
    const mine = (before ? before.catch(asChatError).then(opening) : opening()).catch((error: unknown) => {
      if (entered === mine) entered = undefined;
      throw error;
    });
    entered = mine;
    return mine;
  }

  const enter = (): Promise<void> => entered ?? renew();
  const isExpected = () => (identity.peek() ?? waiting.secret ?? waiting.signed) !== undefined;

  async function as<T>(call: () => Promise<T>, isLastTry = false): Promise<T> {
    const mine = enter();
    await mine;
    try {
      const answer = await heeding(call);
      // What came in the same moment may have ended this life: the answer is of nobody who is here now.
      if (signal.aborted) throw new ChatError("aborted", "Somebody else is here");
      return answer;
    } catch (error) {
      if (asChatError(error).code !== "unauthorized") throw error;
      // Another call may have renewed it meanwhile; then that renewal counts for this one, too.
      if (entered === mine) entered = undefined;
      if (isLastTry) throw error;
      return as(call, true);
    }
  }

  return {
    isExpected,
    isUndecided: () => !isOpen && (!!entered || isExpected()),
    enter,
    again() {
      // While it is being opened it is told anyway; and whoever has not touched the page yet tells nothing.
      if (!isOpen || state.needsGesture.peek()) return;
      // What fails is tried again by the next who needs it.
      renew().catch(asChatError);
    },
    renew,
    async signIn(named) {
      if (isAnother(named, identity.peek()?.subject ?? subjectOf(waiting.signed))) return;
      const signed = both(waiting.signed, named);
      waiting.signed = signed;
      const before = entered;
      // What is being opened already may take it along; and two at once would not know which of them is the later.
      await before?.catch(asChatError);
      if (isLinked) return signed.resolve();
      // Where there is no way to the backend, the page may know; it is tried again all the same.
      const opening = waiting.signed && (entered === before ? renew() : enter());
      await opening?.catch((error: ChatError) => waiting.signed && signed.reject(error));
    },
    as,
    ask: (call) => as(() => ask(call)),
  };
}
