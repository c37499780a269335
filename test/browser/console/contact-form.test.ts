/** The owner's contact form: own questions, order, marketing, wordings, and the form itself as visitors see it. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { until } from "../../until.js";
import { SETTINGS } from "./scene.js";
import { type Seat, sit } from "./sit.js";

let seat: Seat;
beforeEach(() => page.viewport(1280, 800));
afterEach(() => seat.leave());

const save = page.getByRole("button", { name: "Save", exact: true }).last();
const saved = async () => {
  await save.click();
  await expect.element(page.getByText("Saved.", { exact: true })).toBeVisible();
  return seat.server.settings.contactForm;
};
const preview = () => document.querySelector(".preview > div")?.shadowRoot;
const labels = () =>
  [...(preview()?.querySelectorAll("label:not([aria-hidden] *)") ?? [])].map((label) => label.textContent.trim());

test("own questions of every kind, in the owner's order, as the preview shows them at once", async () => {
  seat = sit({ at: "#/settings" });
  await page.getByRole("button", { name: "Add a question" }).click();
  await userEvent.fill(page.getByLabelText("What you ask"), "Order number");
  await userEvent.selectOptions(page.getByLabelText("Kind of answer: Order number"), "Number");
  await page.getByRole("checkbox", { name: "Order number is required" }).click();
  await page.getByRole("button", { name: "Add a question" }).click();
  await userEvent.fill(page.getByLabelText("What you ask").last(), "Size");
  await userEvent.selectOptions(page.getByLabelText("Kind of answer: Size"), "A choice");
  await userEvent.fill(page.getByLabelText("Choices: Size"), "Small\n\n Large ");
  // Email, name, phone (not shown), order number, size: the order number goes to the top.
  for (let n = 0; n < 3; n++) await page.getByRole("button", { name: "Move Order number up" }).click();
  await userEvent.fill(page.getByLabelText("Marketing box"), "Send me news.");
  await until(() => labels().join("|") === "Order number|E-mail|Name (optional)|Size (optional)|Send me news.");
  expect(preview()?.querySelector("[role=checkbox], input[type=checkbox]")).toMatchObject({ checked: false });
  const form = await saved();
  const [number, size] = form.own ?? [];
  expect(form).toMatchObject({
    own: [
      { type: "number", label: "Order number", required: true },
      { type: "select", label: "Size", required: false, options: ["Small", "Large"] },
    ],
    marketing: "Send me news.",
    order: [number?.name, "email", "name", size?.name],
  });
  expect(number?.name).not.toBe(size?.name);
});

test("the preview is the form itself: it says what is wrong in words, and gives nothing to anybody", async () => {
  seat = sit({ at: "#/settings" });
  await until(() => labels().length > 0);
  preview()?.querySelector<HTMLButtonElement>(".go")?.click();
  await until(() => preview()?.textContent.includes("Please enter your e-mail address."));
  await page.getByRole("group", { name: "While everybody is away" }).getByRole("radio", { name: "Never" }).click();
  await page.getByRole("group", { name: "While somebody is online" }).getByRole("radio", { name: "Never" }).click();
  await until(() => preview()?.textContent === "Visitors are not asked.");
});

test("the bot's wording by language, shown in the preview; emptied, it is Recado's own again", async () => {
  seat = sit({ at: "#/settings" });
  await page.getByText("The bot's own wording").click();
  await userEvent.fill(page.getByLabelText("Away, required", { exact: true }), "Where may we answer?");
  await until(() => preview()?.textContent.includes("Where may we answer?"));
  await userEvent.selectOptions(page.getByLabelText("Language"), "German");
  await expect.element(page.getByLabelText("Away, required", { exact: true })).toHaveValue("");
  await userEvent.fill(page.getByLabelText("Away, required", { exact: true }), "Wohin antworten?");
  expect((await saved()).phrases).toEqual([
    { language: "en", of: "awayRequired", text: "Where may we answer?" },
    { language: "de", of: "awayRequired", text: "Wohin antworten?" },
  ]);
  await userEvent.clear(page.getByLabelText("Away, required", { exact: true }));
  expect((await saved()).phrases).toEqual([{ language: "en", of: "awayRequired", text: "Where may we answer?" }]);
});

test("a question without words, and a choice without choices, are marked where they stand", async () => {
  seat = sit({ at: "#/settings" });
  await page.getByRole("button", { name: "Add a question" }).click();
  await userEvent.selectOptions(page.getByLabelText("Kind of answer: New question"), "A choice");
  await save.click();
  await expect.element(page.getByText("What do you ask? One line, please, of at most 200 characters.")).toBeVisible();
  await expect.element(page.getByText("At least one choice, please, each of at most 200 characters.")).toBeVisible();
  expect(seat.server.settings).toEqual(SETTINGS);
});

test("beside the conversation stand the answers by their questions, and what was agreed to", async () => {
  seat = sit({ at: "#/conversation/ana" });
  seat.server.settings = {
    ...SETTINGS,
    contactForm: { ...SETTINGS.contactForm, own: [{ name: "q-1", type: "number", label: "Order number", required: false }] },
  };
  seat.server.emit({ type: "site" });
  const contact = {
    email: "ana@example.com",
    own: [
      { name: "q-1", value: "4711" },
      { name: "q-0", value: "of a question long gone" },
    ],
    marketing: { text: "Send me news.", agreed: false },
  };
  seat.server.change("ana", { contact });
  const details = page.getByRole("complementary", { name: "Details" });
  await expect.element(details.getByText("4711", { exact: true })).toBeVisible();
  await expect.element(details.getByText("Order number")).toBeVisible();
  await expect.element(details.getByText("of a question long gone")).toBeVisible();
  await expect.element(details.getByText("No: Send me news.")).toBeVisible();
  expect(details.getByRole("button", { name: "Ask for e-mail" }).elements()).toEqual([]);
});

test("whose e-mail is not known is asked for it in their chat, and a refusal is said", async () => {
  seat = sit({ at: "#/conversation/ana" });
  seat.server.change("ana", { contact: undefined, address: { state: "none" }, channel: "widget" });
  const ask = page.getByRole("button", { name: "Ask for e-mail" });
  await ask.click();
  await until(() => seat.server.views.get("ana")?.messages.at(-1)?.asks === "contact");
  seat.server.obstruct("askContact", { refuse: "unavailable", message: "Restarting." });
  await ask.click();
  await expect.element(page.getByText("Not asked: Restarting.")).toBeVisible();
});
