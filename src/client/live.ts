/**
 * Everything of a life that speaks with the backend or with other tabs, wired: who wakes whom. Woken by the state itself: a
 * draft that may leave, a gap, an unreported cursor each call their worker, so that nobody who changes something can forget to.
 * Its code comes when there is something to say or to hear (running.ts); what was asked before it came is handed over.
 */

import { eventIn, type ServerEvent } from "../protocol/events.js";
import type { Contact, Message, Rating, Seq, Session, Site } from "../protocol/index.js";
import { asChatError } from "./ask.js";
import { type CatchUp, catchUp } from "./catch-up.js";
import type { Company } from "./company.js";
import { type Courier, courier } from "./courier.js";
import { isOwed } from "./cursor-told.js";
import { ChatError } from "./errors.js";
import type { Files } from "./files.js";
import { fitting } from "./fitting.js";
import { heardDrafts, heardSession } from "./heard.js";
import { itinerary } from "./itinerary.js";
import type { Keeper } from "./keeper.js";
import type { Life } from "./life.js";
import { type LineParts, line } from "./line.js";
import { next } from "./outbox.js";
import { afresh } from "./platform/afresh.js";
import { type Receipts, receipts } from "./receipts.js";
import { type Records, readDraft } from "./records.js";
import { type Access, type AccessEvents, access } from "./session.js";
import type { Identity } from "./state.js";
import { isBehind } from "./timeline-told.js";
import { toldEvent } from "./told-event.js";
import { oneTabAtATime } from "./turns.js";
import { type Typing, typing } from "./typing.js";
import { whenever } from "./whenever.js";
import { Word } from "./word.js";
import { worker } from "./worker.js";

export interface LiveParts extends Omit<LineParts, "onEvent" | "onUp">, Omit<AccessEvents, "onBegun" | "onMoved"> {
  readonly siteSettings: () => Promise<Site>;
  /** A new life begins, with what is in the outbox. */
  readonly moveOn: () => void;
  /** The visitor's word has arrived: an answer is awaited from now on. */
  readonly onSent: () => void;
  /** The other tabs. */
  readonly company: Pick<Company, "say" | "turn">;
  /** Runs a step that takes in what was heard: what changes by it is not said again. */
  readonly hearing: (step: () => void) => void;
  /** This browser's own records of the site; and the same, whose every writing the other tabs are told of. */
  readonly stored: Records;
  readonly shared: Records;
  /** When somebody last signed out on this page: older drafts of no conversation are theirs. */
  readonly since: number;
  /** The token that was left last: another tab may still speak of it. */
  readonly forgotten: () => string | undefined;
}

/** Waits until the backend has taken it, or refused it for good. */
export interface Signed {
  readonly jwt: string;
  resolve(): void;
  reject(error: ChatError): void;
}

/** What was said to this life, until it has been acted on. */
export interface Waiting {
  /** The page came with a resume link. */
  secret: string | undefined;
  /** What the host has signed. */
  signed: Signed | undefined;
  /** A contact given before there was a conversation, to be handed over with its first word. */
  introduction: Contact | undefined;
  /** A trusted click or key: told before anything else is written. */
  isGestureOwed: boolean;
}

export interface Live {
  readonly access: Access;
  readonly courier: Courier;
  readonly gaps: CatchUp;
  readonly receipts: Receipts;
  readonly typing: Typing;
  /** What has to do with files, once its code is here. */
  files(): Promise<Files>;
  /** As face.ts has them. */
  rate(seq: Seq, rating: Rating): Promise<void>;
  erase(): Promise<void>;
  dossier(as: "html" | "json", language: string): Promise<string>;
  hurry(): void;
  resumed(): void;
  /** Whatever came over the channel. */
  hear(said: unknown): void;
}

