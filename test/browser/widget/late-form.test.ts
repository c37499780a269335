/** The contact form is a file of its own, fetched when it is due. What becomes of it when it cannot be had: nothing is lost. */
import { expect, onTestFinished, test } from "vitest";
import { cdp, page, userEvent } from "vitest/browser";
import { until } from "../../until.js";
import { dialog, email, hasFocus, isAway, message, openChat, visit, write } from "./visit.js";

const QUESTION = "My order 4711 arrived with a broken pot. What can we do?";

async function block(isBlocked: boolean): Promise<void> {
  onTestFinished(async () => void (await cdp().send("Network.setBlockedURLs", { urls: [] })));
  await cdp().send("Network.enable");
  await cdp().send("Network.setBlockedURLs", { urls: isBlocked ? ["*/contact-form.tsx*"] : [] });
}
/** How often its file was asked for, in whichever way it ended. */
const asked = () => performance.getEntriesByType("resource").filter(({ name }) => name.includes("/contact-form.tsx")).length;

test("fetched with the first letters of a message; where it cannot be, the message stays held, and the network's return brings it", async () => {
  const before = asked();
  const { backend } = await visit({ site: isAway });
  await openChat();
  await expect.element(dialog.getByText(/^We're away/)).toBeVisible();
  expect(asked()).toBe(before);
  await block(true);
  await userEvent.fill(message, "My");
  await until(() => asked() > before);
  await write(QUESTION);
  await expect.element(dialog.getByText("Not sent yet · tell us how to reach you")).toBeVisible();
  await expect.element(dialog.getByText(/You can write; we keep trying/)).toBeVisible();
  expect(email.elements()).toEqual([]);

  await block(false);
  window.dispatchEvent(new Event("online"));
  await userEvent.fill(email, "ana@example.com");
  await page.getByRole("button", { name: "Send my message" }).click();
  await expect.element(dialog.getByText("We'll answer at ana@example.com · Change")).toBeVisible();
  expect(backend.agent.messages().filter(({ by }) => by === "visitor")).toHaveLength(1);
});

test("neither opening nor a message that asks for nothing fetches the form; the hand that wants to change an answer does", async () => {
  const before = asked();
  const { recado } = await visit({
    site: { contactForm: { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] } },
  });
  await openChat();
  await write(QUESTION);
  await expect.element(dialog.getByText(/· Sent/)).toBeVisible();
  recado.identify({ email: "ana@example.com" });
  await expect.element(dialog.getByText("We'll answer at ana@example.com · Change")).toBeVisible();
  expect(asked()).toBe(before);

  await block(true);
  await page.getByRole("button", { name: "Change" }).click();
  await until(() => asked() > before);
  await block(false);
  await page.getByRole("button", { name: "Change" }).click();
  await expect.element(email).toHaveValue("ana@example.com");
  await hasFocus(email);
});
