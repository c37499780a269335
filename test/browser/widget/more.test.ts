/** What is seldom asked for: the menu and what it opens, emoji, quick replies, the rating; the title and the sound of a hidden tab. */
import { expect, onTestFinished, test, vi } from "vitest";
import { cdp, page, userEvent } from "vitest/browser";
import type { Site } from "../../../src/protocol/index.js";
import { until } from "../../until.js";
import { dialog, hasFocus, launcher, message, offline, openChat, type Visit, type VisitGiven, visit, write } from "./visit.js";

const menuButton = page.getByRole("button", { name: "Menu" });
const menu = page.getByRole("menu", { name: "Menu" });
const item = (name: string) => menu.getByRole("menuitem", { name });
const isQuiet: Pick<Site, "contactForm"> = {
  contactForm: { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] },
};

async function talking(given: VisitGiven = {}): Promise<Visit> {
  const made = await visit({ ...given, site: { ...isQuiet, ...given.site } });
  await openChat();
  await write("Hello");
  await expect.element(dialog.getByText(/· Sent/)).toBeVisible();
  return made;
}

/** The tab as the browser would say it is. */
function tab(state: { visible: boolean }): void {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state.visible ? "visible" : "hidden");
  vi.spyOn(document, "hasFocus").mockReturnValue(state.visible);
  document.dispatchEvent(new Event("visibilitychange"));
}

test("the menu by keyboard alone: opened, walked, closed by Escape before the panel is, the focus back where it was", async () => {
  await talking();
  (menuButton.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await hasFocus(menu.getByRole("menuitemcheckbox", { name: "Sounds" }));
  await expect.element(menuButton).toHaveAttribute("aria-expanded", "true");
  await userEvent.keyboard("{ArrowDown}");
  await hasFocus(item("Download transcript"));
  await userEvent.keyboard("{End}");
  await hasFocus(item("Delete my conversation"));
  await userEvent.keyboard("{ArrowDown}");
  await hasFocus(menu.getByRole("menuitemcheckbox", { name: "Sounds" }));
  await userEvent.keyboard("{Escape}");
  await expect.element(menu).not.toBeInTheDocument();
  await hasFocus(menuButton);
  await expect.element(dialog).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(dialog).not.toBeInTheDocument();
});

test("Escape at the moment at which the menu opens closes the menu, and not the panel", async () => {
  const { root } = await talking();
  const pressed = new Promise<void>((resolve) => {
    const opening = new MutationObserver(() => {
      const shown = root.querySelector(".menu");
      if (!shown) return;
      opening.disconnect();
      shown.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true }));
      resolve();
    });
    opening.observe(root, { childList: true, subtree: true });
  });
  await menuButton.click();
  await pressed;
  await expect.element(menu).not.toBeInTheDocument();
  await hasFocus(menuButton);
  await expect.element(dialog).toBeVisible();
});

test("the menu closes when somebody presses elsewhere, or Tab leaves it", async () => {
  await talking();
  await menuButton.click();
  await expect.element(menu).toBeVisible();
  await userEvent.click(dialog.getByRole("heading"));
  await until(() => menu.elements().length === 0);
  await hasFocus(menuButton);
  await menuButton.click();
  await expect.element(menu).toBeVisible();
  await userEvent.keyboard("{Tab}");
  await until(() => menu.elements().length === 0);
});

test("a menu closed with the panel is not open when the panel opens again", async () => {
  const { recado } = await talking();
  await menuButton.click();
  await expect.element(menu).toBeVisible();
  recado.close();
  recado.open();
  await expect.element(message).toBeVisible();
  expect(menu.elements()).toEqual([]);
});

test("before there is a conversation there is nothing to take along or to delete", async () => {
  await visit({ site: isQuiet });
  await openChat();
  await menuButton.click();
  await expect.element(menu.getByRole("menuitemcheckbox", { name: "Sounds" })).toBeVisible();
  expect(menu.getByRole("menuitem").elements()).toEqual([]);
});

test("what the backend cannot do has no control", async () => {
  const { backend } = await visit({ site: isQuiet, can: { erase: false, rate: false } });
  await openChat();
  await write("Hello");
  await expect.element(dialog.getByText(/· Sent/)).toBeVisible();
  await menuButton.click();
  await expect.element(item("Download transcript")).toBeVisible();
  expect(item("Delete my conversation").elements()).toEqual([]);
  await userEvent.keyboard("{Escape}");
  backend.agent.close();
  await expect.element(dialog.getByText("The conversation was closed.", { exact: false })).toBeVisible();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(dialog.getByText("How did it go?").elements()).toEqual([]);
});