export function live(life: Life, notes: Keeper, waiting: Waiting, parts: LiveParts): Live {
  const { state, signal } = life;
  const { connection, identity, isRefused, known, needsGesture, outbox } = state;
  const { onGone, hearing, since, forgotten } = parts;

  let carriesFiles: Promise<Files> | undefined;
  let filesMissed = 0;
  const doors = access(life, waiting, { ...parts, onBegun, onMoved });
  const reading = receipts(life, doors, waiting);
  const writing = typing(life);
  const gaps = catchUp(life, doors, notes);
  const stream = line(life, doors, { ...parts, onEvent, onUp });
  const inTurn = (name: string) => oneTabAtATime(parts.company, name, life);
  const [sending, telling] = [inTurn("send"), inTurn("read")];
  const carrier = courier(life, waiting, {
    ...parts,
    bringFiles: async (pending) => (await files()).bringFiles(pending),
    ...{ access: doors, keeper: notes, confirm: reading.confirm, inTurn: sending, onStored },
  });

  const calm = () => {
    isRefused.value = false;
  };
  // Whoever has nothing to do asks for no turn.
  const send = worker(
    life,
    async () => {
      const left = next(outbox.peek()) ? await carrier.work() : "rest";
      calm();
      return left;
    },
    ({ code, isTransient }) => {
      isRefused.value = code === "rate-limited";
      // No answer, and no line either: the visitor may know.
      if (isTransient && !isRefused.peek() && connection.peek() !== "live") connection.value = "offline";
    },
  );
  const fill = worker(life, gaps.work);
  const report = worker(life, async () => (isOwed(state.cursor.peek()) ? telling(reading.work) : reading.work()));

  function files(): Promise<Files> {
    carriesFiles ??= afresh(() => import("./files.js"), filesMissed).then(
      (code) => code.files(life, doors, notes, ChatError),
      (cause: unknown) => {
        filesMissed++;
        carriesFiles = undefined;
        throw new ChatError("offline", "The code that carries files could not be loaded", { cause });
      },
    );
    return carriesFiles;
  }

  /** Of several tabs that begin a conversation at once, the first to write it down has begun it for all. */
  async function onBegun({ token, conversation, epoch }: Session): Promise<void> {
    if (notes.records() !== parts.shared) return;
    const fresh = { token, conversation, epoch, mine: 0, told: 0, agentsReadUpTo: 0, isVouched: true } as const;
    // Somebody may sign out meanwhile, and wipe the device before that is written.
    const forget = () => void parts.stored.forget(conversation);
    signal.addEventListener("abort", forget);
    // Without a word to the others: it may not be theirs.
    await parts.stored.saveSession(fresh, "strict", forgotten());
    await parts.onFirst();
    signal.removeEventListener("abort", forget);
  }
  function onMoved({ conversation }: Identity): void {
    // Nor is another token that a mail's link has put in this one's place: the device is the user's now.
    void notes.records().forget(conversation, true);
    parts.moveOn();
  }
  function onStored(messages: readonly Message[]): void {
    if (parts.isShared()) for (const message of messages) parts.company.say({ event: { type: "message", message } });
  }
  function changed(message: Message): void {
    onEvent({ type: "changed", message });
    if (parts.isShared()) parts.company.say({ event: { type: "changed", message } });
  }
  function onEvent(event: ServerEvent): void {
    // By whose will, and what becomes of the drafts, only the backend can say.
    if (event.type === "gone") doors.renew().catch(asChatError);
    else if (event.type === "typing") writing.heard(event);
    else toldEvent(state, event);
    if (event.type === "message" && event.message.by === "agent") writing.arrived();
  }
  function onUp(): void {
    gaps.refresh();
    fill();
  }

  function takeIn(word: Word): void {
    const { session, drafts = [], dropped } = word;
    if (session?.token !== forgotten()) heardSession(state, word);
    if (word.of !== identity.peek()?.conversation) return;
    const here = { conversation: word.of, epoch: known.peek().epoch };
    const heard = drafts
      .flatMap((record) => readDraft(record, here))
      .filter(({ writtenAt }) => word.of !== undefined || writtenAt > since);
    heardDrafts(state, heard, dropped);
    stream.hear(word);
    const event = eventIn(word.event);
    if (event === null) return;
    if (word.epoch === (known.peek().epoch ?? word.epoch)) onEvent(event);
    // Of another past: one of the two is out of date, and the backend knows which.
    else if (event.type === "hello") doors.renew().catch(asChatError);
  }

  const look = itinerary(life, doors);
  const mayWrite = () => !needsGesture.value;
  const isKnown = () => identity.value !== undefined;
  const ends = [
    whenever(() => next(outbox.value) !== undefined && mayWrite(), send),
    whenever(() => isKnown() && isBehind(known.value), fill),
    whenever(() => isKnown() && isOwed(state.cursor.value) && mayWrite(), report),
    whenever(() => isKnown() || doors.isExpected(), stream.wake),
    whenever(() => connection.value === "gone", calm),
  ];
  signal.addEventListener("abort", () => {
    for (const end of ends) end();
    calm();
  });

  return {
    access: doors,
    courier: carrier,
    gaps,
    receipts: reading,
    typing: writing,
    files,
    async rate(seq, rating) {
      await reading.confirm();
      const message = await doors.ask(async (ending) => life.backend.rate?.(seq, rating, ending));
      if (message) changed(message);
    },
    async dossier(as, language) {
      await reading.confirm();
      return (await doors.ask(async (ending) => life.backend.dossier?.(as, language, ending))) ?? "";
    },
    async erase() {
      try {
        await reading.confirm();
        await doors.ask(async (ending) => life.backend.erase?.(ending));
      } catch (caught) {
        // The news of it was quicker than the answer, or it had been erased before.
        if (connection.peek() !== "gone") throw caught;
        return;
      }
      if (parts.isShared()) parts.company.say({ event: { type: "gone" } });
      onGone();
    },
    hurry() {
      look();
      for (const wake of [stream.wake, send, fill, report]) wake("hurry");
    },
    resumed: stream.resumed,
    hear(said) {
      const word = fitting(Word, said);
      if (word) hearing(() => takeIn(word));
    },
  };
}
