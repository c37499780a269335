import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { until } from "../../until.js";
import { serverFake } from "./server-fake.js";
import { type Seat, sit } from "./sit.js";

let seat: Seat;
beforeEach(() => page.viewport(1280, 800));
afterEach(() => seat.leave());

const reply = page.getByRole("textbox", { name: "Reply" });
const rows = () => [...seat.page.querySelectorAll(".row-name")].map((name) => name.textContent);
const status = page.getByRole("button", { name: /^Status:/ });

test("the inbox shows who waits, by filter, with counts", async () => {
  seat = sit();
  await expect.element(page.getByRole("button", { name: "Open 4" })).toHaveAttribute("aria-pressed", "true");
  await expect.poll(rows).toEqual(["Ana", "Visitor (here now)", "João Pedro", "Marta · Messenger"]);
  await expect.element(page.getByText("unanswered for 22 min")).toBeVisible();
  await page.getByRole("button", { name: "Unanswered 2" }).click();
  await expect.poll(rows).toEqual(["João Pedro", "Visitor (here now)"]);
  await page.getByRole("button", { name: "Closed 1" }).click();
  await expect.poll(rows).toEqual(["李 明"]);
});

test("a visitor's first message brings its row to the top without anybody asking", async () => {
  seat = sit();
  await until(() => rows().length === 4);
  seat.server.say("marta", { by: "visitor", text: "And the 20 cm one?" });
  await until(() => rows()[0] === "Marta · Messenger");
  await expect.element(page.getByText("And the 20 cm one?")).toBeVisible();
});

test("how many are unread is counted to a hundred; whoever has more to read is told that it is more", async () => {
  seat = sit();
  const row = page.getByRole("link", { name: /^João Pedro/ });
  const drawn = () => row.element().querySelector(".unread > [aria-hidden]")?.textContent;
  // With the one of the visitor from Lisbon.
  for (const [unread, shown, title] of [
    [99, "99", "(100) Recado"],
    [100, "99+", "(100+) Recado"],
    [1, "1", "(2) Recado"],
  ] as const) {
    seat.server.change("joao", { unread });
    await expect.element(row).toHaveAccessibleName(new RegExp(`[^0-9]${shown.replace("+", "\\+")} unread`));
    expect(drawn()).toBe(shown);
    await expect.poll(() => document.title).toBe(title);
  }
  for (const id of ["joao", "v-lisbon"]) seat.server.change(id, { unread: 0 });
  await expect.element(row).not.toHaveAccessibleName(/unread/);
  await expect.poll(() => document.title).toBe("Recado");
});

test("an empty inbox says what it waits for", async () => {
  const server = serverFake();
  server.views.clear();
  seat = sit({ server });
  await expect.element(page.getByText("No open conversations")).toBeVisible();
});

test("a session that ends under the agent's hands loses nothing of what was being typed", async () => {
  seat = sit({ at: "#/conversation/ana" });
  await reply.fill("Dear Ana, about your pot");
  seat.server.signedIn = false;
  seat.server.emit({ type: "conversation", id: "ana" });
  await expect.element(page.getByText(/Your session has ended\. What you were writing is kept/)).toBeVisible();

  // Signed in again in another tab; this one is looked at.
  seat.server.signedIn = true;
  window.dispatchEvent(new Event("focus"));
  await expect.element(reply).toHaveValue("Dear Ana, about your pot");
});

test("a reply refused because the session ended is kept with its text", async () => {
  seat = sit({ at: "#/conversation/ana" });
  // Nothing but the reply itself shall find out.
  seat.server.obstruct("agentTyping", "offline");
  await reply.fill("Dear Ana");
  seat.server.signedIn = false;
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText(/Your session has ended/)).toBeVisible();
  seat.server.signedIn = true;
  window.dispatchEvent(new Event("focus"));
  await page.getByRole("button", { name: "Retry" }).click();
  await until(() => seat.server.views.get("ana")?.messages.at(-1)?.text === "Dear Ana");
});

