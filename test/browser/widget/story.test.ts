/** What a visitor lives through, on the real widget and the backend in memory. */
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { ChatError } from "../../../src/client/errors.js";
import type { Site } from "../../../src/protocol/index.js";
import { until } from "../../until.js";
import { dialog, email, hasFocus, isAway, launcher, message, offline, openChat, sendButton, visit, write } from "./visit.js";

const QUESTION = "My order 4711 arrived with a broken pot. What can we do?";
const bubbles = (text: string) => page.getByText(text, { exact: true }).elements().length;

test("online: asks, gets an answer, sees that the question was seen", async () => {
  const { backend } = await visit();
  await openChat();
  await expect.element(dialog.getByText("We're here · usually a few minutes")).toBeVisible();
  await write(QUESTION);
  await expect.element(dialog.getByText(/· Sent/)).toBeVisible();
  await expect.element(email).toBeVisible();
  await page.getByRole("button", { name: "Skip" }).click();
  await expect.element(email).not.toBeInTheDocument();
  backend.agent.read(1);
  await expect.element(dialog.getByText(/· Seen/)).toBeVisible();
  backend.agent.reply("We will send you a new one.");
  await expect.element(dialog.getByText("We will send you a new one.")).toBeVisible();
  await expect.element(dialog.getByText(/^Amélie · \d/)).toBeVisible();
  await until(() => backend.agent.readUpTo() === 2);
});

test("online: the skipped form can be reopened, and what it takes is confirmed and can be changed", async () => {
  const { backend } = await visit();
  await openChat();
  await write(QUESTION);
  await page.getByRole("button", { name: "Skip" }).click();
  await page.getByRole("button", { name: "Leave your e-mail to get the answer there" }).click();
  await userEvent.fill(email, "ana@example.com");
  await page.getByRole("button", { name: "Save" }).click();
  await expect.element(dialog.getByText("We'll answer at ana@example.com · Change")).toBeVisible();
  await page.getByRole("button", { name: "Change" }).click();
  await expect.element(email).toHaveValue("ana@example.com");
  await hasFocus(email);
  await userEvent.fill(email, "ana@example.org");
  await page.getByRole("button", { name: "Save" }).click();
  await expect.element(dialog.getByText("We'll answer at ana@example.org · Change")).toBeVisible();
  expect(backend.agent.contact()?.email).toBe("ana@example.org");
  await hasFocus(message);
});

test("away: held, refused, suggested, submitted; the held messages arrive with the contact, once", async () => {
  const { backend } = await visit({ site: isAway });
  await openChat();
  await expect.element(dialog.getByText("We're away · leave a message and we'll answer by e-mail")).toBeVisible();
  await write(QUESTION);
  await expect.element(dialog.getByText("Not sent yet · tell us how to reach you")).toBeVisible();
  await write("It is the blue one.");
  expect(backend.agent.messages()).toEqual([]);

  await userEvent.fill(email, "ana@gmial");
  await page.getByRole("button", { name: "Send my messages" }).click();
  await expect.element(email).toHaveAttribute("aria-invalid", "true");
  await expect.element(dialog.getByText("That does not look like an e-mail address. Example: ana@example.com")).toBeVisible();
  await hasFocus(email);
  expect(backend.agent.messages()).toEqual([]);

  await userEvent.fill(email, "ana@gmial.com");
  await page.getByRole("button", { name: "ana@gmail.com" }).click();
  await expect.element(email).toHaveValue("ana@gmail.com");
  await page.getByRole("button", { name: "Send my messages" }).click();
  await expect.element(dialog.getByText("We'll answer at ana@gmail.com · Change")).toBeVisible();
  await expect.element(dialog.getByText(/Not sent yet/)).not.toBeInTheDocument();
  expect([bubbles(QUESTION), bubbles("It is the blue one.")]).toEqual([1, 1]);
  const stored = backend.agent.messages().filter(({ by }) => by === "visitor");
  expect(stored.map(({ text }) => text)).toEqual([QUESTION, "It is the blue one."]);
  expect(backend.agent.contact()).toMatchObject({ email: "ana@gmail.com", consent: "Only used to answer you." });
});

test("away, and an agent comes online while the form is open: what was held stays held", async () => {
  const { backend } = await visit({ site: isAway });
  await openChat();
  await write(QUESTION);
  await expect.element(email).toBeVisible();
  backend.world.desk.setAvailability("online");
  await write("And another thing.");
  await expect.element(page.getByRole("button", { name: "Send my messages" })).toBeVisible();
  expect(backend.agent.messages()).toEqual([]);
});

test("no e-mail is promised where nothing is forwarded", async () => {
  await visit({ site: { ...isAway, answersByEmail: false } });
  await openChat();
  await write(QUESTION);
  await expect.element(dialog.getByText(/the answer comes here/)).toBeVisible();
  expect(dialog.getByText(/by e-mail/).elements()).toEqual([]);
});

test("a page that knows its user asks for nothing", async () => {
  const { backend, recado } = await visit({ site: isAway });
  recado.identify({ email: "ana@example.com", name: "Ana" });
  await openChat();
  await write(QUESTION);
  await expect.element(dialog.getByText(/· Sent/)).toBeVisible();
  expect(email.elements()).toEqual([]);
  await expect.poll(() => backend.agent.contact()?.email).toBe("ana@example.com");
});

