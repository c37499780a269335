import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { until } from "../../until.js";
import { SETTINGS } from "./scene.js";
import { type Seat, sit } from "./sit.js";

let seat: Seat;
beforeEach(async () => {
  await page.viewport(1280, 800);
  seat = sit({ at: "#/settings" });
});
afterEach(() => seat.leave());

const save = page.getByRole("button", { name: "Save" });
const name = page.getByLabelText("Site name");
const saves = () => seat.server.calls.filter(({ route }) => route === "saveSettings");

test("the three modes of forwarding are chosen by name, each with its honest sentence", async () => {
  const nothing = page.getByRole("radio", { name: "Nothing", exact: true });
  await expect
    .element(nothing)
    .toHaveAccessibleDescription("Visitors see replies only if they return in the same browser and have not cleared its data.");
  await expect.element(page.getByRole("radio", { name: "Unread replies", exact: true })).toBeChecked();
  for (const [mode, label] of [
    ["nothing", "Nothing"],
    ["transcript", "Complete transcript"],
    ["unread", "Unread replies"],
  ] as const) {
    await page.getByRole("radio", { name: label, exact: true }).click();
    await expect.element(page.getByText("Unsaved changes.")).toBeVisible();
    await save.click();
    await expect.element(page.getByText("Saved.", { exact: true })).toBeVisible();
    expect(seat.server.settings.forwarding.mode).toBe(mode);
  }
});

test("the contact form, consent and looks are saved as chosen", async () => {
  const whenOnline = page.getByRole("group", { name: "While somebody is online" });
  await whenOnline.getByRole("radio", { name: "Required" }).click();
  await page.getByRole("group", { name: "While everybody is away" }).getByRole("radio", { name: "Never" }).click();
  await page.getByRole("checkbox", { name: "Ask for Phone" }).click();
  await page.getByRole("checkbox", { name: "Phone is required" }).click();
  await page.getByRole("checkbox", { name: "Ask for Name" }).click();
  await page.getByLabelText("Consent text").fill("You may answer me by e-mail.");
  await page.getByLabelText("Link to your privacy notice").fill("https://flora.example/privacy");
  await page.getByLabelText("Greeting").fill("");
  await page.getByLabelText("Accent colour", { exact: true }).fill("#2a7549");
  await name.fill("Flora");
  await save.click();
  await expect.element(page.getByText("Saved.", { exact: true })).toBeVisible();
  expect(seat.server.settings).toEqual({
    name: "Flora",
    forwarding: { mode: "unread" },
    contactForm: {
      whenOnline: "required",
      whenAway: "never",
      fields: [
        { name: "email", required: true },
        { name: "phone", required: true },
      ],
      consent: { text: "You may answer me by e-mail.", link: "https://flora.example/privacy" },
    },
    accent: "#2a7549",
  });
});

test("what cannot be saved is said at its field, and nothing is sent", async () => {
  await name.fill(" ");
  await page.getByLabelText("Accent colour", { exact: true }).fill("blue");
  await page.getByLabelText("Link to your privacy notice").fill("https://flora.example/privacy");
  await save.click();
  await expect.element(name).toHaveAccessibleDescription(/Give the site a name/);
  await expect.element(page.getByLabelText("Accent colour", { exact: true })).toHaveAccessibleDescription(/as #rrggbb/);
  const consent = page.getByLabelText("Consent text");
  await expect.element(consent).toHaveAccessibleDescription(/A link needs a text/);
  await expect.element(consent).toHaveFocus();
  expect(saves()).toEqual([]);
});

test("what the server refuses is said at its field, in its words below", async () => {
  seat.server.obstruct("saveSettings", { refuse: "bad-request", message: "This name is taken.", field: "name" });
  await name.fill("Fauna");
  await save.click();
  await expect.element(page.getByText("Not saved: This name is taken.")).toBeVisible();
  await expect.element(name).toHaveAttribute("aria-invalid", "true");
  await expect.element(name).toHaveValue("Fauna");
});

test("settings that could not be saved stay as typed, and the next try saves them", async () => {
  seat.server.obstruct("saveSettings", "offline");
  await name.fill("Fauna");
  await save.click();
  await expect.element(page.getByText("Not saved: No connection to the server")).toBeVisible();
  seat.server.obstruct("saveSettings", undefined);
  await save.click();
  await expect.element(page.getByText("Saved.", { exact: true })).toBeVisible();
  expect(seat.server.settings.name).toBe("Fauna");
});

test("a live event does not touch what is being typed, and a change of somebody else's is told", async () => {
  await name.fill("Half a na");
  const asked = () => seat.server.calls.filter(({ route }) => route === "settings").length;
  const before = asked();
  seat.server.emit({ type: "site" });
  await until(() => asked() > before);
  await expect.element(name).toHaveValue("Half a na");
  expect(seat.page.textContent).not.toContain("Somebody else");

  seat.server.settings = { ...SETTINGS, name: "Theirs" };
  seat.server.emit({ type: "site" });
  await expect.element(page.getByText(/^Somebody else has saved other settings meanwhile/)).toBeVisible();
  await expect.element(name).toHaveValue("Half a na");
  await page.getByRole("button", { name: "Undo changes" }).click();
  await expect.element(name).toHaveValue("Theirs");
});

test("settings nobody is editing follow what others save", async () => {
  await expect.element(name).toHaveValue(SETTINGS.name);
  seat.server.settings = { ...SETTINGS, name: "Theirs" };
  seat.server.emit({ type: "site" });
  await expect.element(name).toHaveValue("Theirs");
});

test("a look at the inbox does not lose unsaved settings", async () => {
  await name.fill("Half a na");
  await page.getByRole("link", { name: "Inbox" }).click();
  await page.getByRole("link", { name: "Settings" }).click();
  await expect.element(name).toHaveValue("Half a na");
});

test("an address is taken off by hand and put back; neither waits for Save nor touches the settings", async () => {
  await page.getByText("Addresses that get no mail").click();
  const address = page.getByLabelText("Mail this address no more");
  await address.fill("nobody");
  await userEvent.keyboard("{Enter}");
  await expect.element(address).toHaveAccessibleDescription(/not an e-mail address/);
  await address.fill("mia@Example.com");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("listitem").filter({ hasText: "mia@example.com" })).toHaveTextContent(/added by hand/);
  await page.getByRole("button", { name: "Remove (mia@example.com)" }).click();
  await expect.element(page.getByText(/mailed again since .+, by the word of Amélie Moreau/)).toBeVisible();
  expect(saves()).toEqual([]);
});

test("whoever unsubscribed is mailed again only after somebody says that they asked", async () => {
  await page.getByText("Addresses that get no mail").click();
  const lars = page.getByRole("listitem").filter({ hasText: "lars@example.com" });
  await expect.element(lars).toHaveTextContent(/unsubscribed by its reader/);
  await lars.getByRole("button", { name: /^They asked for mail again/ }).click();
  await lars.getByRole("button", { name: "Cancel" }).click();
  const lifts = () => seat.server.calls.filter(({ route }) => route === "resubscribe");
  expect(lifts()).toEqual([]);
  await lars.getByRole("button", { name: /^They asked for mail again/ }).click();
  await expect.element(lars.getByRole("button", { name: "Yes, they asked" })).toHaveFocus();
  await lars.getByRole("button", { name: "Yes, they asked" }).click();
  await expect.element(lars.getByText(/mailed again since/)).toBeVisible();
  expect(lifts()).toMatchObject([{ body: { email: "lars@example.com", asked: true } }]);
});
