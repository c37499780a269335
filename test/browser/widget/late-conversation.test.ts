/** What draws the messages is a file of its own, fetched with the first one. What becomes of it when it cannot be had: nothing is lost. */
import { expect, onTestFinished, test } from "vitest";
import { cdp, userEvent } from "vitest/browser";
import { until } from "../../until.js";
import { dialog, message, openChat, visit, write } from "./visit.js";

const QUESTION = "Do you deliver on Saturdays?";
const ASKS_NOTHING = { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] } as const;

async function block(isBlocked: boolean): Promise<void> {
  onTestFinished(async () => void (await cdp().send("Network.setBlockedURLs", { urls: [] })));
  await cdp().send("Network.enable");
  await cdp().send("Network.setBlockedURLs", { urls: isBlocked ? ["*/conversation.tsx*"] : [] });
}
/** How often its file was asked for, in whichever way it ended. */
const asked = () => performance.getEntriesByType("resource").filter(({ name }) => name.includes("/conversation.tsx")).length;

test("opening does not fetch it, the first letters do; where it cannot be, the message is sent all the same and shown as soon as it can", async () => {
  const before = asked();
  const { backend } = await visit({ site: { contactForm: { ...ASKS_NOTHING, fields: [...ASKS_NOTHING.fields] } } });
  await openChat();
  await expect.element(dialog.getByText(/^We're here/)).toBeVisible();
  expect(asked()).toBe(before);
  await block(true);
  await userEvent.fill(message, "Do");
  await until(() => asked() > before);
  await write(QUESTION);
  await until(() => backend.agent.messages().length === 1);
  await expect.element(dialog.getByText(/You can write; we keep trying/)).toBeVisible();
  expect(dialog.getByText(QUESTION).elements()).toEqual([]);

  await block(false);
  window.dispatchEvent(new Event("online"));
  await expect.element(dialog.getByText(QUESTION)).toBeVisible();
  await expect.element(dialog.getByText(/· Sent/)).toBeVisible();
  expect(backend.agent.messages()).toHaveLength(1);
});
