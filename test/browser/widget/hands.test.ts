/** Keyboard, input methods, focus and screen readers: everything that is not a mouse. */
import { expect, onTestFinished, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { ChatError } from "../../../src/client/errors.js";
import { until } from "../../until.js";
import { dialog, email, hasFocus, isAway, launcher, message, offline, openChat, visit, write } from "./visit.js";

test("Escape closes, and the focus returns to the bubble", async () => {
  await visit();
  await openChat();
  await hasFocus(message);
  await expect.element(launcher).toHaveAttribute("aria-expanded", "true");
  await userEvent.keyboard("{Escape}");
  await expect.element(dialog).not.toBeInTheDocument();
  await hasFocus(launcher);
  await expect.element(launcher).toHaveAttribute("aria-expanded", "false");
});

test("opening gives the field the focus: within a finger's touch, or no keyboard rises; otherwise once the panel is on screen", async () => {
  const { root, recado } = await visit();
  await openChat();
  const points = vi.spyOn(Navigator.prototype, "maxTouchPoints", "get");
  onTestFinished(() => points.mockRestore());
  for (const [fingers, isWithin] of [
    [5, true],
    [0, false],
  ] as const) {
    points.mockReturnValue(fingers);
    recado.close();
    await expect.element(dialog).not.toBeInTheDocument();
    (launcher.element() as HTMLElement).click();
    // All that follows the click at once, and no frame.
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    expect(root.querySelector(".panel")?.matches(":not([hidden])")).toBe(true);
    expect(root.activeElement === message.element()).toBe(isWithin);
    await hasFocus(message);
  }
});

test("by keyboard alone: open, write, answer the form, close", async () => {
  const { backend } = await visit({ site: isAway });
  (launcher.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await hasFocus(message);
  await userEvent.keyboard("Hello");
  await userEvent.keyboard("{Enter}");
  await expect.element(email).toBeVisible();
  // Backwards from the composer: consent link, button, name, e-mail.
  await userEvent.keyboard("{Shift>}{Tab}{Tab}{Tab}{Tab}{/Shift}");
  await hasFocus(email);
  await userEvent.keyboard("ana@example.com{Enter}");
  await expect.element(dialog.getByText("We'll answer at ana@example.com · Change")).toBeVisible();
  await hasFocus(message);
  expect(backend.agent.messages().filter(({ by }) => by === "visitor")).toHaveLength(1);
  await userEvent.keyboard("{Escape}");
  await hasFocus(launcher);
});

test("Tab leaves the panel of a desktop: it is a dialog, not a trap", async () => {
  await visit();
  const search = document.createElement("input");
  document.body.append(search);
  await openChat();
  await expect.element(dialog).toHaveAttribute("aria-modal", "false");
  expect(document.body.inert).toBe(false);
  // Backwards from the composer: the log, the button that closes, the menu's, the bubble, and then the page.
  await userEvent.keyboard("{Shift>}{Tab}{Tab}{Tab}{Tab}{Tab}{/Shift}");
  await until(() => document.activeElement === search);
  search.remove();
});

test("Shift+Enter breaks the line, Enter sends", async () => {
  const { backend } = await visit();
  await openChat();
  await userEvent.keyboard("one{Shift>}{Enter}{/Shift}two{Enter}");
  await until(() => backend.agent.messages().length === 1);
  expect(backend.agent.messages()[0]?.text).toBe("one\ntwo");
  await expect.element(message).toHaveValue("");
});

test("an input method's Enter never sends, whichever of its two events comes first", async () => {
  const { backend } = await visit();
  await openChat();
  await userEvent.fill(message, "にほん");
  const area = message.element();
  const enter = (more: object) =>
    area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true, ...more }));
  // Chromium and Firefox: the key first, while composing.
  area.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
  enter({ isComposing: true, keyCode: 13 });
  area.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
  // Safari: the composition is over before its key comes, and only 229 tells.
  area.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
  area.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
  enter({ isComposing: false, keyCode: 229 });
  await expect.element(message).toHaveValue("にほん");
  enter({ keyCode: 13 });
  await until(() => backend.agent.messages().length === 1);
});

test("Escape during a composition takes back the composition, not the panel", async () => {
  await visit();
  await openChat();
  const press = { key: "Escape", bubbles: true, composed: true };
  message.element().dispatchEvent(new KeyboardEvent("keydown", { ...press, isComposing: true }));
  message.element().dispatchEvent(new KeyboardEvent("keydown", { ...press, keyCode: 229 }));
  await expect.element(dialog).toBeVisible();
});

test("the page's shortcuts do not fire while somebody types", async () => {
  await visit();
  const shortcut = vi.fn();
  document.addEventListener("keydown", shortcut);
  await openChat();
  await userEvent.keyboard("/help");
  document.removeEventListener("keydown", shortcut);
  expect(shortcut).not.toHaveBeenCalled();
});

test("the composer grows to five lines and no further", async () => {
  await visit();
  await openChat();
  const height = () => message.element().getBoundingClientRect().height;
  const one = height();
  await userEvent.fill(message, "1\n2\n3\n4\n5");
  await expect.poll(height).toBeGreaterThan(one + 70);
  const five = height();
  await userEvent.fill(message, "1\n2\n3\n4\n5\n6\n7\n8");
  expect(height()).toBe(five);
});

test("the log is silent; one live region says what arrives, and never the history", async () => {
  const { backend, root, breakLine } = await visit();
  await openChat();
  await write("Hello");
  await expect.element(page.getByRole("log", { name: "Conversation" })).toHaveAttribute("aria-live", "off");
  const spoken = () => root.querySelector("[data-announcer]")?.textContent?.trim();
  await until(() => spoken() === "Message sent");
  backend.agent.reply("We will send you a new one.");
  await until(() => spoken() === "Amélie: We will send you a new one.");
  await userEvent.keyboard("{Escape}");
  await launcher.click();
  expect(spoken()).toBe("Amélie: We will send you a new one.");
  breakLine(new ChatError("bad-request", "Not this one"));
  await write("Thank you");
  await until(() => spoken() === "Message not sent");
});

test("who comes back finds the conversation before the network has answered, and hears none of it again", async () => {
  const given = await visit();
  await openChat();
  await write("Hello");
  await expect.element(dialog.getByText(/· Sent/)).toBeVisible();
  given.backend.agent.reply("We will send you a new one.");
  await until(() => given.backend.agent.readUpTo() === 2);
  given.breakLine(offline);
  given.comeBack();
  await openChat();
  await expect.element(page.getByText("We will send you a new one.")).toBeVisible();
  given.breakLine(undefined);
  window.dispatchEvent(new Event("online"));
  given.backend.agent.reply("It leaves tonight.");
  const spoken = () => given.root.querySelector("[data-announcer]")?.textContent ?? "";
  await until(() => spoken() !== "");
  expect(spoken().trim()).toBe("Amélie: It leaves tonight.");
});

test("on a phone the panel is the screen: modal, the page inert, and all of it restored", async () => {
  await visit();
  await page.viewport(390, 844);
  await openChat();
  await expect.element(dialog).toHaveAttribute("aria-modal", "true");
  await until(() => document.body.inert);
  const size = () => {
    const { width, height } = dialog.element().getBoundingClientRect();
    return [width, height];
  };
  await expect.poll(size).toEqual([390, 844]);
  await expect.element(launcher).not.toBeInTheDocument();
  expect(Number.parseFloat(getComputedStyle(message.element()).fontSize)).toBeGreaterThanOrEqual(16);
  await page.getByRole("button", { name: "Close chat" }).click();
  await until(() => !document.body.inert && document.documentElement.style.overflow === "");
});
