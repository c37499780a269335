/**
 * A whole backend in memory: for demos, for tests, and to read the port by. It behaves like a good server on a perfect
 * network, down to parsing what it is given; several devices share a world made with `memoryWorld()`.
 */
import * as v from "valibot";
import type { Backend } from "../client/backend.js";
import { ChatError } from "../client/errors.js";
import { Contact, Draft, Range, Rating, type Seq, Ticket } from "../protocol/index.js";
import type { Desk } from "./memory-desk.js";
import { type MemoryWorld, type MemoryWorldOptions, memoryWorld } from "./memory-world.js";

export { type Desk, type MemoryWorld, type MemoryWorldOptions, memoryWorld };

/** A world of its own by default; a shared one makes two devices of two backends. */
export interface MemoryOptions extends MemoryWorldOptions {
  /** Shared with other devices; without one this device has a world of its own, made from the other options. */
  readonly world?: MemoryWorld;
  /** How often a line proves that it lives. */
  readonly beatMs?: number;
  /** Calls back every `ms` until the function it returns is called. */
  readonly every?: (ms: number, then: () => void) => () => void;
  /** How long a piece of a file takes, so that progress can be seen. */
  readonly pieceMs?: number;
}

/** The desk of one conversation: this device's. */
type OwnDesk = {
  [Verb in keyof Desk]: Desk[Verb] extends (id: string, ...rest: infer Rest) => infer Answer ? (...rest: Rest) => Answer : never;
};

/** The port, and the desk behind it. It holds nothing of a visitor but what they see. */
export interface MemoryBackend extends Required<Omit<Backend, "dossier">> {
  readonly world: MemoryWorld;
  /** The agent opposite: answers this device's conversation. Throws "not-found" before there is one. */
  readonly agent: Pick<
    OwnDesk,
    | "reply"
    | "offer"
    | "askContact"
    | "close"
    | "edit"
    | "remove"
    | "read"
    | "typing"
    | "resumeSecret"
    | "erase"
    | "messages"
    | "readUpTo"
    | "contact"
  >;
}

const BEAT_MS = 20_000;
const PIECE = 65_536;
const systemEvery = (ms: number, then: () => void) => {
  const timer = setInterval(then, ms);
  return () => clearInterval(timer);
};

/** A backend in memory, for tests and demos: it keeps every promise of the port, and forgets everything with the page. */
export function memory(options: MemoryOptions = {}): MemoryBackend {
  const world = options.world ?? memoryWorld(options);
  const { beatMs = BEAT_MS, every = systemEvery, pieceMs = 0 } = options;
  const { counter, desk } = world;
  let token: string | undefined;
  let conversation = "";

  /** As over a network: later, cloned both ways, and not at all once nobody waits. */
  async function answer<T>(signal: AbortSignal, work: () => T): Promise<T> {
    await Promise.resolve();
    if (signal.aborted) throw new ChatError("aborted", "Nobody waits for this answer any more");
    return structuredClone(work());
  }

  return {
    world,
    can: { typing: true, readReceipts: true, resume: true, signed: true, rate: true, erase: true, uploads: true },
    site: (signal) => answer(signal, () => counter.site()),
    open: (ticket, signal) =>
      answer(signal, () => {
        const session = counter.open(parse(Ticket, ticket));
        token = session.token;
        conversation = session.conversation;
        return session;
      }),
    confirm: (signal) => answer(signal, () => counter.confirm(token)),
    pull: (range, signal) => answer(signal, () => counter.pull(token, parse(Range, range))),
    send: (draft, signal) => answer(signal, () => counter.send(token, parse(Draft, draft))),
    markRead: (upTo, signal) => answer(signal, () => counter.markRead(token, upTo)),
    identify: (contact, held, signal) =>
      answer(signal, () =>
        counter.identify(
          token,
          parse(Contact, contact, "invalid-contact"),
          held.map((draft) => parse(Draft, draft)),
        ),
      ),
    rate: (seq, rating, signal) => answer(signal, () => counter.rate(token, seq, parse(Rating, rating))),
    erase: (signal) => answer(signal, () => counter.erase(token)),
    async upload({ id, name, content }, onProgress, signal) {
      const bytes = new Uint8Array(await content.arrayBuffer());
      let state = await answer(signal, () => counter.beginUpload(token, id, { name, bytes: bytes.length }));
      while (state.attachment === undefined) {
        onProgress(state.received);
        if (pieceMs > 0) await new Promise((resolve) => setTimeout(resolve, pieceMs));
        const piece = bytes.subarray(state.received, state.received + PIECE);
        state = await answer(signal, () => counter.addToUpload(token, id, piece));
      }
      onProgress(bytes.length);
      return state.attachment;
    },
    fileAddress: (id, signal) => answer(signal, () => URL.createObjectURL(counter.file(token, id))),
    typing: (_on, signal) => answer(signal, () => counter.typing(token)),
    listen: (after, onEvent, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return resolve();
        let isUp = true;
        let stopBeat = () => {};
        const hangUps: (() => void)[] = [];
        const end = () => {
          isUp = false;
          stopBeat();
          for (const hangUp of hangUps) hangUp();
          signal.removeEventListener("abort", end);
          resolve();
        };
        signal.addEventListener("abort", end, { once: true });
        queueMicrotask(() => {
          if (!isUp) return;
          try {
            const latest = (): Seq => counter.latest(token);
            stopBeat = every(beatMs, () => onEvent({ type: "beat", latest: latest() }));
            hangUps.push(
              counter.listen(token, after, (event) => {
                if (!isUp) return;
                onEvent(event);
                if (event.type === "gone") end();
              }),
            );
          } catch (error) {
            reject(error);
            end();
          }
        });
      }),
    agent: {
      reply: (text, files) => desk.reply(conversation, text, files),
      offer: (text, quickReplies) => desk.offer(conversation, text, quickReplies),
      askContact: (text) => desk.askContact(conversation, text),
      close: () => desk.close(conversation),
      edit: (seq, text) => desk.edit(conversation, seq, text),
      remove: (seq) => desk.remove(conversation, seq),
      read: (upTo) => desk.read(conversation, upTo),
      typing: (on) => desk.typing(conversation, on),
      resumeSecret: () => desk.resumeSecret(conversation),
      erase: () => desk.erase(conversation),
      messages: () => (conversation === "" ? [] : desk.messages(conversation)),
      readUpTo: () => desk.readUpTo(conversation),
      contact: () => desk.contact(conversation),
    },
  };
}

function parse<S extends v.GenericSchema>(schema: S, value: unknown, code: "bad-request" | "invalid-contact" = "bad-request") {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]);
  throw new ChatError(code, parsed.issues[0].message, { field: field ?? undefined });
}