test("a conversation is deleted after a question, and says that it has ended", async () => {
  const { backend, root } = await talking();
  await menuButton.click();
  await item("Delete my conversation").click();
  const question = page.getByRole("alertdialog", { name: "Delete this conversation?" });
  await hasFocus(question.getByRole("button", { name: "Keep it" }));
  await userEvent.keyboard("{Escape}");
  await expect.element(question).not.toBeInTheDocument();
  await hasFocus(menuButton);
  expect(backend.agent.messages()).toHaveLength(1);
  await menuButton.click();
  await item("Delete my conversation").click();
  await userEvent.keyboard("{Tab}");
  await hasFocus(question.getByRole("button", { name: "Delete for good" }));
  await userEvent.keyboard("{Enter}");
  await expect.element(dialog.getByText("This conversation has ended", { exact: false })).toBeVisible();
  // The sign of a lost connection is for that alone.
  expect(root.querySelector(".banner svg")).toBeNull();
  expect(() => backend.agent.messages()).toThrow();
  await expect.element(dialog.getByText("Hello", { exact: true })).not.toBeInTheDocument();
});

test("a deletion that could not be told deletes nothing, and says so", async () => {
  const { backend, breakLine } = await talking();
  await menuButton.click();
  await item("Delete my conversation").click();
  breakLine(offline);
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect.element(page.getByRole("alert")).toHaveTextContent("Nothing was deleted");
  expect(backend.agent.messages()).toHaveLength(1);
});

test("the transcript is a text file with everything that was said", async () => {
  const { backend } = await talking();
  backend.agent.reply("Look at\nthis: شكرًا");
  await expect.element(dialog.getByText("شكرًا", { exact: false })).toBeVisible();
  const files: { name: string; text: Promise<string> }[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    files.push({ name: this.download, text: fetch(this.href).then((response) => response.text()) });
  });
  onTestFinished(() => void vi.restoreAllMocks());
  await menuButton.click();
  await item("Download transcript").click();
  const file = await until(() => files[0]);
  expect(file.name).toMatch(/^Flora-Garden-Shop-\d{4}-\d\d-\d\d\.txt$/);
  const text = await file.text;
  expect(text).toContain("Conversation with Flora Garden Shop\r\n");
  expect(text).toMatch(/ · You\r\nHello\r\n/);
  expect(text).toMatch(/ · Amélie\r\nLook at\r\nthis: شكرًا\r\n/);
});

test("where the backend can, the visitor has everything it holds of them: as a page in their language, and as JSON", async () => {
  const dossier = vi.fn(async (as: string, language: string) => `all of it as ${as} in ${language}`);
  await talking({ dossier });
  const files: { name: string; text: Promise<string> }[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    files.push({ name: this.download, text: fetch(this.href).then((response) => response.text()) });
  });
  onTestFinished(() => void vi.restoreAllMocks());
  for (const name of ["Download my data", "My data as JSON"]) {
    await menuButton.click();
    expect(item("Download transcript").elements()).toEqual([]);
    await item(name).click();
  }
  await until(() => files[1]);
  expect(files.map(({ name }) => name.replace(/\d{4}-\d\d-\d\d/, "day"))).toEqual([
    "Flora-Garden-Shop-day.html",
    "Flora-Garden-Shop-day.json",
  ]);
  expect(await Promise.all(files.map(({ text }) => text))).toEqual(["all of it as html in en", "all of it as json in en"]);
});

test("half a transcript is none: that is said aloud", async () => {
  const { breakLine, root } = await talking();
  await menuButton.click();
  await expect.element(item("Download transcript")).toBeVisible();
  breakLine(offline);
  await item("Download transcript").click();
  await until(() => root.querySelector("[data-announcer]")?.textContent?.includes("could not be loaded in full"));
});

test("a muted chat is muted on the next page view", async () => {
  const { comeBack } = await talking();
  const sounds = menu.getByRole("menuitemcheckbox", { name: "Sounds" });
  await menuButton.click();
  await expect.element(sounds).toHaveAttribute("aria-checked", "true");
  await sounds.click();
  await expect.element(sounds).toHaveAttribute("aria-checked", "false");
  comeBack();
  await openChat();
  await menuButton.click();
  await expect.element(sounds).toHaveAttribute("aria-checked", "false");
});