test("the network fails while the contact is given: nothing is lost, and it says so", async () => {
  const { backend, breakLine } = await visit({ site: isAway });
  await openChat();
  await write(QUESTION);
  await userEvent.fill(email, "ana@example.com");
  breakLine(offline);
  await page.getByRole("button", { name: "Send my message" }).click();
  await expect.element(dialog.getByText(/Nothing was lost: please try again/)).toBeVisible();
  breakLine(undefined);
  await page.getByRole("button", { name: "Send my message" }).click();
  await expect.element(dialog.getByText("We'll answer at ana@example.com · Change")).toBeVisible();
  expect(backend.agent.messages().filter(({ by }) => by === "visitor")).toHaveLength(1);
});

test("the head shows up to three faces and how soon an answer may be expected; nothing is promised that the site does not say", async () => {
  const people = ["Amélie Moreau", "Tiago Reis", "Inês Duarte", "Noé Blanc"].map((name) => ({ id: name, name }));
  for (const [site, faces, line] of [
    [{ faces: people, replyTime: "hours" }, ["AM", "TR", "ID"], "We're here · usually a few hours"],
    [{ faces: people.slice(3), replyTime: "day" }, ["NB"], "We're here · usually within a day"],
    [{ faces: [], replyTime: undefined }, [], "We're here"],
    [{ ...isAway, faces: [], answersByEmail: false }, [], "We're away · leave a message and we'll answer here"],
  ] satisfies [Partial<Site>, string[], string][]) {
    const { recado, root } = await visit({ site });
    await openChat();
    await until(() => root.querySelector(".availability")?.textContent === line);
    await expect.poll(() => [...root.querySelectorAll(".faces > *")].map(({ textContent }) => textContent)).toEqual(faces);
    recado.destroy();
  }
});

test("offline: the message waits, the banner comes after three seconds and goes by itself", async () => {
  const { backend, breakLine, root } = await visit();
  await openChat();
  await write(QUESTION);
  await expect.element(dialog.getByText(/· Sent/)).toBeVisible();
  const before = performance.now();
  breakLine(offline);
  await write("Are you there?");
  await expect.element(dialog.getByText("Waiting for connection")).toBeVisible();
  await expect.element(dialog.getByText(/^No connection\./)).toBeVisible();
  expect(performance.now() - before).toBeGreaterThan(2_900);
  expect(root.querySelector(".banner svg")).not.toBeNull();
  breakLine(undefined);
  window.dispatchEvent(new Event("online"));
  await until(() => dialog.getByText(/^No connection\./).elements().length === 0);
  await until(() => backend.agent.messages().length === 2);
});

test("too many write at once: the message waits as long as the server asks, and it is said why, not that there is no connection", async () => {
  const { backend, breakLine } = await visit();
  await openChat();
  await write(QUESTION);
  await expect.element(dialog.getByText(/· Sent/)).toBeVisible();
  breakLine(new ChatError("rate-limited", "Slowly", { retryAfterMs: 6_000 }));
  await write("Are you there?");
  const busy = dialog.getByText(/^Many messages are coming in right now\. Nothing is lost/);
  await expect.element(busy).toBeVisible();
  expect(dialog.getByText(/[Nn]o connection|Waiting for connection/).elements()).toEqual([]);
  breakLine(undefined);
  await until(() => backend.agent.messages().length === 2);
  await until(() => busy.elements().length === 0);
});

test("a reply while closed peeks out with a badge, and seeing it there is not reading it", async () => {
  const { backend } = await visit();
  await openChat();
  await write(QUESTION);
  await expect.element(dialog.getByText(/· Sent/)).toBeVisible();
  await page.getByRole("button", { name: "Close chat" }).click();
  backend.agent.reply("We will send you a new one.");
  backend.agent.reply("It leaves tonight.");
  await expect.element(page.getByRole("button", { name: "Open chat, 2 unread messages" })).toBeVisible();
  await expect.element(page.getByRole("button", { name: /Amélie\s*It leaves tonight/ })).toBeVisible();
  expect(backend.agent.readUpTo()).toBeLessThan(2);
  await page.getByRole("button", { name: /Amélie/ }).click();
  await expect.element(dialog.getByText("New", { exact: true })).toBeVisible();
  await until(() => backend.agent.readUpTo() === 3);
  await expect.element(launcher).toHaveAccessibleName("Open chat");
});

test("a failed message keeps its text, and can be sent again", async () => {
  const { backend, breakLine } = await visit();
  await openChat();
  await write(QUESTION);
  await expect.element(dialog.getByText(/· Sent/)).toBeVisible();
  breakLine(new ChatError("too-large", "Too long for this server"));
  await write("One more thing");
  await expect.element(dialog.getByText("Not sent.")).toBeVisible();
  breakLine(undefined);
  await page.getByRole("button", { name: "Retry" }).click();
  await until(() => backend.agent.messages().length === 2);
});

test("a text that is too long stays in the composer, with the reason in words", async () => {
  await visit();
  await openChat();
  await userEvent.fill(message, "x".repeat(4_001));
  await sendButton.click();
  await expect.element(dialog.getByText(/longer than 4,000 characters. Nothing was lost/)).toBeVisible();
  await expect.element(message).toHaveValue("x".repeat(4_001));
});
