/** A chat with everything around it in the test's hand: time, chance, the network, the page, the device's storage. */
import { setMaxListeners } from "node:events";
import { onTestFinished } from "vitest";
import { type MemoryBackend, type MemoryWorld, memory, memoryWorld } from "../../../src/adapters/memory.js";
import { type Cache, type Chat, createChat, type Entry, type Gate, memoryCache } from "../../../src/client/index.js";
// Comes late in a browser; here it is loaded before the first clock is stopped.
import "../../../src/client/live.js";
import "../../../src/client/files.js";
import type { PageNews } from "../../../src/client/platform/lifecycle.js";
import type { ContactForm, Site } from "../../../src/protocol/index.js";
import { type SimulatedBrowser, simulatedBrowser } from "./browser.js";
import { type FakeClock, fakeClock, settled } from "./fake-clock.js";
import { type Network, network } from "./network.js";

// Each part of a chat listens for its end, and each call under way: that they leave again is in listeners.test.ts.
setMaxListeners(20);

export interface Stage {
  readonly chat: Chat;
  readonly clock: FakeClock;
  readonly world: MemoryWorld;
  readonly cache: Cache;
  readonly net: Network;
  /** The agent opposite. */
  readonly agent: MemoryBackend["agent"];
  /** Something happens to the page. */
  page(news: PageNews): void;
  /** Nothing happens in this tab any more: no timer, no event, no word of another tab. */
  freeze(): void;
  /** All of what was missed happens now. */
  thaw(): void;
  /** The tab is gone without a word. */
  kill(): void;
  /** Another page view: on the same device (cache) unless told otherwise. The earlier one goes on unless it is destroyed. */
  again(more?: Partial<Setting>): Stage;
}

export interface Setting {
  readonly clock: FakeClock;
  readonly world: MemoryWorld;
  readonly cache: Cache;
  readonly gate: Gate;
  readonly site: Partial<Site>;
  readonly address: string;
  /** Until the page is told that it is "back". */
  readonly isPrerendering: boolean;
  /** The browser it is a tab of. */
  readonly browser: SimulatedBrowser;
  /** What this browser cannot do for its tabs. */
  readonly without: { readonly words?: false; readonly turns?: false };
  readonly onSignatureNeeded: () => void;
  /** How the device and the network look to this page from its first moment. */
  readonly before: (net: Network) => void;
}

export const ASKS_WHEN_AWAY: ContactForm = {
  whenOnline: "optional",
  whenAway: "required",
  fields: [{ name: "email", required: true }],
};

/** The contact form's gate, as far as these tests need one. */
export const formGate: Gate = ({ site, availability, contact }) => {
  const rule = availability === "online" ? site.contactForm.whenOnline : site.contactForm.whenAway;
  return rule === "required" && contact?.email === undefined ? "hold" : "send";
};

export function stage(setting: Partial<Setting> = {}): Stage {
  const clock = setting.clock ?? fakeClock();
  const world = setting.world ?? memoryWorld({ now: clock.now, ...(setting.site && { site: setting.site }) });
  const cache = setting.cache ?? memoryCache();
  const browser = setting.browser ?? simulatedBrowser();
  const tab = browser.tab(setting.without);
  let missed: (() => void)[] | undefined;
  const awake = (then: () => void) => (missed ? missed.push(then) : then());
  const far = memory({ world, every: (ms, then) => every(clock, ms, then) });
  const net = network(far, awake);
  setting.before?.(net);
  const watchers = new Set<(news: PageNews) => void>();
  let isHidden = false;
  const chat = createChat({
    backend: net.backend,
    site: "shop",
    cache,
    clock: { now: clock.now, after: (ms, then) => clock.after(ms, () => awake(then)) },
    ...(setting.gate && { gate: setting.gate }),
    ...(setting.onSignatureNeeded && { onSignatureNeeded: setting.onSignatureNeeded }),
    chance: { random: () => 0.5, bytes: (count) => crypto.getRandomValues(new Uint8Array(count)) },
    page: { address: () => setting.address ?? "https://shop.example/plants", locale: () => "pt-BR" },
    lifecycle: {
      isHidden: () => isHidden,
      isPrerendering: () => setting.isPrerendering ?? false,
      watch(on, signal) {
        watchers.add(on);
        signal.addEventListener("abort", () => watchers.delete(on));
      },
    },
    tabs: tab,
  });
  onTestFinished(() => chat.destroy());
  return {
    chat,
    clock,
    world,
    cache,
    net,
    agent: far.agent,
    page(news) {
      if (news === "hidden" || news === "visible") isHidden = news === "hidden";
      for (const tell of watchers) tell(news);
    },
    freeze() {
      missed ??= [];
      tab.freeze();
    },
    thaw() {
      const all = missed ?? [];
      missed = undefined;
      for (const then of all) then();
      tab.thaw();
    },
    kill() {
      missed = [];
      tab.kill();
      net.die();
    },
    again: (more = {}) => stage({ ...setting, clock, world, cache, browser, before: () => {}, ...more }),
  };
}

/** A stage on which a conversation of `count` messages by the visitor is under way, line and all. */
export async function talking(count = 1, setting: Partial<Setting> = {}): Promise<Stage> {
  const made = stage(setting);
  await made.chat.start();
  for (let number = 1; number <= count; number++) made.chat.send(`message ${number}`);
  await settled();
  return made;
}

/** The timeline as one reads it: "1 Hello" for a message, "queued Hello" for a draft. */
export function shown(chat: Chat): string[] {
  return chat.timeline.value.map(line);
}

function line(entry: Entry): string {
  if (entry.kind === "draft") return `${entry.state.at} ${entry.draft.text}`;
  return `${entry.message.seq} ${entry.message.deletedAt === undefined ? entry.message.text : "(deleted)"}`;
}

function every(clock: FakeClock, ms: number, then: () => void): () => void {
  let cancel = () => {};
  const next = () => {
    cancel = clock.after(ms, () => {
      then();
      next();
    });
  };
  next();
  return () => cancel();
}
