import { describe, expect, test } from "vitest";
import { decided, whyMailed, whyNot } from "../../../src/console/why.js";
import type { Decision, DeliveryMark, ReplyVerdict } from "../../../src/protocol/index.js";

const NOW = new Date(2026, 10, 22, 16, 20).getTime();
const ana = { email: "ana@example.com", state: "typed" } as const;

const mailed: [when: string, given: Partial<DeliveryMark>, says: string][] = [
  ["sent", { state: "sent", because: "away" }, "Mailed to ana@example.com at 16:20, because it was unread and they were away."],
  ["sent, as the log no longer knows why", { state: "sent" }, "Mailed to ana@example.com at 16:20."],
  ["made", { state: "queued" }, "Its mail to ana@example.com is made; the mail server has not taken it yet."],
  [
    "put off",
    { state: "waiting", reason: "451 4.3.0 Later" },
    "The mail server put the mail to ana@example.com off: 451 4.3.0 Later. It is tried again at 16:20.",
  ],
  [
    "read in time",
    { state: "cancelled", reason: "all-read" },
    "Its mail was made and taken back before it went: read in the chat first.",
  ],
  [
    "refused",
    { state: "failed", reason: "550 5.7.1 We do not like it" },
    "The mail to ana@example.com was refused for good: 550 5.7.1 We do not like it. Nothing more is tried by itself.",
  ],
  ["delivered elsewhere", { to: "Messenger", state: "sent" }, "Delivered on Messenger at 16:20."],
  [
    "put off elsewhere",
    { to: "Messenger", state: "waiting", reason: "Busy (613)" },
    "Messenger put it off: Busy (613). It is tried again at 16:20.",
  ],
  [
    "too late elsewhere",
    { to: "Instagram", state: "failed", reason: "window-closed" },
    "They wrote too long ago: this account takes answers for 24 hours after a message. Once they write again, it can be sent again.",
  ],
  [
    "refused elsewhere",
    { to: "Instagram", state: "failed", reason: "Not that (100)" },
    "Instagram did not take it: Not that (100). Nothing more is tried by itself.",
  ],
  ["bounced", { state: "bounced", reason: "5.7.1" }, "Mailed to ana@example.com at 16:20, and came back: 5.7.1."],
];

describe("why a reply was mailed", () => {
  test.each(mailed)("%s", (_when, given, says) => {
    expect(whyMailed({ seq: 1, state: "sent", to: "ana@example.com", at: NOW, ...given }, NOW)).toBe(says);
  });
});

const wait = (minutes: number, because: string) => ({ seq: 1, do: "wait", until: NOW + minutes * 60_000, because }) as const;
const nothing = (because: string) => ({ seq: 1, do: "nothing", because }) as const;
const unmailed: [when: string, verdict: ReplyVerdict, says: string, address?: Parameters<typeof whyNot>[1]][] = [
  [
    "it waits",
    wait(2, "away"),
    "Goes to ana@example.com at 16:22 unless it is read in the chat first: they are away, and more replies may follow.",
  ],
  [
    "no budget is left",
    wait(60, "budget"),
    "Waits for budget: today's mails to ana@example.com are used up until the address is confirmed. It goes at 17:20 unless it is read in the chat first.",
  ],
  ["its time has come", wait(-1, "away"), "Is going to ana@example.com right now."],
  ["read in time", nothing("read"), "Not mailed: it was read in the chat first."],
  [
    "no address",
    nothing("no-address"),
    "Not mailed: there is no address. It still goes if they leave one soon.",
    { state: "none" },
  ],
  [
    "suppressed",
    nothing("address-suppressed"),
    "Not mailed: ana@example.com gets no mail from this site (unsubscribed by its reader). The settings have the list.",
    { ...ana, state: "suppressed", because: "unsubscribed" },
  ],
  [
    "bounced before",
    nothing("address-suppressed"),
    "Not mailed: ana@example.com gets no mail from this site (its mail server said: 550 5.1.1 No such user). The settings have the list.",
    { ...ana, state: "suppressed", because: "550 5.1.1 No such user" },
  ],
  ["a reason newer than this console", nothing("full-moon"), "Not mailed: full-moon."],
];

describe("why a reply was not mailed", () => {
  test.each(unmailed)("%s", (_when, verdict, says, address = ana) => {
    expect(whyNot(verdict, address, NOW)).toBe(says);
  });

  test("every reason the forwarding has is told in words of ours", () => {
    const reasons = ["read", "too-old", "withheld", "mode-nothing", "other-channel", "no-address", "no-mailer", "no-budget"];
    for (const because of reasons) expect(whyNot(nothing(because), ana, NOW)).not.toBe(`Not mailed: ${because}.`);
    const waits = ["open-delivery", "mail-thread", "away", "present", "closed", "typing", "gap", "transcript"];
    for (const because of waits) expect(whyNot(wait(1, because), ana, NOW)).not.toContain(`: ${because}.`);
  });
});

test("the decision log tells each decision in a line", () => {
  const lines: [Decision, string][] = [
    [{ at: NOW, do: "nothing", because: "nothing-unread" }, "No mail: nothing unread to forward"],
    [{ at: NOW, do: "wait", until: NOW + 120_000, because: "away" }, "Wait until 16:22: away, and more may follow"],
    [{ at: NOW, do: "send", because: "away", replies: 2 }, "Mail 2 replies: unread and away"],
    [{ at: NOW, do: "send", because: "transcript", replies: 0 }, "Mail the transcript: it was due"],
  ];
  for (const [decision, says] of lines) expect(decided(decision, NOW)).toBe(says);
});
