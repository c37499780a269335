/** A conversation of 10,000 messages: how much of it is in the page, and that nothing moves which is being read. */
import { signal } from "@preact/signals";
import { options } from "preact";
import { expect, onTestFinished, test, vi } from "vitest";
import { cdp, page } from "vitest/browser";
import { memory } from "../../../src/adapters/memory.js";
import { memoryCache } from "../../../src/client/cache.js";
import { createChat } from "../../../src/client/chat.js";
import { newId } from "../../../src/client/id.js";
import { renderWidget, type WidgetOptions } from "../../../src/widget/render.js";
import { en } from "../../../src/widget/words/en.js";
import type { Speech } from "../../../src/widget/words.js";
import { until } from "../../until.js";

const MOST_ROWS = 300;
/** Several times what is drawn at once, in eight pages. */
const MESSAGES = 400;
const never = new AbortController().signal;
const frame = () => new Promise<void>((next) => requestAnimationFrame(() => setTimeout(next)));
const browser = () => cdp() as unknown as { send<Answer>(method: string, given?: object): Promise<Answer> };
/** How often this page has been laid out; and of how much the browser knows by now where it lies. */
async function counted(what: "LayoutCount" | "LayoutObjects"): Promise<number> {
  await browser().send("Performance.enable");
  const { metrics } = await browser().send<{ metrics: { name: string; value: number }[] }>("Performance.getMetrics");
  return metrics.find(({ name }) => name === what)?.value ?? Number.NaN;
}
interface Frames {
  readonly frame: { readonly id: string };
  readonly childFrames?: readonly Frames[];
}
interface Spoken {
  readonly nodeId: string;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly childIds?: readonly string[];
}
/** All texts of the page, in the order in which the browser gives them to a screen reader. */
async function spoken(): Promise<string[]> {
  const { frameTree } = await browser().send<{ frameTree: Frames }>("Page.getFrameTree");
  const framesOf = ({ frame, childFrames = [] }: Frames): string[] => [frame.id, ...childFrames.flatMap(framesOf)];
  const texts: string[] = [];
  for (const frameId of framesOf(frameTree)) {
    const { nodes } = await browser().send<{ nodes: Spoken[] }>("Accessibility.getFullAXTree", { frameId });
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const hear = (node: Spoken | undefined): void => {
      if (node?.role?.value === "StaticText") texts.push(node.name?.value ?? "");
      else for (const id of node?.childIds ?? []) hear(byId.get(id));
    };
    hear(nodes[0]);
  }
  return texts;
}
const LENGTHS = [
  "Yes.",
  "The olive tree is two years old, and likes the sun.",
  `We send it on Tuesdays, ${"in a box of straw ".repeat(9)}`,
];

/** All of them read but the last `unread`, and only the newest loaded; the first `own` are the visitor's. */
async function conversationOf(messages: number, { unread = 0, own = 1, launcher = undefined as WidgetOptions["launcher"] } = {}) {
  const first = memory();
  await first.open({ kind: "new" }, never);
  await first.send({ id: newId(), text: "1 Hello!", seen: 0 }, never);
  for (let n = 2; n <= own; n++) await first.send({ id: newId(), text: `${n} ${LENGTHS[n % 3]}`, seen: 0 }, never);
  for (let n = own + 1; n <= messages; n++) first.agent.reply(`${n} ${LENGTHS[n % 3]}`);
  await first.markRead(messages - unread, never);
  const host = document.createElement("div");
  Object.assign(host.style, { position: "fixed", inset: "0", width: "360px", height: "560px", background: "white" });
  document.body.append(host);
  // Each beat goes through all there is: seldom.
  const backend = memory({ world: first.world, beatMs: 40_000 });
  const chat = createChat({ backend, site: "long", cache: memoryCache() });
  const root = host.attachShadow({ mode: "open" });
  void chat.start(first.agent.resumeSecret());
  const widget = renderWidget({ root, chat, launcher, speech: signal<Speech>({ language: "en", words: en }) });
  onTestFinished(() => {
    widget.remove();
    chat.destroy();
    host.remove();
  });
  const open = async () => {
    widget.open();
    const log = await until(() => root.querySelector<HTMLElement>(".log"));
    await until(() => root.querySelector(".banner"));
    await until(() => root.querySelector(".row .text"));
    return log;
  };
  return { chat, backend, root, first, widget, open };
}

const rowsIn = (root: ShadowRoot) => [...root.querySelectorAll<HTMLElement>(".row")];
const numbersIn = (root: ShadowRoot) =>
  rowsIn(root).map((row) => Number.parseInt(row.querySelector(".text")?.textContent ?? "", 10));