test("signing out leaves no draft behind for the next agent", async () => {
  seat = sit({ at: "#/conversation/ana" });
  await reply.fill("Secret");
  await page.getByRole("button", { name: "Account of Amélie Moreau" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect.element(page.getByText("You are signed out.")).toBeVisible();
  seat.server.signedIn = true;
  seat.reload();
  await expect.element(reply).toHaveValue("");
});

test("who could not be signed out is told so", async () => {
  seat = sit();
  seat.server.obstruct("signOut", "offline");
  await page.getByRole("button", { name: "Account of Amélie Moreau" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect.element(page.getByText(/^You are still signed in: No connection/)).toBeVisible();
});

test("a lost connection is said after a while, and gone by itself with everything that was missed", async () => {
  seat = sit({ at: "#/conversation/ana" });
  await expect.element(page.getByRole("log")).toHaveTextContent(/30 cm/);
  for (const route of ["agentEvents", "conversation", "inbox", "me", "settings"] as const) seat.server.obstruct(route, "offline");
  seat.server.cut();
  const banner = page.getByText(/^No connection\. Trying again by itself/);
  await expect.element(banner).toBeVisible();
  seat.server.say("ana", { by: "visitor", text: "Are you still there?" });
  for (const route of ["agentEvents", "conversation", "inbox", "me", "settings"] as const) seat.server.obstruct(route, undefined);
  await expect.element(page.getByRole("log").getByText("Are you still there?")).toBeVisible();
  await expect.element(banner).not.toBeInTheDocument();
});

test("a hiccup of the line is mended without a word, and the line is one", async () => {
  seat = sit();
  await until(() => seat.server.lines === 1);
  let wasSaid = false;
  new MutationObserver(() => {
    wasSaid ||= seat.page.textContent?.includes("No connection") === true;
  }).observe(seat.page, { subtree: true, childList: true });
  seat.server.cut();
  await until(() => seat.server.lines === 1);
  seat.server.say("ana", { by: "visitor", text: "Still there?" });
  await expect.element(page.getByText("Still there?")).toBeVisible();
  expect(wasSaid).toBe(false);
});

test("an answer that failed is asked for again by itself, though the line stands and says nothing more", async () => {
  seat = sit();
  await until(() => rows().length === 4);
  seat.server.obstruct("inbox", { refuse: "unavailable", message: "Restarting." });
  seat.server.say("ana", { by: "visitor", text: "Are you there?" });
  const failed = () => seat.server.calls.filter(({ route }) => route === "inbox").length;
  const before = failed();
  await until(() => failed() > before + 1);
  seat.server.obstruct("inbox", undefined);
  await expect.element(page.getByText("Are you there?")).toBeVisible();
});

test("leaving the page ends its line", async () => {
  seat = sit();
  await until(() => seat.server.lines === 1);
  seat.leave();
  await until(() => seat.server.lines === 0);
});

test("the status is changed by keyboard alone, and says what visitors see", async () => {
  seat = sit();
  await expect.element(status).toHaveTextContent("Invisible");
  await expect.element(page.getByText("Visitors see “away”", { exact: true })).toBeVisible();
  status.element().focus();
  await userEvent.keyboard("{ArrowDown}");
  const item = (name: string) => page.getByRole("menuitemradio", { name, exact: true });
  await expect.element(item("Invisible")).toHaveFocus();
  await expect.element(item("Invisible")).toHaveAttribute("aria-checked", "true");
  await userEvent.keyboard("{Home}");
  await expect.element(item("Online")).toHaveFocus();
  await userEvent.keyboard("{ArrowUp}{ArrowUp}");
  await expect.element(item("Offline")).toHaveFocus();
  await userEvent.keyboard("on");
  await expect.element(item("Online")).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(status).toHaveTextContent("Online");
  await expect.element(status).toHaveFocus();
  await expect.element(page.getByText("Visitors see “away”", { exact: true })).not.toBeInTheDocument();
  await until(() => seat.server.me.status === "online");

  await userEvent.keyboard("{Enter}{Escape}");
  await expect.element(page.getByRole("menu")).not.toBeInTheDocument();
  await expect.element(status).toHaveFocus();
});

test("an open console lets itself be heard of once a minute, though nothing happens", async () => {
  seat = sit();
  await until(() => seat.server.lines === 1);
  await until(() => seat.server.calls.some(({ route }) => route === "inbox"));
  const asked = () => seat.server.calls.filter(({ route }) => route === "me").length;
  // With the first look, with the desk and with its line.
  await until(() => asked() > 2);
  const before = asked();
  for (let beat = 0; beat < 6; beat++) {
    seat.server.emit({ type: "beat" });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await until(() => asked() === before + 2);
});

test("a status that was not changed is not shown as changed", async () => {
  seat = sit();
  seat.server.obstruct("status", { refuse: "unavailable", message: "Restarting." });
  await status.click();
  await page.getByRole("menuitemradio", { name: "Online" }).click();
  await expect.element(page.getByText("Your status was not changed: Restarting.")).toBeVisible();
  await expect.element(status).toHaveTextContent("Invisible");
});

test("invisible while a colleague is online, visitors see somebody, and the agent knows", async () => {
  seat = sit();
  seat.server.me = { ...seat.server.me, availability: "online" };
  seat.server.emit({ type: "site" });
  await expect.element(page.getByText("A colleague is online")).toBeVisible();
});

test("everything can be reached and done by keyboard alone", async () => {
  seat = sit();
  await until(() => rows().length === 4);
  page.getByRole("button", { name: "Closed 1" }).element().focus();
  await userEvent.tab();
  expect(document.activeElement?.textContent).toContain("Ana");
  await userEvent.keyboard("{Enter}");
  await expect.element(reply).toHaveFocus();
  await userEvent.keyboard("Hello Ana{Tab}{Enter}");
  await until(() => seat.server.views.get("ana")?.messages.at(-1)?.text === "Hello Ana");
  await expect.element(reply).toHaveFocus();
});

test("what is mailed to oneself is chosen in one's own menu, each choice in a sentence", async () => {
  seat = sit();
  const account = page.getByRole("button", { name: "Account of Amélie Moreau" });
  await account.click();
  const choice = (name: string) => page.getByRole("menuitemradio", { name });
  await expect.element(choice("Mail me what is missed")).toHaveAttribute("aria-checked", "true");
  await expect
    .element(choice("Mail me what is missed"))
    .toHaveAccessibleDescription(/what nobody has seen comes to your mailbox/);
  await choice("Mail me also while somebody is online").click();
  await until(() => seat.server.me.mailMe === "always");
  seat.server.obstruct("mailMe", { refuse: "unavailable", message: "Restarting." });
  await account.click();
  await choice("Mail me nothing").click();
  await expect
    .element(page.getByRole("alert").filter({ hasText: "Restarting" }))
    .toHaveTextContent("What is mailed to you was not changed: Restarting.");
  await account.click();
  await expect.element(choice("Mail me also while somebody is online")).toHaveAttribute("aria-checked", "true");
});
