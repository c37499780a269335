/** The contact form in the visitor's hands: the owner's own questions, boxes, offers, and an agent's asking. */
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { ChatError } from "../../../src/client/errors.js";
import type { ContactForm, Site } from "../../../src/protocol/index.js";
import { dialog, email, hasFocus, isAway, openChat, visit, write } from "./visit.js";

const form = (more: Partial<ContactForm> = {}): Partial<Site> => ({
  contactForm: { whenOnline: "optional", whenAway: "required", fields: [{ name: "email", required: true }], ...more },
});
const own: ContactForm["own"] = [
  { name: "order", type: "number", label: "Order number", required: true },
  { name: "page", type: "url", label: "Which page?", required: false },
  { name: "size", type: "select", label: "Size", options: ["Small", "Large"], required: false },
  { name: "story", type: "textarea", label: "Anything else?", required: false },
  { name: "gift", type: "checkbox", label: "It is a gift", required: true },
  { name: "day", type: "date", label: "When?", required: false },
];
const save = page.getByRole("button", { name: "Save" });
const field = (label: string) => dialog.getByLabelText(label);

test("the owner's own questions stand in the owner's order, are checked in words, and are given as the server reads them", async () => {
  const { backend } = await visit({ site: form({ own, order: ["order", "email"] }) });
  await openChat();
  await write("Where is it?");
  await expect.element(field("Order number")).toBeVisible();
  const names = [...(email.element().closest("form")?.querySelectorAll(":not([aria-hidden] *)[name]") ?? [])].map((one) =>
    one.getAttribute("name"),
  );
  expect(names).toEqual(["order", "email", "page", "size", "story", "gift", "day"]);
  await userEvent.fill(field("Order number"), "four");
  await userEvent.fill(field("Which page?"), "nowhere");
  await save.click();
  for (const said of [
    "Please enter a number.",
    "That does not look like a web address. Example: https://example.com",
    "Please answer this.",
  ])
    await expect.element(dialog.getByText(said)).toBeVisible();
  await hasFocus(field("Order number"));
  await userEvent.fill(field("Order number"), "4711,5");
  await userEvent.fill(field("Which page?"), "flora.example/olive");
  await userEvent.fill(email, "ana@example.com");
  await userEvent.selectOptions(field("Size"), "Large");
  await userEvent.fill(field("Anything else?"), "one\ntwo");
  await userEvent.fill(field("When?"), "2026-12-24");
  await field("It is a gift").click();
  await save.click();
  await expect.element(dialog.getByText("We'll answer at ana@example.com · Change")).toBeVisible();
  expect(backend.agent.contact()).toEqual({
    email: "ana@example.com",
    own: [
      { name: "order", value: "4711.5" },
      { name: "page", value: "https://flora.example/olive" },
      { name: "size", value: "Large" },
      { name: "story", value: "one\ntwo" },
      { name: "gift", value: "yes" },
      { name: "day", value: "2026-12-24" },
    ],
  });
});

test.each([true, false])(
  "the marketing box is never ticked beforehand; ticked: %s, and what was shown is kept with the answer",
  async (agreed) => {
    const marketing = "Send me news, once a month.";
    const { backend } = await visit({
      site: form({ marketing, consent: { text: "You may write.", link: "https://flora.example/p" } }),
    });
    await openChat();
    await write("Hello");
    const box = dialog.getByRole("checkbox", { name: marketing });
    await expect.element(box).not.toBeChecked();
    if (agreed) await box.click();
    await userEvent.fill(email, "ana@example.com");
    await save.click();
    await expect.element(dialog.getByText("We'll answer at ana@example.com · Change")).toBeVisible();
    expect(backend.agent.contact()).toEqual({
      email: "ana@example.com",
      consent: "You may write.",
      consentLink: "https://flora.example/p",
      marketing: { text: marketing, agreed },
    });
    // Also not when the answer is corrected later.
    await page.getByRole("button", { name: "Change" }).click();
    await expect.element(box).not.toBeChecked();
  },
);

