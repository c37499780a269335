/** A reply may come before the code that tells of replies: then it is told of when that code comes. A file of its own: what was fetched once stays. */
import { expect, onTestFinished, test } from "vitest";
import { cdp } from "vitest/browser";
import type { Message } from "../../../src/protocol/index.js";
import { until } from "../../until.js";
import { openChat, visit, write } from "./visit.js";

test("a reply that came while what draws messages could not be had is news once it can: it peeks out, is read aloud, and the page hears of it", async () => {
  onTestFinished(async () => void (await cdp().send("Network.setBlockedURLs", { urls: [] })));
  await cdp().send("Network.enable");
  await cdp().send("Network.setBlockedURLs", { urls: ["*/conversation.tsx*"] });
  const visitor = await visit({ site: { contactForm: { whenOnline: "never", whenAway: "never", fields: [] } } });
  await openChat();
  await write("Do you deliver on Saturdays?");
  await until(() => visitor.backend.agent.messages().length === 1);
  visitor.comeBack();
  const heard: Message[] = [];
  visitor.recado.on("message", (message) => heard.push(message));
  visitor.backend.agent.reply("Yes, until noon.");
  await until(() => unreadIn(visitor.root) === "Open chat, 1 unread message");
  expect(heard).toEqual([]);

  await cdp().send("Network.setBlockedURLs", { urls: [] });
  window.dispatchEvent(new Event("online"));
  await until(() => heard.length > 0);
  expect(heard.map(({ text }) => text)).toEqual(["Yes, until noon."]);
  await until(() => visitor.root.querySelector(".peek")?.textContent?.includes("Yes, until noon."));
  await until(() => visitor.root.querySelector("[data-announcer]")?.textContent === "Amélie: Yes, until noon.");
});

const unreadIn = (root: ShadowRoot) => root.querySelector("[part=launcher]")?.getAttribute("aria-label");