/** How many entries of lists are looked at, from here until it is asked. */
function walked(): () => number {
  const { prototype } = Array;
  const ways = ["every", "filter", "find", "findIndex", "flatMap", "forEach", "map", "reduce", "some", "sort"] as const;
  const before = ways.map((way) => [way, prototype[way]] as const);
  let entries = 0;
  for (const [way, of] of before) {
    Object.assign(prototype, {
      [way](this: unknown[], ...given: unknown[]) {
        entries += this.length;
        return Reflect.apply(of, this, given);
      },
    });
  }
  return () => {
    for (const [way, of] of before) Object.assign(prototype, { [way]: of });
    return entries;
  };
}
/** How many lines are described anew, drawn or not, from here until it is asked: what has a key in here is a line. */
function described(): () => number {
  const before = options.vnode;
  let lines = 0;
  options.vnode = (node) => {
    if (node.key !== undefined && node.key !== null) lines += 1;
    before?.(node);
  };
  return () => {
    Object.assign(options, { vnode: before });
    return lines;
  };
}
/** How many ids are taken to pieces, to be read, from here until it is asked. */
function takenToPieces(): () => number {
  const before = String.prototype.replace;
  let ids = 0;
  Object.assign(String.prototype, {
    replace(this: string, ...given: Parameters<typeof before>) {
      if (/^[\da-f]{8}-[\da-f-]{27}$/.test(this)) ids += 1;
      return Reflect.apply(before, this, given);
    },
  });
  return () => {
    Object.assign(String.prototype, { replace: before });
    return ids;
  };
}
/** How often it is asked where a row lies, from here until it is asked. */
function measuredRows(): () => number {
  const before = Element.prototype.getBoundingClientRect;
  let rows = 0;
  Element.prototype.getBoundingClientRect = function (this: Element) {
    if (this.classList.contains("row")) rows += 1;
    return before.call(this);
  };
  return () => {
    Element.prototype.getBoundingClientRect = before;
    return rows;
  };
}
/** A row in the middle of what is seen. */
const seenIn = (root: ShadowRoot, log: HTMLElement) => {
  const { top, height } = log.getBoundingClientRect();
  return rowsIn(root).find((row) => row.getBoundingClientRect().bottom > top + height / 2);
};

test("scrolled through from end to beginning and back, never more than 300 rows are in the page, in order, what is seen moves by what was scrolled, and nothing is laid out in a loop", {
  timeout: 240_000,
}, async () => {
  const { chat, root, open } = await conversationOf(MESSAGES);
  const log = await open();
  const laidOut = await counted("LayoutCount");
  let taken = 0;
  let looks = 0;
  const step = async (by: number) => {
    taken += 1;
    const seen = seenIn(root, log);
    const [before, at] = [seen?.getBoundingClientRect().top ?? 0, log.scrollTop];
    log.scrollTop += by;
    const scrolled = log.scrollTop - at;
    for (let frames = 0; frames < 2; frames++) await frame();
    expect(root.querySelectorAll(".lines > *").length).toBeLessThanOrEqual(MOST_ROWS);
    const numbers = numbersIn(root);
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
    if (seen?.isConnected && Math.abs(scrolled) > 0) {
      looks += 1;
      expect(Math.abs(seen.getBoundingClientRect().top - (before - scrolled))).toBeLessThanOrEqual(1);
    }
    return seenIn(root, log);
  };
  for (let steps = 0; numbersIn(root)[0] !== 1 && steps < 500; steps++) expect(await step(-450)).toBeDefined();
  expect(chat.timeline.value).toHaveLength(MESSAGES);
  expect(numbersIn(root)[0]).toBe(1);
  for (let steps = 0; numbersIn(root).at(-1) !== MESSAGES && steps < 500; steps++) expect(await step(900)).toBeDefined();
  expect(numbersIn(root).at(-1)).toBe(MESSAGES);
  expect(looks).toBeGreaterThan(0.9 * taken);
  // Were rows measured one by one while others are put in, it would be dozens at many a step.
  expect((await counted("LayoutCount")) - laidOut).toBeLessThan(3 * taken);
});

test("a screen reader is given the messages in their order, once each, also where they came and went above and below", async () => {
  const { root, open } = await conversationOf(MESSAGES);
  const log = await open();
  const numbers = async () => (await spoken()).flatMap((text) => /^(\d+) /.exec(text)?.[1] ?? []).map(Number);
  for (const [by, steps] of [
    [-450, 60],
    [900, 12],
  ] as const) {
    for (let taken = 0; taken < steps; taken++) {
      log.scrollTop += by;
      for (let frames = 0; frames < 2; frames++) await frame();
    }
    const drawn = numbersIn(root);
    expect(drawn.length).toBeGreaterThan(60);
    expect(drawn.length).toBeLessThan(MESSAGES / 2);
    expect(await numbers()).toEqual(drawn);
    expect(drawn).toEqual(drawn.map((_, index) => (drawn[0] ?? 0) + index));
  }
});

