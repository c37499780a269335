import { describe, expect, test } from "vitest";
import { type Planned, planSentence } from "../../../src/console/plan.js";

const NOW = new Date(2026, 10, 22, 16, 20).getTime();
const ana: Planned = {
  channel: "widget",
  contact: { email: "ana@example.com", name: "Ana" },
  present: false,
  address: { email: "ana@example.com", state: "verified" },
  plan: { do: "nothing", because: "nothing-unread" },
  replyDelayMs: 120_000,
};
const wait = (seconds: number, because: string) => ({ do: "wait", until: NOW + seconds * 1_000, because }) as const;
const nothing = (because: string) => ({ do: "nothing", because }) as const;

const cases: [when: string, given: Partial<Planned>, says: string][] = [
  ["away, everything read", {}, "Ana is away. Unread replies go to ana@example.com 2 min after your last one."],
  [
    "here, everything read",
    { present: true, replyDelayMs: 900_000 },
    "Ana is here. Unread replies go to ana@example.com 15 min after your last one.",
  ],
  ["a mail is due in 8 s", { plan: wait(8, "away") }, "Ana is away. Unread replies go to ana@example.com in 8 s."],
  ["a mail is due in 2 min", { plan: wait(120, "away") }, "Ana is away. Unread replies go to ana@example.com in 2 min."],
  [
    "here and not reading",
    { present: true, plan: wait(900, "present") },
    "Ana is here. Unread replies go to ana@example.com in 15 min.",
  ],
  ["the time has come", { plan: wait(-1, "away") }, "Ana is away. Unread replies are going to ana@example.com now."],
  ["the mail goes", { plan: { do: "send" } }, "Ana is away. Unread replies are going to ana@example.com now."],
  [
    "a mail is open",
    { plan: wait(60, "open-delivery") },
    "Ana is away. A mail to ana@example.com is on its way; what you write now goes with the next one.",
  ],
  [
    "the day's mails are used up",
    { plan: wait(86_400, "budget") },
    "Ana is away. Today's mails to ana@example.com are used up until it is confirmed: unread replies go at Mon 16:20.",
  ],
  [
    "a transcript is owed",
    { plan: wait(3_600, "transcript") },
    "Ana is away. The complete transcript goes to ana@example.com in 60 min.",
  ],
  [
    "no address",
    { address: { state: "none" }, plan: nothing("no-address") },
    "Ana has not left an address: replies wait in the chat.",
  ],
  [
    "no address, nobody known, but here",
    { contact: undefined, present: true, address: { state: "none" }, plan: nothing("no-address") },
    "This visitor is here. This visitor has not left an address: replies wait in the chat.",
  ],
  [
    "only an address is known",
    { contact: { email: "ana@example.com" } },
    "ana@example.com is away. Unread replies go to ana@example.com 2 min after your last one.",
  ],
  [
    "suppressed",
    { address: { email: "ana@example.com", state: "suppressed" }, plan: nothing("address-suppressed") },
    "ana@example.com takes no mail (it bounced or was unsubscribed): replies wait in the chat.",
  ],
  [
    "forwarding is off, whatever is known",
    { present: true, plan: nothing("mode-nothing") },
    "Forwarding is off: visitors see replies only if they return in the same browser and have not cleared its data.",
  ],
  ["the server has no mailer", { plan: nothing("no-mailer") }, "This server sends no mail: replies wait in the chat."],
  ["Messenger", { channel: "messenger", plan: nothing("other-channel") }, "Replies reach Ana on Messenger."],
  [
    "unconfirmed, and the site mails none of those",
    { plan: nothing("no-budget") },
    "ana@example.com is not confirmed, and this site mails no unconfirmed address: replies wait in the chat.",
  ],
  ["a reason newer than this console", { plan: nothing("full-moon") }, "Replies are not forwarded: full-moon"],
];

describe("the sentence below the composer", () => {
  test.each(cases)("%s", (_when, given, says) => {
    const { contact, ...rest } = { ...ana, ...given };
    expect(planSentence(contact === undefined ? rest : { ...rest, contact }, NOW)).toBe(says);
  });

  test("promises no mail where none will go", () => {
    for (const because of ["mode-nothing", "no-address", "address-suppressed", "no-budget", "no-mailer", "other-channel"]) {
      const state = because === "address-suppressed" ? "suppressed" : because === "no-address" ? "none" : "verified";
      const channel = because === "other-channel" ? "instagram" : "widget";
      const sentence = planSentence(
        { ...ana, channel, address: { email: "ana@example.com", state }, plan: nothing(because) },
        NOW,
      );
      expect(sentence).not.toMatch(/go(es)? to|going to/);
    }
  });
});