test("what was typed and not sent is there on the next page view, and gone with a logout", async () => {
  const { comeBack, recado } = await talking();
  await userEvent.fill(message, "And one more th");
  comeBack();
  await openChat();
  await expect.element(message).toHaveValue("And one more th");
  void recado;
});

test("logout takes the unsent text from the screen", async () => {
  const { recado } = await talking();
  await userEvent.fill(message, "my secret");
  await recado.reset();
  await expect.element(message).toHaveValue("");
});

test("an emoji goes where the caret is", async () => {
  await visit({ site: isQuiet });
  await openChat();
  await userEvent.fill(message, "Thanks!");
  (message.element() as HTMLTextAreaElement).setSelectionRange(6, 6);
  await page.getByRole("button", { name: "Emoji" }).click();
  const emoji = page.getByRole("menu", { name: "Emoji" });
  await hasFocus(emoji.getByRole("menuitem").first());
  await userEvent.keyboard("{ArrowRight}{ArrowDown}{Enter}");
  await hasFocus(message);
  await expect.element(message).toHaveValue("Thanks😅!");
  await until(() => (message.element() as HTMLTextAreaElement).selectionStart === "Thanks😅".length);
  await page.getByRole("button", { name: "Emoji" }).click();
  await hasFocus(emoji.getByRole("menuitem").first());
  await userEvent.keyboard("{Escape}");
  await hasFocus(message);
});

test("offered answers are buttons until somebody answers, and the one pressed is the visitor's message", async () => {
  const { backend, root } = await talking();
  backend.agent.offer("Which size?", ["30 cm", "40 cm"]);
  await until(() => root.querySelector("[data-announcer]")?.textContent === "Amélie: Which size? · 30 cm · 40 cm");
  await page.getByRole("button", { name: "40 cm" }).click();
  await until(() => backend.agent.messages().at(-1)?.text === "40 cm");
  await expect.element(page.getByRole("button", { name: "30 cm" })).not.toBeInTheDocument();
  await hasFocus(message);
  backend.agent.offer("In blue?", ["Yes"]);
  await expect.element(page.getByRole("button", { name: "Yes" })).toBeVisible();
  await write("Rather green");
  await until(() => page.getByRole("button", { name: "Yes" }).elements().length === 0);
});

test("who closed is rated once, with a word if one likes, and never asked again", async () => {
  const { backend, comeBack } = await talking();
  backend.agent.close();
  const ask = dialog.getByText("How did it go?");
  await expect.element(ask).toBeVisible();
  await page.getByRole("button", { name: "Good", exact: true }).click();
  await until(() => ratingIn(backend)?.score === "good");
  await userEvent.fill(page.getByRole("textbox", { name: /tell us more/ }), "Quick and kind");
  await dialog.getByRole("button", { name: "Send" }).first().click();
  await until(() => ratingIn(backend)?.comment === "Quick and kind");
  await expect.element(dialog.getByText("Thank you for telling us!")).toBeVisible();
  comeBack();
  await openChat();
  await expect.element(dialog.getByText("The conversation was closed.", { exact: false })).toBeVisible();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([...ask.elements(), ...dialog.getByText("Thank you for telling us!").elements()]).toEqual([]);
});

test("the question how it went is gone when the conversation goes on", async () => {
  const { backend } = await talking();
  backend.agent.close();
  await expect.element(dialog.getByText("How did it go?")).toBeVisible();
  await write("One more thing");
  await until(() => dialog.getByText("How did it go?").elements().length === 0);
});

const ratingIn = ({ agent }: Visit["backend"]) => {
  const news = agent
    .messages()
    .filter(({ by }) => by === "system")
    .at(-1)?.news;
  return news?.kind === "closed" ? news.rating : undefined;
};

test("a hidden tab says in its title that a reply has come, and gives the page its own title back, also a changed one", async () => {
  const { backend, recado } = await talking();
  const before = document.title;
  onTestFinished(() => {
    vi.restoreAllMocks();
    document.title = before;
  });
  document.title = "Olive trees";
  recado.close();
  tab({ visible: false });
  backend.agent.reply("On its way");
  await until(() => document.title === "1 new message");
  document.title = "Olive trees (2)";
  await until(() => document.title === "1 new message");
  tab({ visible: true });
  expect(document.title).toBe("Olive trees (2)");
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect(document.title).toBe("Olive trees (2)");
});

