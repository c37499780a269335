import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cdp, page } from "vitest/browser";
import { until } from "../../until.js";
import { type Seat, SIGN_IN, sit } from "./sit.js";

let seat: Seat;
beforeEach(() => page.viewport(1280, 800));
afterEach(async () => {
  seat.leave();
  document.documentElement.dir = "";
  await scheme("light");
});

const scheme = (value: "light" | "dark") =>
  cdp().send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });
const reply = page.getByRole("textbox", { name: "Reply" });

/** What axe finds wrong with the page as it stands, in words. */
async function complaints(): Promise<string[]> {
  const { violations, passes } = await axe.run(document, { resultTypes: ["violations"] });
  expect(passes.length).toBeGreaterThan(10);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  );
}

const states: [name: string, reach: () => Promise<void>][] = [
  [
    "business hours",
    async () => {
      seat = sit({ at: "#/settings" });
      await page.getByRole("radio", { name: "By the clock" }).click();
      await page.getByRole("button", { name: "Add a day" }).click();
      await page.getByRole("button", { name: "Save" }).click();
      await expect.element(page.getByText("Which day, please?")).toBeVisible();
      document.querySelector(".days")?.scrollIntoView();
    },
  ],
  [
    "an account elsewhere in trouble, and one being connected",
    async () => {
      seat = sit({ at: "#/settings" });
      const secrets = { accessToken: { endsIn: "7f31" }, appSecret: { endsIn: "0c1d" }, verifyToken: {} };
      const account = { ...secrets, humanAgent: true, heardAt: Date.now() - 60_000 };
      const refused = { at: Date.now() - 3_600_000, reason: "Error validating access token: session has expired" };
      seat.server.accounts = [
        { ...account, kind: "messenger", account: "1001", name: "Flora Garden Shop", isConfigured: false, refused },
        { ...account, kind: "instagram", account: "17841400000000001", isConfigured: true },
      ];
      await page.getByText("Messenger and Instagram").click();
      await page.getByRole("button", { name: /^Disconnect/ }).click();
      await page.getByRole("button", { name: "Connect an account" }).click();
      document.querySelector(".accounts")?.closest("details")?.scrollIntoView();
    },
  ],
  [
    "a sign-in link",
    async () => {
      seat = sit({ at: SIGN_IN, signedIn: false });
      await expect.element(page.getByRole("button", { name: "Sign in" })).toBeVisible();
    },
  ],
  [
    "a refused address on the sign-in page",
    async () => {
      seat = sit({ at: "#sign-in=old", signedIn: false });
      await page.getByRole("button", { name: "Send me a link" }).click();
      await expect.element(page.getByText(/not an e-mail address/)).toBeVisible();
    },
  ],
  [
    "a mail that may be anybody's, and a machine's",
    async () => {
      seat = sit();
      const mail = { from: "Ana <a@example.com>", subject: "", text: "It is me", files: ["pot.jpg"], at: Date.now() };
      seat.server.change("ana", {
        mails: [
          { ...mail, id: "m1", standing: "unconfirmed", because: "not-authentic" },
          { ...mail, id: "m2", standing: "automatic", because: "auto-submitted" },
        ],
        unconfirmed: 1,
      });
      await page.getByRole("link", { name: /Ana/ }).click();
      await expect.element(page.getByRole("button", { name: "This is Ana" })).toBeVisible();
    },
  ],
  [
    "the inbox",
    async () => {
      seat = sit();
      await expect.element(page.getByText("unanswered for 22 min")).toBeVisible();
    },
  ],
  [
    "a conversation with everything that can be under a reply",
    async () => {
      seat = sit({ at: "#/conversation/ana" });
      seat.server.obstruct("reply", { refuse: "internal", message: "The database is away." });
      await reply.fill("Thank you!");
      await page.getByRole("button", { name: "Send", exact: true }).click();
      seat.server.change("ana", {
        present: true,
        verdicts: [],
        deliveries: [
          { seq: 3, state: "failed", to: "ana@example.com", at: Date.now(), reason: "550 no such user" },
          { seq: 5, state: "sent", to: "ana@example.com", at: Date.now() },
        ],
      });
      seat.server.say("ana", { by: "visitor", text: "See https://flora.example" });
      await expect.element(page.getByText("Not sent.")).toBeVisible();
      await expect.element(page.getByText(/550 no such user/)).toBeVisible();
    },
  ],
  [
    "the answers to why, and the decision log",
    async () => {
      seat = sit({ at: "#/conversation/ana" });
      const verdicts = [{ seq: 3, do: "wait" as const, until: Date.now() + 86_000_000, because: "budget" }];
      const failed = { seq: 5, state: "failed" as const, to: "ana@example.com", at: Date.now(), reason: "550 5.7.1 Not wanted" };
      seat.server.change("ana", { readUpTo: 2, verdicts, deliveries: [failed] });
      await page.getByRole("button", { name: /^waiting for budget/ }).click();
      await page.getByRole("button", { name: /^not delivered/ }).click();
      await page.getByText("Decision log").click();
      await expect.element(page.getByText("Mail 1 reply: unread and away")).toBeVisible();
    },
  ],
  [
    "the numbers of forwarding, some set and one refused",
    async () => {
      seat = sit({ at: "#/settings" });
      await page.getByText("Delays and limits", { exact: true }).click();
      await page.getByLabelText("Visitor away", { exact: true }).fill("90");
      await page.getByLabelText("Short conversation").fill("many");
      await page.getByRole("radio", { name: "Agents only" }).click();
      await page.getByRole("button", { name: "Send me a test" }).click();
      await expect.element(page.getByText(/^A whole number/)).toBeVisible();
    },
  ],
  [
    "the addresses that get no mail",
    async () => {
      seat = sit({ at: "#/settings" });
      await page.getByText("Addresses that get no mail").click();
      await page.getByRole("button", { name: "Remove (eva@example.com)" }).click();
      await page.getByRole("button", { name: "They asked for mail again… (lars@example.com)" }).click();
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await expect.element(page.getByText(/mailed again since/)).toBeVisible();
    },
  ],
  [
    "the status menu",
    async () => {
      seat = sit({ at: "#/conversation/joao" });
      await page.getByRole("button", { name: /^Status:/ }).click();
      await expect.element(page.getByRole("menu")).toBeVisible();
    },
  ],
  [
    "the settings with a field refused",
    async () => {
      seat = sit({ at: "#/settings" });
      await page.getByLabelText("Site name").fill("");
      await page.getByRole("button", { name: "Save" }).click();
      await expect.element(page.getByText(/Give the site a name/)).toBeVisible();
    },
  ],
];