test("what goes in or out above is made up for by the space there, which is measured: the log is scrolled by the hand alone, whose throw would end where we scrolled, too", async () => {
  const { chat, root, open } = await conversationOf(MESSAGES);
  const log = await open();
  while (chat.hasOlder.value) await chat.loadOlder();
  for (let looks = 0; looks < 4; looks++) await frame();
  let [drawings, scrolledByUs] = [0, 0];
  const step = async (by: number) => {
    const first = numbersIn(root)[0];
    log.scrollTop += by;
    const { scrollTop } = log;
    for (let frames = 0; frames < 2; frames++) await frame();
    if (numbersIn(root)[0] === first) return;
    drawings += 1;
    if (Math.abs(log.scrollTop - scrollTop) > 1) scrolledByUs += 1;
  };
  for (let steps = 0; numbersIn(root)[0] !== 1 && steps < 500; steps++) await step(-450);
  for (let steps = 0; numbersIn(root).at(-1) !== MESSAGES && steps < 500; steps++) await step(450);
  expect(drawings).toBeGreaterThan(15);
  // At the beginning, above which there is no space.
  expect(scrolledByUs).toBeLessThanOrEqual(1);
});

test("F33 of 10,000 loaded ones the page has a few, wherever the bar is dragged to; the way back to the latest is one step; and a message that is written goes through them once or twice, and takes none of their names to pieces", {
  timeout: 240_000,
}, async () => {
  const { chat, backend, root, first, open } = await conversationOf(10_000, { own: 100 });
  const log = await open();
  while (chat.hasOlder.value) await chat.loadOlder();
  expect(chat.timeline.value).toHaveLength(10_000);
  await frame();
  for (const part of [0.5, 0.1, 0.9, 0, 0.3]) {
    log.scrollTop = part * log.scrollHeight;
    await until(() => seenIn(root, log));
    for (let looks = 0; looks < 4; looks++) await frame();
    expect(root.querySelectorAll(".lines > *").length).toBeLessThanOrEqual(MOST_ROWS);
    const shown = () => Number.parseInt(seenIn(root, log)?.querySelector(".text")?.textContent ?? "", 10);
    await expect.poll(() => Math.abs(shown() / 10_000 - part)).toBeLessThan(0.15);
  }
  first.agent.reply("10001 And now?");
  (await until(() => root.querySelector<HTMLButtonElement>(".latest"))).click();
  await until(() => numbersIn(root).at(-1) === 10_001);
  await until(() => log.scrollHeight - log.scrollTop - log.clientHeight < 2);
  await until(() => root.querySelector(".latest") === null);

  // On its way for as long as this looks: when it has come is another moment.
  Object.assign(backend, { send: () => new Promise(() => {}) });
  await frame();
  const entries = walked();
  const names = takenToPieces();
  chat.send("Thank you!");
  await until(() => root.querySelector(".row.visitor.last"));
  expect(entries()).toBeLessThan(25_000);
  expect(names()).toBeLessThan(10);
});

test("reading stopped further up than is drawn at first: there the first look goes", async () => {
  const { root, open } = await conversationOf(400, { unread: 40 });
  const log = await open();
  const mark = await until(() => root.querySelector<HTMLElement>(".new"));
  await until(() => {
    const { top, bottom } = mark.getBoundingClientRect();
    const view = log.getBoundingClientRect();
    return top > view.top && bottom < view.bottom;
  });
});

test("a turn of the wheel at the end of a long log measures a few of its rows, not all of them, and nothing comes among its lines", async () => {
  const { chat, root, open } = await conversationOf(200);
  const log = await open();
  while (chat.hasOlder.value) await chat.loadOlder();
  for (let looks = 0; looks < 4; looks++) await frame();
  // Some screens of it and no more: what opening and sending cost is the lines that stand at the end.
  expect(rowsIn(root).length).toBeGreaterThan(20);
  expect(rowsIn(root).length).toBeLessThan(36);
  const rows = measuredRows();
  onTestFinished(() => void rows());
  const changes: MutationRecord[] = [];
  const watching = new MutationObserver((seen) => changes.push(...seen));
  watching.observe(root.querySelector(".lines") as Element, { childList: true });
  log.scrollTop -= 100;
  await until(() => root.querySelector(".latest"));
  // Halved seven times; and two for the one that stays in view, at the look and at a drawing.
  expect(rows()).toBeLessThan(20);
  // Each would have the place of all of them worked out again.
  expect([...changes, ...watching.takeRecords()]).toEqual([]);
});

