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

const rules = () => page.getByText("Delays and limits", { exact: true }).click();

test("each number of forwarding has its field, its sentence and its default, folded away", async () => {
  await expect.element(page.getByLabelText("Visitor away", { exact: true })).not.toBeVisible();
  await rules();
  const away = page.getByLabelText("Visitor away", { exact: true });
  await expect.element(away).toHaveAccessibleDescription(/^So long after the last unread reply .+ Now the default, 1 min\.$/);
  const numbers = [...seat.page.querySelectorAll(".finer .number-rule")];
  expect(numbers).toHaveLength(17);
  for (const number of numbers) expect(number.querySelector(".hint")?.textContent).toMatch(/\. Now the default, .+\.$/);
  await expect
    .element(page.getByRole("group", { name: "What they are shown" }).getByRole("radio", { name: "Everything" }))
    .toBeChecked();
});

test("a number is saved in its unit, and goes back to its default", async () => {
  await rules();
  await page.getByLabelText("Visitor away", { exact: true }).fill("90");
  await page.getByLabelText("Visitor away: unit", { exact: true }).selectOptions("seconds");
  await page.getByLabelText("Earlier messages").fill("0");
  await page.getByRole("radio", { name: "Agents only" }).click();
  await save.click();
  await expect.element(page.getByText("Saved.", { exact: true })).toBeVisible();
  const own = { awayDelayMs: 90_000, contextCount: 0, unverifiedContext: "agent" };
  expect(seat.server.settings.forwarding).toEqual({ mode: "unread", rules: own });
  for (const name of ["1 min (Visitor away)", "5 (Earlier messages)", "Everything (What they are shown)"])
    await page.getByRole("button", { name: `Back to default: ${name}` }).click();
  await expect.element(page.getByLabelText("Visitor away", { exact: true })).toHaveValue("");
  await save.click();
  await expect.element(page.getByText("Saved.", { exact: true })).toBeVisible();
  expect(seat.server.settings.forwarding).toEqual({ mode: "unread" });
});

test("a number that cannot be is said at its field, which is unfolded for it", async () => {
  await rules();
  const gap = page.getByLabelText("Between two mails", { exact: true });
  await gap.fill("2");
  await page.getByLabelText("Between two mails: unit").selectOptions("days");
  await rules();
  await save.click();
  await expect.element(gap).toBeVisible();
  await expect.element(gap).toHaveFocus();
  await expect.element(gap).toHaveAccessibleDescription(/^A time from 0 to 1 day, please\./);
  expect(saves()).toEqual([]);
});

test("a test is mailed with the settings as they stand, and nothing is saved by it", async () => {
  const button = page.getByRole("button", { name: "Send me a test" });
  await page.getByRole("radio", { name: "Complete transcript", exact: true }).click();
  await button.click();
  await expect.element(page.getByText("Sent to amelie@flora.example.")).toBeVisible();
  const tests = () => seat.server.calls.filter(({ route }) => route === "sendTest");
  expect(tests()).toMatchObject([{ body: { forwarding: { mode: "transcript" } } }]);
  expect(saves()).toEqual([]);
  seat.server.obstruct("sendTest", { refuse: "unavailable", message: "The mail server did not take it: 550" });
  await button.click();
  await expect.element(page.getByText("Not sent: The mail server did not take it: 550")).toBeVisible();
  await page.getByRole("radio", { name: "Nothing", exact: true }).click();
  await expect.element(button).toHaveAccessibleDescription("Nothing is mailed in this mode, so there is nothing to try.");
  // The browser of the tests does not click what is disabled; a person may.
  (button.element() as HTMLElement).click();
  expect(tests()).toHaveLength(2);
});

