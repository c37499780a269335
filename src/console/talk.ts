/** The conversation on screen: kept fresh, marked read while the page is looked at, and what the agent can do to it but reply. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ChatError } from "../client/errors.js";
import type { ConversationView, Decision, Message, Seq } from "../protocol/index.js";
import { type Call, readable } from "./calls.js";
import type { Clock } from "./clock.js";
import { type Fate, type Fresh, keepFresh } from "./fresh.js";
import { makeWriting } from "./writing.js";

export interface Talk {
  readonly id: string;
  readonly view: Fresh<ConversationView>;
  readonly closing: ReadonlySignal<Step>;
  close(): void;
  readonly asking: ReadonlySignal<Step>;
  /** The bot asks for the e-mail, and the contact form opens in the visitor's chat. */
  askContact(): void;
  /** How it stands with the mails this agent has said "This is Ana" of. */
  readonly vouching: ReadonlySignal<ReadonlyMap<string, Vouching>>;
  vouch(mail: string): void;
  /** A keystroke in the composer. */
  writing(): void;
  /** The reply is out, or its text gone. */
  silent(): void;
  stored(message: Message): void;
  /** What was decided about forwarding, once somebody asks. */
  readonly decisions: Fresh<readonly Decision[]>;
  /** Mails the reply of a failed mail once more. Rejects with a ChatError. */
  sendAgain(seq: Seq): Promise<void>;
}

/** One thing the agent can do with the conversation as a whole. */
export type Step = { readonly at: "idle" } | { readonly at: "asking" } | { readonly at: "failed"; readonly error: ChatError };

export type Vouching = { readonly at: "asking" } | { readonly at: "failed"; readonly error: ChatError };

export interface TalkNeeds {
  call: Call;
  clock: Clock;
  fate: Fate;
  random: () => number;
  /** Whether the page is being looked at. */
  visible: ReadonlySignal<boolean>;
  onRead(id: string): void;
  until: AbortSignal;
}

/** A plan that was due and is still shown is asked about again: the event that said what came of it may have been lost. */
const AFTER_DUE_MS = 1_500;

export function openTalk(id: string, { call, clock, fate, random, visible, onRead, until }: TalkNeeds): Talk {
  const closing = signal<Step>({ at: "idle" });
  const asking = signal<Step>({ at: "idle" });
  const vouching = signal<ReadonlyMap<string, Vouching>>(new Map());
  const become = (mail: string, state: Vouching | undefined) => {
    const next = new Map(vouching.peek());
    if (state === undefined) next.delete(mail);
    else next.set(mail, state);
    vouching.value = next;
  };
  const step = async (state: Signal<Step>, route: "close" | "askContact") => {
    state.value = { at: "asking" };
    try {
      await call(route, { id, body: {} }, until);
      state.value = { at: "idle" };
      view.ask();
    } catch (cause) {
      const error = readable(cause);
      if (error.code === "unauthorized") fate.failing(state, error);
      state.value = { at: "failed", error };
    }
  };
  const view = keepFresh(
    async (signal) => {
      const answer = await call("conversation", { id }, signal);
      clock.learn(answer.now);
      return answer;
    },
    { fate, random, until },
  );
  const here = computed(() => (view.shown.value.at === "here" ? view.shown.value.value : undefined));

  // Read is what was shown to somebody: the highest number on screen while the page is visible.
  const shownUpTo = computed<Seq>(() => (visible.value ? (here.value?.latest ?? 0) : 0));
  const cursor = keepFresh(
    async (signal) => {
      const upTo = shownUpTo.peek();
      if (upTo <= (here.peek()?.agentsReadUpTo ?? 0)) return;
      await call("agentRead", { id, body: { upTo } }, signal);
      view.change((now) => ({ ...now, agentsReadUpTo: Math.max(now.agentsReadUpTo, upTo), unread: 0 }));
      onRead(id);
    },
    { fate, random, until },
  );
  const stopReading = effect(() => {
    if (shownUpTo.value > (here.value?.agentsReadUpTo ?? 0)) cursor.ask();
  });

  let due: ReturnType<typeof setTimeout> | undefined;
  const stopWaiting = effect(() => {
    clearTimeout(due);
    const now = here.value;
    if (now?.plan.do === "wait")
      due = setTimeout(view.ask, Math.min(2 ** 31 - 1, Math.max(0, now.plan.until - now.now) + AFTER_DUE_MS));
  });

  const typed = makeWriting((on) => {
    // Nobody misses it, and the next keystroke says it again.
    call("agentTyping", { id, body: { on } }, until).catch((cause: unknown) => {
      if (readable(cause).code === "unauthorized") fate.failing(typed, readable(cause));
    });
  }, until);
  until.addEventListener("abort", () => {
    stopReading();
    stopWaiting();
    clearTimeout(due);
  });
  view.ask();

  return {
    id,
    view,
    closing,
    writing: typed.key,
    silent: typed.stop,
    close: () => step(closing, "close"),
    asking,
    askContact: () => step(asking, "askContact"),
    vouching,
    async vouch(mail) {
      become(mail, { at: "asking" });
      try {
        await call("vouch", { id, mail, body: {} }, until);
        become(mail, undefined);
        view.ask();
      } catch (cause) {
        const error = readable(cause);
        if (error.code === "unauthorized") fate.failing(vouching, error);
        become(mail, { at: "failed", error });
      }
    },
    decisions: keepFresh(async (signal) => (await call("decisions", { id }, signal)).decisions, { fate, random, until }),
    async sendAgain(seq) {
      try {
        await call("sendAgain", { id, body: { seq } }, until);
        view.ask();
      } catch (cause) {
        const error = readable(cause);
        if (error.code === "unauthorized") fate.failing(view, error);
        throw error;
      }
    },
    stored: (message) =>
      view.change((now) =>
        now.messages.some(({ id }) => id === message.id)
          ? now
          : { ...now, messages: [...now.messages, message], latest: Math.max(now.latest, message.seq) },
      ),
  };
}