test("what leads back to the end comes once a scroll is over; it goes at once when it is taken, which leaves the focus in the log, and is not there in the first frame of an opening at the end", async () => {
  await page.viewport(1280, 800);
  const nothing = () => undefined;
  const launcher = { button: document.createElement("button"), tell: nothing, paint: nothing };
  const { root, widget, open } = await conversationOf(MESSAGES, { launcher });
  const log = await open();
  for (let looks = 0; looks < 4; looks++) await frame();
  const painted = () => new Promise(requestAnimationFrame);
  const latest = () => root.querySelector<HTMLButtonElement>(".latest");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  for (let turns = 0; turns < 4; turns++) {
    log.scrollTop -= 100;
    await new Promise((scrolled) => log.addEventListener("scroll", scrolled, { once: true }));
    vi.advanceTimersByTime(149);
    await painted();
    expect(latest()).toBeNull();
  }
  vi.advanceTimersByTime(1);
  await painted();
  latest()?.focus();
  expect(root.activeElement).toBe(latest());
  latest()?.click();
  await painted();
  expect(latest()).toBeNull();
  expect(root.activeElement).toBe(log);
  expect(log.scrollHeight - log.scrollTop - log.clientHeight).toBeLessThan(2);
  vi.useRealTimers();

  log.scrollTop -= 100;
  await until(latest);
  widget.close();
  await frame();
  widget.open();
  await until(() => log.clientHeight > 0 && log.scrollHeight - log.scrollTop - log.clientHeight < 2, 40_000, 0);
  await painted();
  expect(latest()).toBeNull();
});

test("closed, it is neither seen, reached nor forgotten: opened again, nothing is laid out anew and no line is described again; and a message sent is laid out once or twice", async () => {
  await page.viewport(1280, 800);
  const nothing = () => undefined;
  const launcher = { button: document.createElement("button"), tell: nothing, paint: nothing };
  const { chat, root, widget, open } = await conversationOf(MESSAGES, { launcher });
  const log = await open();
  for (let looks = 0; looks < 4; looks++) await frame();
  const { x, y } = log.getBoundingClientRect();
  const isHit = () => root.contains(root.elementFromPoint(x + 20, y + 20));
  expect(isHit()).toBe(true);
  const objects = await counted("LayoutObjects");
  widget.close();
  await frame();
  expect(await counted("LayoutObjects")).toBeGreaterThan(0.9 * objects);
  expect(root.querySelector(".row .text")?.checkVisibility()).toBe(false);
  expect(isHit()).toBe(false);
  const field = root.querySelector<HTMLElement>("textarea");
  field?.focus();
  expect(root.activeElement).toBeNull();
  // None of them by itself: each of hundreds would have its style worked out anew when it opens.
  expect([field, log].map((part) => part && getComputedStyle(part).visibility)).toEqual(["visible", "visible"]);

  const before = log.scrollHeight;
  let laidOut = await counted("LayoutCount");
  const lines = described();
  await open();
  for (let looks = 0; looks < 4; looks++) await frame();
  expect(log.scrollHeight).toBe(before);
  expect(log.scrollHeight - log.scrollTop - log.clientHeight).toBeLessThan(2);
  expect((await counted("LayoutCount")) - laidOut).toBeLessThanOrEqual(6);
  // The faces in the head, which hears that it is open, have keys, too.
  expect(lines()).toBeLessThan(3);

  laidOut = await counted("LayoutCount");
  chat.send("Thank you!");
  await until(() => root.querySelector(".row.visitor.last"));
  await frame();
  // When it is written, and when it has come.
  expect((await counted("LayoutCount")) - laidOut).toBeLessThanOrEqual(4);
});

test("a key in a long conversation is laid out three times: where the browser puts it in, to measure the field, and to draw it", async () => {
  const { root, open } = await conversationOf(MESSAGES);
  await open();
  for (let looks = 0; looks < 4; looks++) await frame();
  const field = root.querySelector("textarea");
  if (!field) throw new Error("There is no field");
  field.focus();
  const type = async (key: string) => {
    document.execCommand("insertText", false, key);
    await frame();
  };
  // With the first one the button can be pressed: that is drawn once.
  await type("I");
  const KEYS = 20;
  const laidOut = await counted("LayoutCount");
  for (let keys = 0; keys < KEYS; keys++) await type("i");
  expect(field.value).toBe(`I${"i".repeat(KEYS)}`);
  expect((await counted("LayoutCount")) - laidOut).toBeLessThanOrEqual(3 * KEYS + 2);
});