describe.each(["light", "dark"] as const)("in the %s", (light) => {
  test.each(states)("axe has nothing to say about %s", async (_name, reach) => {
    await scheme(light);
    await reach();
    expect(await complaints()).toEqual([]);
  });

  test("axe has nothing to say about a phone's screens", async () => {
    await scheme(light);
    await page.viewport(390, 844);
    seat = sit();
    await expect.element(page.getByText("unanswered for 22 min")).toBeVisible();
    expect(await complaints()).toEqual([]);
    await page.getByRole("link", { name: /Ana/ }).click();
    await page.getByRole("button", { name: "Details" }).click();
    await expect.element(page.getByRole("complementary", { name: "Details" })).toBeVisible();
    expect(await complaints()).toEqual([]);
  });
});

test("dark is dark and light is light", async () => {
  const ground = () => getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.map(Number)[0] ?? -1;
  seat = sit();
  await expect.poll(ground).toBeGreaterThan(200);
  await scheme("dark");
  await expect.poll(ground).toBeLessThan(60);
});

test("on a phone the inbox and the conversation are two screens, with a way back", async () => {
  await page.viewport(360, 640);
  seat = sit();
  await page.getByRole("link", { name: /Ana/ }).click();
  await expect.element(reply).toBeVisible();
  await expect.element(page.getByRole("heading", { name: "Ana" })).toHaveFocus();
  expect(seat.page.querySelector(".rows")).toBeNull();
  await page.getByRole("link", { name: "Back to all conversations" }).click();
  await expect.element(page.getByText("unanswered for 22 min")).toBeVisible();
  expect(seat.page.querySelector(".composer")).toBeNull();
  history.back();
  await expect.element(reply).toBeVisible();
});

test("the details of a phone open over the conversation and close by Escape, back to their button", async () => {
  await page.viewport(390, 844);
  seat = sit({ at: "#/conversation/ana" });
  const button = page.getByRole("button", { name: "Details", exact: true });
  await button.click();
  const details = page.getByRole("complementary", { name: "Details" });
  await expect.element(details).toHaveTextContent(/confirmed/);
  const close = page.getByRole("button", { name: "Close details" });
  await expect.element(close).toHaveFocus();
  close.element().dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  await expect.element(details).not.toBeInTheDocument();
  await expect.element(button).toHaveFocus();
});

describe.each([
  [360, 640],
  [320, 560],
  [768, 1024],
  [1280, 800],
  [1600, 900],
])("at %i × %i", (width, height) => {
  test.each(["#/inbox", "#/conversation/ana", "#/settings", SIGN_IN])(
    "%s fits its screen in both directions of reading",
    async (at) => {
      await page.viewport(width, height);
      seat = sit({ at });
      if (at === "#/conversation/ana") {
        await until(() => seat.page.querySelector(".composer"));
        seat.server.say("ana", { by: "visitor", text: `https://flora.example/${"x".repeat(300)}` });
        await until(() => seat.page.textContent?.includes("xxxx"));
      } else await until(() => seat.page.querySelector("h1"));
      for (const dir of ["ltr", "rtl"]) {
        document.documentElement.dir = dir;
        expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
        for (const box of seat.page.querySelectorAll<HTMLElement>("main, .inbox, .log, .details")) {
          expect(box.scrollWidth, `${box.className} ${dir}`).toBeLessThanOrEqual(box.clientWidth);
        }
      }
    },
  );
});

test("everything one can press is large enough to be hit", async () => {
  await page.viewport(390, 844);
  seat = sit({ at: "#/conversation/ana" });
  await expect.element(reply).toBeVisible();
  const small = [...seat.page.querySelectorAll<HTMLElement>("button, .top a, .back, .row")].filter((target) => {
    const { width, height } = target.getBoundingClientRect();
    return width > 0 && (width < 24 || height < 24);
  });
  expect(small).toEqual([]);
});
