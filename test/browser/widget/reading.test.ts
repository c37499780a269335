/** What counts as read, with a real log, real intersections and a real clock. */
import { signal } from "@preact/signals";
import { expect, onTestFinished, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Backend } from "../../../src/client/backend.js";
import type { Speech } from "../../../src/widget/words.js";
import { until } from "../../until.js";
import { dialog, launcher, message, openChat, type Visit, visit, write } from "./visit.js";

/** Longer than any dwell time, to be sure that nothing was reported. */
const LONG_ENOUGH_MS = 1_600;
const passed = async (ms: number) => {
  const from = performance.now();
  await until(() => performance.now() - from > ms);
};

async function inConversation(): Promise<Visit> {
  const given = await visit({
    site: { contactForm: { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] } },
  });
  await openChat();
  await write("Hello");
  await expect.element(dialog.getByText(/· Sent/)).toBeVisible();
  return given;
}

/** The tab as the browser would say it is. */
function tab(state: { visible?: boolean; focused?: boolean }): void {
  onTestFinished(() => void vi.restoreAllMocks());
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state.visible === false ? "hidden" : "visible");
  vi.spyOn(document, "hasFocus").mockReturnValue(state.focused !== false);
  document.dispatchEvent(new Event("visibilitychange"));
}

/** Something of the page, over everything: under it nothing is read by being looked at, however long a slow machine takes. */
function cover(): () => void {
  const over = document.createElement("div");
  Object.assign(over.style, { position: "fixed", inset: "0", zIndex: "2147483647", background: "white" });
  document.documentElement.append(over);
  onTestFinished(() => over.remove());
  return () => over.remove();
}

test("before somebody's eyes for a second: read", async () => {
  const { backend } = await inConversation();
  const before = performance.now();
  backend.agent.reply("In view");
  await until(() => backend.agent.readUpTo() === 2);
  expect(performance.now() - before).toBeGreaterThan(950);
});

test("in a background tab: not read, and read after coming back without a scroll", async () => {
  const { backend } = await inConversation();
  tab({ visible: false });
  backend.agent.reply("Nobody looks");
  await expect.element(dialog.getByText("Nobody looks")).toBeInTheDocument();
  await passed(LONG_ENOUGH_MS);
  expect(backend.agent.readUpTo()).toBeLessThan(2);
  tab({ visible: true });
  await until(() => backend.agent.readUpTo() === 2);
});

test("while closed: not read", async () => {
  const { backend } = await inConversation();
  await userEvent.keyboard("{Escape}");
  backend.agent.reply("Nobody looks");
  await passed(LONG_ENOUGH_MS);
  expect(backend.agent.readUpTo()).toBeLessThan(2);
});

test("above the edge of the log: not read until it is scrolled into view", async () => {
  const { backend } = await inConversation();
  await userEvent.keyboard("{Escape}");
  for (let n = 1; n <= 30; n++) backend.agent.reply(`Reply ${n}, long enough to need more than one line of the panel.`);
  await launcher.click();
  await until(() => backend.agent.readUpTo() > 1);
  await passed(LONG_ENOUGH_MS);
  // The divider stands where reading stopped, so the view begins there and the last ones are far below.
  expect(backend.agent.readUpTo()).toBeLessThan(15);
  cover();
  const jump = page.getByRole("button", { name: /new messages/ });
  (jump.element() as HTMLElement).click();
  await until(() => backend.agent.readUpTo() === 31);
});

test("covered by something of the page: not read", async () => {
  const { backend } = await inConversation();
  const uncover = cover();
  backend.agent.reply("Nobody sees this");
  await passed(LONG_ENOUGH_MS);
  const during = backend.agent.readUpTo();
  uncover();
  expect(during).toBeLessThan(2);
});

test("who answers has read", async () => {
  const { backend } = await inConversation();
  tab({ focused: true });
  cover();
  backend.agent.reply("A question?");
  await expect.element(dialog.getByText("A question?")).toBeVisible();
  await userEvent.fill(message, "An answer.");
  await userEvent.keyboard("{Enter}");
  await until(() => backend.agent.readUpTo() >= 2);
});

test("who reads further up is not pulled down, and is told what came", async () => {
  const { backend } = await inConversation();
  for (let n = 1; n <= 30; n++) backend.agent.reply(`Reply ${n}, long enough to need more than one line of the panel.`);
  const log = page.getByRole("log").element();
  const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 2;
  // All of them: what still comes in would be followed.
  await until(() => log.textContent?.includes("Reply 30,") && log.scrollHeight > 2_000 && isAtEnd());
  log.scrollTop = 200;
  await expect.element(page.getByRole("button", { name: /Jump to latest|new message/ })).toBeVisible();
  const before = log.scrollTop;
  backend.agent.reply("One more");
  await expect.element(page.getByRole("button", { name: /new message/ })).toBeVisible();
  expect(log.scrollTop).toBe(before);
  await write("Mine");
  await until(isAtEnd);
});

test("older messages come in above without moving what is being read, and while they are on their way it is to be seen", async () => {
  const { backend } = await inConversation();
  for (let n = 1; n <= 120; n++) backend.agent.reply(`Reply ${n}`);
  // All of it was read, so the other device begins at the end.
  await backend.markRead(121, new AbortController().signal);
  const secret = backend.agent.resumeSecret();
  // Another device of the same visitor begins with the last page only.
  const { memory } = await import("../../../src/adapters/memory.js");
  const { createChat } = await import("../../../src/client/chat.js");
  const { memoryCache } = await import("../../../src/client/cache.js");
  const { renderWidget } = await import("../../../src/widget/render.js");
  const { en } = await import("../../../src/widget/words/en.js");
  const host = document.createElement("div");
  Object.assign(host.style, { position: "fixed", inset: "0", width: "360px", height: "500px", background: "white" });
  document.body.append(host);
  const server = memory({ world: backend.world });
  let letThrough = () => {};
  const isLetThrough = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  const slow: Backend = {
    ...server,
    pull: async (range, signal) => {
      if (range.before !== undefined) await isLetThrough;
      return server.pull(range, signal);
    },
  };
  const chat = createChat({ backend: slow, site: "elsewhere", cache: memoryCache() });
  const root = host.attachShadow({ mode: "open" });
  void chat.start(secret);
  const widget = renderWidget({ root, chat, speech: signal<Speech>({ language: "en", words: en }) });
  onTestFinished(() => {
    widget.remove();
    chat.destroy();
    host.remove();
  });
  widget.open();
  const log = await until(() => root.querySelector(".log"));
  await until(() => chat.timeline.value.length === 50);
  await until(() => log.scrollTop > 100);
  // That nothing is kept on this device is said above the log; it is not what should move here.
  await until(() => root.querySelector(".banner"));
  log.scrollTop = 20;
  const first = await until(() =>
    [...root.querySelectorAll(".bubble")].find((bubble) => bubble.textContent?.includes("Reply 75")),
  );
  const before = first.getBoundingClientRect().top;
  const older = () => root.querySelector<HTMLElement>(".older");
  await until(() => older()?.ariaBusy === "true");
  letThrough();
  await until(() => chat.timeline.value.length === 100);
  await until(() => older()?.ariaBusy !== "true");
  await until(() => root.textContent?.includes("Reply 25"));
  expect(Math.abs(first.getBoundingClientRect().top - before)).toBeLessThanOrEqual(1);
});
