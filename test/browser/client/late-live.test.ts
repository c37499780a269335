/** What carries messages is fetched when there is one to carry. Where it cannot be had, what was written waits on the device. */
import { expect, onTestFinished, test } from "vitest";
import { cdp } from "vitest/browser";
import { until } from "../../until.js";
import { dialog, openChat, visit, write } from "../widget/visit.js";

const QUESTION = "Do you deliver on Saturdays?";
const fields = [{ name: "email" as const, required: true }];

async function block(isBlocked: boolean): Promise<void> {
  onTestFinished(async () => void (await cdp().send("Network.setBlockedURLs", { urls: [] })));
  await cdp().send("Network.enable");
  await cdp().send("Network.setBlockedURLs", { urls: isBlocked ? ["*/client/live.ts*"] : [] });
}

test("without it a message is kept, shown as waiting and not lost by a reload; as soon as it comes, it is sent once", async () => {
  await block(true);
  const given = await visit({ site: { contactForm: { whenOnline: "never", whenAway: "never", fields } } });
  await openChat();
  await write(QUESTION);
  await expect.element(dialog.getByText("Waiting for connection")).toBeVisible();
  expect(given.backend.agent.messages()).toEqual([]);

  given.comeBack();
  await openChat();
  await expect.element(dialog.getByText(QUESTION)).toBeVisible();
  expect(given.backend.agent.messages()).toEqual([]);
  await block(false);
  window.dispatchEvent(new Event("online"));
  await expect.element(dialog.getByText(/· Sent/)).toBeVisible();
  await until(() => given.backend.agent.messages().length > 0);
  expect(given.backend.agent.messages().map(({ text }) => text)).toEqual([QUESTION]);
});