test("an address written in the chat is offered in one tap, and never taken without it", async () => {
  const { backend } = await visit({ site: form() });
  await openChat();
  await write("You can write to ana@example.com.");
  const offer = page.getByRole("button", { name: "Use ana@example.com for replies?" });
  await expect.element(offer).toBeVisible();
  await expect.element(dialog.getByText(/· Sent/)).toBeVisible();
  expect(backend.agent.contact()).toBeUndefined();
  await page.getByRole("button", { name: "Skip" }).click();
  // Folded, it is still one tap away.
  await offer.click();
  await expect.element(dialog.getByText("We'll answer at ana@example.com · Change")).toBeVisible();
  expect(backend.agent.contact()?.email).toBe("ana@example.com");
});

test("the offer releases what is held, and where more is asked the address is filled in and the rest asked for", async () => {
  const { backend } = await visit({
    site: {
      ...isAway,
      ...form({
        fields: [
          { name: "email", required: true },
          { name: "name", required: true },
        ],
      }),
    },
  });
  await openChat();
  await write("Please answer ana@example.com");
  await page.getByRole("button", { name: "Use ana@example.com for replies?" }).click();
  await expect.element(email).toHaveValue("ana@example.com");
  await expect.element(dialog.getByText("Please enter your name.")).toBeVisible();
  expect(backend.agent.messages()).toEqual([]);
  await userEvent.fill(field("Name"), "Ana");
  await page.getByRole("button", { name: "Send my message" }).click();
  await expect.element(dialog.getByText("We'll answer at ana@example.com · Change")).toBeVisible();
  expect(backend.agent.messages().map(({ by }) => by)).toEqual(["visitor", "system"]);
});

test("an agent has the e-mail asked for: the form opens, also where the site never asks; skipped, the next asking opens it again", async () => {
  const { backend } = await visit({ site: form({ whenOnline: "never", whenAway: "never" }) });
  await openChat();
  await write("Hello");
  await expect.element(dialog.getByText(/· Sent/)).toBeVisible();
  expect(email.elements()).toEqual([]);
  backend.agent.askContact("May we have your e-mail address?");
  await expect.element(dialog.getByText("May we have your e-mail address?")).toBeVisible();
  await expect.element(email).toBeVisible();
  await page.getByRole("button", { name: "Skip" }).click();
  await expect.element(email).not.toBeInTheDocument();
  backend.agent.askContact("Really, may we?");
  await expect.element(email).toBeVisible();
  await userEvent.fill(email, "ana@example.com");
  await save.click();
  await expect.element(dialog.getByText("We'll answer at ana@example.com · Change")).toBeVisible();
});

test("17 what only programs fill in is seen by nobody, reached by no key, spoken by no screen reader, and given only when it was filled in", async () => {
  const { backend, root } = await visit({ site: form() });
  await openChat();
  await write("Hello");
  await expect.element(email).toBeVisible();
  const bait = root.querySelector<HTMLInputElement>("[name=Website]");
  if (bait === null) throw new Error("There is no bait");
  expect([bait.tabIndex, bait.autocomplete, bait.closest("[aria-hidden=true]") !== null]).toEqual([-1, "off", true]);
  expect(page.getByRole("textbox", { name: "Website" }).elements()).toEqual([]);
  const box = bait.getBoundingClientRect();
  const hit = root.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  expect(hit).not.toBe(bait);
  // By keys alone through the whole form and out of it: the focus passes it by and is never held.
  email.element().scrollIntoView();
  await userEvent.click(email);
  const passed: (Element | null)[] = [];
  for (let n = 0; n < 4; n++) {
    await userEvent.tab();
    passed.push(root.activeElement);
  }
  expect(passed).not.toContain(bait);
  expect(passed.map((one) => one?.textContent)).toContain("Save");
  await userEvent.fill(email, "ana@example.com");
  await save.click();
  await expect.element(dialog.getByText("We'll answer at ana@example.com · Change")).toBeVisible();
  expect(backend.agent.contact()).toEqual({ email: "ana@example.com" });
  // A program finds it in the page and fills it in.
  await page.getByRole("button", { name: "Change" }).click();
  const filled = root.querySelector<HTMLInputElement>("[name=Website]");
  if (filled) filled.value = "https://spam.example";
  await save.click();
  await expect
    .poll(() => backend.agent.contact())
    .toEqual({
      email: "ana@example.com",
      own: [{ name: "Website", value: "https://spam.example" }],
    });
});