test("a tab that is seen keeps its title", async () => {
  const { backend, recado } = await talking();
  recado.close();
  const titles = new Set<string>();
  const watch = setInterval(() => titles.add(document.title), 20);
  onTestFinished(() => clearInterval(watch));
  backend.agent.reply("On its way");
  await expect.element(page.getByText("On its way").first()).toBeVisible();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(titles.size).toBe(1);
});

/** Notes how often a sound was begun; what the machine would play is not heard here. */
function ears(): { readonly rings: number } {
  let rings = 0;
  const { start } = OscillatorNode.prototype;
  vi.spyOn(OscillatorNode.prototype, "start").mockImplementation(function (this: OscillatorNode, when) {
    rings++;
    start.call(this, when);
  });
  return {
    get rings() {
      // Two tones are one ring.
      return rings / 2;
    },
  };
}
const AFTER_A_TURN_MS = 3_400;
const turnIsOver = () => navigator.locks.request("recado:ring", () => undefined);

test("a reply nobody looks at rings once, a muted chat not at all, and neither does one that is looked at", async () => {
  const { backend, recado } = await talking();
  onTestFinished(() => void vi.restoreAllMocks());
  const heard = ears();
  recado.close();
  // What rang in the test before has had its turn.
  await turnIsOver();
  backend.agent.reply("one");
  backend.agent.reply("two");
  await until(() => heard.rings === 1);
  await turnIsOver();
  recado.open();
  await expect.element(dialog.getByText("two")).toBeVisible();
  backend.agent.reply("You are looking");
  await expect.element(dialog.getByText("You are looking")).toBeVisible();
  await new Promise((resolve) => setTimeout(resolve, AFTER_A_TURN_MS));
  expect(heard.rings).toBe(1);
  await menuButton.click();
  await menu.getByRole("menuitemcheckbox", { name: "Sounds" }).click();
  recado.close();
  backend.agent.reply("three");
  await expect.element(page.getByText("three").first()).toBeVisible();
  await new Promise((resolve) => setTimeout(resolve, 800));
  expect(heard.rings).toBe(1);
});

test("while another tab has the turn, this one is silent", async () => {
  const { backend, recado } = await talking();
  onTestFinished(() => void vi.restoreAllMocks());
  const heard = ears();
  recado.close();
  let release = () => {};
  await new Promise<void>((taken) => {
    void navigator.locks.request("recado:ring", () => {
      taken();
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    });
  });
  backend.agent.reply("Heard elsewhere");
  await expect.element(page.getByText("Heard elsewhere").first()).toBeVisible();
  await new Promise((resolve) => setTimeout(resolve, 800));
  release();
  expect(heard.rings).toBe(0);
});

test("every control of these is large enough for a finger, and nothing is wider than the narrowest phone", async () => {
  await talking();
  await page.viewport(320, 480);
  await menuButton.click();
  await expect.element(item("Delete my conversation")).toBeVisible();
  for (const control of [menuButton.element(), ...menu.getByRole("menuitem").elements()]) {
    const { width, height, left, right } = control.getBoundingClientRect();
    expect([width >= 40, height >= 40, left >= 0, right <= 320]).toEqual([true, true, true, true]);
  }
  await item("Delete my conversation").click();
  await expect.element(page.getByRole("alertdialog")).toBeVisible();
  const box = page.getByRole("alertdialog").element().getBoundingClientRect();
  expect([box.left >= 0, box.right <= 320]).toEqual([true, true]);
});

test("in forced colours the menu, the question and the buttons have edges", async () => {
  await cdp().send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
  onTestFinished(async () => void (await cdp().send("Emulation.setEmulatedMedia", { features: [] })));
  const { root } = await talking();
  await menuButton.click();
  await expect.element(menu).toBeVisible();
  expect(getComputedStyle(menu.element()).borderTopWidth).toBe("1px");
  await item("Delete my conversation").click();
  await until(() => root.querySelector(".question"));
  for (const edge of root.querySelectorAll(".question, .answers button"))
    expect(getComputedStyle(edge).borderTopWidth).toBe("1px");
  void launcher;
});
