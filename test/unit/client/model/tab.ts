/** One tab of the visitor's browser: the chat, its page, and the person in front of it. Watched at every instant. */
import { effect, untracked } from "@preact/signals-core";
import { type Chat, createChat, indexedDbCache, type PageNews } from "../../../../src/client/index.js";
import { contactGate } from "../../../../src/contact-form/gate.js";
import type { Message } from "../../../../src/protocol/index.js";
import { createAttention } from "../../../../src/widget/attention.js";
import type { Browser } from "./browser.js";
import type { Disk } from "./disk.js";
import { type Life, life } from "./life.js";
import { type Person, person } from "./person.js";
import { type Around, type Wire, type Witness, wire } from "./wire.js";

export interface Tab {
  readonly name: string;
  /** It followed the link of a mail: its conversation may be another one than the device's. */
  readonly isLinked: boolean;
  /** Which that is. */
  readonly leadsTo: string | undefined;
  readonly life: Life;
  readonly chat: Chat;
  readonly wire: Wire;
  readonly person: Person;
  /** It has named its user, and not heard what became of that. */
  readonly isSigningIn: boolean;
  /** When somebody has last left this page, by their own hand or because somebody else was named. */
  readonly leftAt: number;
  /** The page names its user: what the host's server has signed. */
  signIn(jwt: string): Promise<void>;
  /** The token it found on the device when it was opened. */
  readonly foundToken: string | undefined;
  /** Timers of its code that nobody has taken back. */
  readonly timers: number;
  openPanel(isOpen: boolean): void;
  /** To the beginning of what is shown, or back to its end. */
  scroll(where: "up" | "down"): void;
  /** Something happens to the page. */
  page(news: PageNews): void;
  /** Its code ends in good order. */
  close(): void;
}

export interface TabWitness extends Witness {
  /** The chat's signals have changed: called at every instant. */
  sees(tab: Tab): void;
  /** The chat is about to be told that this message, and all before it, have been read. */
  reads(tab: Tab, message: Message): void;
  /** The session of somebody signed in was refused. */
  needsSignature(tab: Tab): void;
}

export interface Device extends Around {
  readonly disk: Disk;
  readonly browser: Browser;
  /** What this visitor's clock is ahead by. */
  readonly skew: () => number;
}

export const SITE = "shop";
/** Messages that fit into the log, each of which takes this long to read. */
const IN_VIEW = 10;
const DWELL_MS = 1_000;

export const drafts = (chat: Chat) => chat.timeline.peek().flatMap((entry) => (entry.kind === "draft" ? [entry] : []));
export const messages = (chat: Chat) =>
  chat.timeline.peek().flatMap((entry) => (entry.kind === "message" ? [entry.message] : []));

export function openTab(name: string, leadsTo: string | undefined, device: Device, witness: TabWitness): Tab {
  const { time, dice, disk, browser, skew } = device;
  const own = life(time);
  const timers = new Set<() => void>();
  const after = (ms: number, then: () => void) => {
    const cancel = time.after(ms, () =>
      own.do(() => {
        // One that was due while the page was frozen can still be taken back.
        if (timers.delete(cancel)) then();
      }),
    );
    timers.add(cancel);
    return () => {
      if (timers.delete(cancel)) cancel();
    };
  };
  const line = wire(device, own, witness);
  const ending = new AbortController();
  const watchers = new Set<(news: PageNews) => void>();
  const visitor = person(time);
  const found = disk.records.get(`${SITE}:session`) as { token?: string } | undefined;
  let signing = 0;
  let leftAt = Number.NEGATIVE_INFINITY;
  let isAtEnd = true;
  let inView = new Map<string, number>();

  const clock = { now: () => time.now() + skew(), after };
  const chat = createChat({
    backend: line.backend,
    site: SITE,
    cache: indexedDbCache(clock, disk.doorsOf(own)),
    gate: contactGate,
    clock,
    chance: dice,
    page: { address: () => "https://shop.example/plants", locale: () => "pt-BR" },
    lifecycle: {
      isHidden: () => visitor.isHidden,
      isPrerendering: () => false,
      watch(on, signal) {
        watchers.add(on);
        signal.addEventListener("abort", () => watchers.delete(on));
      },
    },
    tabs: browser.tabsOf(own),
    onSignatureNeeded: () => witness.needsSignature(self),
  });

  const attention = createAttention(
    { ...visitor.surroundings, after },
    () => visitor.isPanelOpen,
    (upTo) => {
      const message = messages(chat).find(({ seq }) => seq === upTo);
      if (message !== undefined) witness.reads(self, message);
      chat.attended(upTo);
    },
    ending.signal,
  );

  /** As the log's observer: tells what is in view now, and what is not any more because it scrolled away or is gone. */
  function lookThrough(): void {
    const visible = new Map(
      (isAtEnd ? messages(chat).slice(-IN_VIEW) : messages(chat).slice(0, IN_VIEW)).map((m) => [m.id, m.seq]),
    );
    const left = [...inView].filter(([id, seq]) => visible.get(id) !== seq);
    inView = visible;
    visitor.sees([...visible.keys()]);
    attention.see(left.map(([, seq]) => ({ seq, isInView: false, dwellMs: DWELL_MS })));
    attention.see([...visible.values()].map((seq) => ({ seq, isInView: true, dwellMs: DWELL_MS })));
  }

  const self: Tab = {
    name,
    isLinked: leadsTo !== undefined,
    leadsTo,
    life: own,
    chat,
    wire: line,
    person: visitor,
    foundToken: found?.token,
    get isSigningIn() {
      return signing > 0;
    },
    get leftAt() {
      return leftAt;
    },
    async signIn(jwt) {
      signing += 1;
      await chat.identify(jwt).finally(() => {
        signing -= 1;
      });
    },
    get timers() {
      return timers.size;
    },
    openPanel(isPanelOpen) {
      visitor.change({ isPanelOpen });
      chat.setOpen(isPanelOpen);
      attention.reconsider();
    },
    scroll(where) {
      isAtEnd = where === "down";
      lookThrough();
    },
    page(news) {
      if (news === "hidden" || news === "visible") visitor.change({ isHidden: news === "hidden" });
      for (const tell of [...watchers]) tell(news);
    },
    close() {
      ending.abort();
      chat.destroy();
    },
  };
  const stop = effect(() => {
    const { timeline, readUpTo, unread, connection } = chat;
    void [timeline.value, readUpTo.value, unread.value, connection.value];
    untracked(() => {
      witness.sees(self);
      lookThrough();
    });
  });
  const stopVisits = chat.visit.subscribe((visit) => {
    if (visit > 0) leftAt = time.now();
  });
  ending.signal.addEventListener("abort", stop);
  ending.signal.addEventListener("abort", stopVisits);
  return self;
}