test("16 a form that comes when too much comes in says so in words, keeps every answer and every message, and goes through later", async () => {
  const { backend, breakLine } = await visit({ site: { ...isAway, ...form() } });
  await openChat();
  await write("Is anybody there?");
  await userEvent.fill(email, "ana@example.com");
  breakLine(new ChatError("rate-limited", "Too much", { retryAfterMs: 1_000 }));
  await page.getByRole("button", { name: "Send my message" }).click();
  await expect
    .element(page.getByRole("alert"))
    .toHaveTextContent("Many messages are coming in right now. Nothing was lost: please try again in a moment.");
  await expect.element(email).toHaveValue("ana@example.com");
  expect(backend.agent.messages()).toEqual([]);
  breakLine(undefined);
  await page.getByRole("button", { name: "Send my message" }).click();
  await expect.element(dialog.getByText("We'll answer at ana@example.com · Change")).toBeVisible();
  expect(backend.agent.messages()[0]).toMatchObject({ by: "visitor", text: "Is anybody there?" });
});

test("an address with letters of its own, before and after the @, is taken as it was typed", async () => {
  const { backend } = await visit({ site: { ...isAway, ...form() } });
  await openChat();
  await write("Hello");
  await userEvent.fill(email, "josé@bücher.example");
  await page.getByRole("button", { name: "Send my message" }).click();
  await expect.element(dialog.getByText("We'll answer at josé@bücher.example · Change")).toBeVisible();
  expect(backend.agent.contact()).toEqual({ email: "josé@bücher.example" });
});

test("a form that is answered elsewhere while it is open here is answered here as well, and what it held is sent once", async () => {
  const { backend, recado } = await visit({ site: { ...isAway, ...form() } });
  await openChat();
  await write("Hello");
  await expect.element(email).toBeVisible();
  await recado.identify({ email: "ana@example.com" });
  await expect.element(dialog.getByText("We'll answer at ana@example.com · Change")).toBeVisible();
  await expect.element(email).not.toBeInTheDocument();
  expect(backend.agent.messages().filter(({ by }) => by === "visitor")).toHaveLength(1);
});

const PHRASES = ["onlineOptional", "onlineRequired", "awayOptional", "awayRequired"] as const;
test.each(PHRASES)(
  "the owner's own wording of %s is what the bot says, in its language, and to somebody who is known as well",
  async (of) => {
    const rule = of.endsWith("Required") ? "required" : "optional";
    const availability = of.startsWith("online") ? "online" : "away";
    const { backend } = await visit({
      site: {
        ...form({
          whenOnline: rule,
          whenAway: rule,
          phrases: [
            { language: "en", of, text: `Asked: ${of}` },
            { language: "de", of, text: "Gefragt" },
            { language: "en", of: `${of}Known`, text: `Known, ${of}: {email}.` },
          ],
        }),
        availability,
      },
    });
    await openChat();
    await write("Hello");
    await expect.element(dialog.getByText(`Asked: ${of}`)).toBeVisible();
    await userEvent.fill(email, "ana@example.com");
    await page.getByRole("button", { name: /^(Save|Send my message)$/ }).click();
    await expect.element(dialog.getByText(`Known, ${of}: ana@example.com. · Change`)).toBeVisible();
    expect(backend.agent.contact()?.email).toBe("ana@example.com");
  },
);