test("mail to agents is on, and switched off or slowed down, each in a sentence", async () => {
  const part = page.getByRole("group", { name: "Mail to agents" });
  await expect.element(part.getByRole("radio", { name: "Missed messages" })).toBeChecked();
  await expect
    .element(part.getByRole("radio", { name: "Missed messages" }))
    .toHaveAccessibleDescription(/neither they nor anybody online has read; their answer by mail is a reply/);
  const delay = part.getByLabelText("Everybody away", { exact: true });
  await expect
    .element(delay)
    .toHaveAccessibleDescription(/after the visitor's last message it is mailed.*Now the default, 1 min/);
  await delay.fill("soon");
  await save.click();
  await expect.element(delay).toHaveAccessibleDescription(/A time from 0 to 1 day/);
  await delay.fill("5");
  await part.getByLabelText("Somebody online", { exact: true }).fill("45");
  await save.click();
  await expect.element(page.getByText("Saved.", { exact: true })).toBeVisible();
  expect(seat.server.settings.agentMail).toEqual({ isOn: true, delayMs: 300_000, onlineDelayMs: 2_700_000 });
  await part.getByRole("radio", { name: "No mail" }).click();
  await save.click();
  await until(() => seat.server.settings.agentMail?.isOn === false);
});

test("what files visitors may send is chosen by kind and size; no kind at all is none", async () => {
  const kinds = (["Pictures", "Documents", "Sound and film"] as const).map((kind) =>
    page.getByRole("checkbox", { name: kind, exact: true }),
  );
  const largest = page.getByLabelText("At most, each");
  for (const kind of kinds) await expect.element(kind).toBeChecked();
  await kinds[2]?.click();
  await largest.selectOptions("25");
  await save.click();
  await expect.element(page.getByText("Saved.", { exact: true })).toBeVisible();
  expect(seat.server.settings.uploads).toEqual({ kinds: ["picture", "document"], largestMegabytes: 25 });
  for (const kind of kinds.slice(0, 2)) await kind.click();
  await expect.element(largest).toBeDisabled();
  await save.click();
  await until(() => seat.server.settings.uploads?.kinds.length === 0);
});

test("how soon an answer may be expected is the owner's word, or nobody's", async () => {
  const time = page.getByRole("combobox", { name: "Expected reply time" });
  await expect.element(time).toHaveValue("");
  await time.selectOptions("hours");
  await save.click();
  await expect.element(page.getByText("Saved.", { exact: true })).toBeVisible();
  expect(seat.server.settings.replyTime).toBe("hours");
  await time.selectOptions("");
  await save.click();
  await until(() => !("replyTime" in seat.server.settings));
});

test("a key for signed-in users is made, shown and replaced, and the one before it ends when it is told to", async () => {
  await page.getByText("Signed-in users").click();
  await page.getByRole("button", { name: "Make a key" }).click();
  const key = page.getByLabelText("Identity key");
  await expect.element(key).not.toHaveValue("0".repeat(43));
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect.element(key).toHaveValue("0".repeat(43));
  expect(page.getByRole("button", { name: "End it now" }).query()).toBeNull();
  await page.getByRole("button", { name: "Make a new key" }).click();
  await expect.element(page.getByText(/The key before this one counts until/)).toBeVisible();
  await page.getByRole("button", { name: "End it now" }).click();
  await expect.element(page.getByText(/The key before this one counts until/)).not.toBeInTheDocument();
  expect(seat.server.identityKeys.old).toEqual([]);
  // It is none of what "Save" saves.
  expect(saves()).toEqual([]);
});

test("a key that could not be made says so, and nothing has changed", async () => {
  seat.server.obstruct("newIdentityKey", { refuse: "unavailable", message: "The database is away" });
  await page.getByText("Signed-in users").click();
  await page.getByRole("button", { name: "Make a key" }).click();
  await expect.element(page.getByText("Nothing was changed: The database is away")).toBeVisible();
});

test("an account elsewhere is connected, its secrets never come back, and its troubles stand beside it", async () => {
  await page.getByText("Messenger and Instagram").click();
  await expect.element(page.getByLabelText("Webhook address")).toHaveValue("https://chat.flora.example/v1/channels/meta");
  await page.getByRole("button", { name: "Connect an account" }).click();
  await page.getByRole("combobox", { name: "What it is" }).selectOptions("instagram");
  await page.getByLabelText("Account id").fill("2001");
  await page.getByLabelText("Access token").fill("IGAA-a-token-1234");
  await page.getByLabelText("App secret").fill("0123456789abcdef");
  seat.server.obstruct("connectAccount", { refuse: "bad-request", message: "Meta says: no", field: "accessToken" });
  await page.getByLabelText("Verify token").fill("our own word");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByLabelText("Access token")).toHaveAccessibleDescription(/^Nothing was changed: Meta says: no/);
  seat.server.obstruct("connectAccount", undefined);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect.element(page.getByText("id 2001 · access token ends in …1234 · app secret ends in …cdef")).toBeVisible();
  await expect.element(page.getByText(/^Meta has not called here yet/)).toBeVisible();
  expect(document.body.textContent).not.toContain("IGAA");

  const late = page.getByRole("checkbox", { name: "Answer for 7 days instead of 24 hours" });
  await expect.element(late).not.toBeChecked();
  await late.click();
  await expect.element(late).toBeChecked();
  const wishes = seat.server.calls.filter(({ route }) => route === "connectAccount");
  expect(wishes.at(-1)?.body).toEqual({ kind: "instagram", account: "2001", humanAgent: true });

  // What the server notices shows without a reload.
  seat.server.accounts = seat.server.accounts.map((one) => ({
    ...one,
    refused: { at: Date.now(), reason: "Session has expired" },
  }));
  seat.server.emit({ type: "site" });
  await expect.element(page.getByText(/^Meta refuses the access token since .*: Session has expired/)).toBeVisible();
  await page.getByRole("button", { name: /^Change its secrets/ }).click();
  await expect.element(page.getByLabelText("App secret")).toHaveAccessibleDescription(/Set, ends in …cdef. Empty: it stays./);
  await page.getByLabelText("Access token").fill("IGAA-another-5678");
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await expect.element(page.getByText(/access token ends in …5678/)).toBeVisible();
  expect(page.getByText(/^Meta refuses/).query()).toBeNull();

  await page.getByRole("button", { name: /^Disconnect/ }).click();
  await page.getByRole("group", { name: "Disconnect Flora Garden Shop?" }).getByRole("button", { name: "Disconnect" }).click();
  await expect.element(page.getByText("No account is connected.")).toBeVisible();
  // It is none of what "Save" saves.
  expect(saves()).toEqual([]);
});
