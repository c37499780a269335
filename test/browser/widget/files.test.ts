/** Files in the widget: chosen, pasted or dropped; looked at before they are sent; on their way; there to be seen and saved. */
import { expect, onTestFinished, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { given, invoice, photo } from "../../../demo/states/things.js";
import { ChatError } from "../../../src/client/errors.js";
import type { Site } from "../../../src/protocol/index.js";
import { until } from "../../until.js";
import { dialog, hasFocus, message, offline, openChat, sendButton, type Visit, type VisitGiven, visit, write } from "./visit.js";

const attach = page.getByRole("button", { name: "Attach files" });
const tray = page.getByRole("list", { name: "Files to send" });
const isQuiet: Pick<Site, "contactForm" | "uploads"> = {
  contactForm: { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] },
  uploads: { largestBytes: 200_000, kinds: ["picture", "document"] },
};

async function shop(more: VisitGiven = {}): Promise<Visit> {
  const made = await visit({ ...more, site: { ...isQuiet, ...more.site } });
  await openChat();
  return made;
}

/** What the file dialog gives back. */
async function pick(root: ShadowRoot, ...files: File[]): Promise<void> {
  const input = await until(() => root.querySelector<HTMLInputElement>("input[type=file]"));
  input.files = transfer(files).files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function transfer(files: readonly File[], text?: string): DataTransfer {
  const made = new DataTransfer();
  for (const file of files) made.items.add(file);
  if (text !== undefined) made.setData("text/plain", text);
  return made;
}

const dragged = (type: string, dataTransfer: DataTransfer) =>
  new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true });
/** Whether the browser is kept from doing what it would: it would leave the page for the file. */
const isTaken = (target: Element, event: Event) => !target.dispatchEvent(event);
const panelOf = (root: ShadowRoot) => root.querySelector("[role=dialog]") as HTMLElement;
const drop = (root: ShadowRoot, ...files: File[]) => isTaken(panelOf(root), dragged("drop", transfer(files)));
const namesIn = (root: ShadowRoot, place = ".tray") => [...root.querySelectorAll(`${place} bdi`)].map((name) => name.textContent);
const sent = ({ backend }: Visit) =>
  backend.agent.messages().map(({ text, attachments = [] }) => [text, ...attachments.map(({ name }) => name)]);
/** Files arrive so far, and no further. */
const stallAt = ({ backend }: Visit, share: number) =>
  Object.assign(backend, {
    upload: (({ content }, onProgress, signal) => {
      onProgress(content.size * share);
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(offline)));
    }) as typeof backend.upload,
  });

test("the button is there only where the backend takes files and the site wants them, and nothing is loaded for it", async () => {
  for (const [given, isThere] of [
    [{}, true],
    [{ can: { uploads: false } }, false],
    [{ site: { uploads: undefined } }, false],
  ] satisfies [VisitGiven, boolean][]) {
    const { recado, root } = await shop(given);
    await until(() => root.querySelector("h2")?.textContent === "Flora Garden Shop");
    expect(attach.elements().length > 0).toBe(isThere);
    if (!isThere) expect(drop(root, invoice())).toBe(false);
    await recado.reset();
    recado.destroy();
  }
  expect(performance.getEntriesByType("resource").filter(({ name }) => name.includes("attachments.tsx"))).toEqual([]);
});

test("the button opens the dialog, which offers what the site takes; what is chosen goes with the next message", async () => {
  const made = await shop();
  const clicked = vi.spyOn(HTMLInputElement.prototype, "click").mockImplementation(() => {});
  await attach.click();
  await until(() => clicked.mock.contexts.length === 1);
  await attach.click();
  await until(() => clicked.mock.contexts.length === 2);
  const input = clicked.mock.contexts[0] as HTMLInputElement;
  clicked.mockRestore();
  expect(input.accept.split(",")).toEqual(expect.arrayContaining(["image/png", ".jpg", "application/pdf", ".docx"]));
  expect(input.accept).not.toMatch(/video|\.mp4|svg|html/);
  expect(input.multiple).toBe(true);
  await pick(made.root, await photo(), invoice());
  await expect.element(tray).toBeVisible();
  await hasFocus(message);
  await expect.poll(() => namesIn(made.root)).toEqual(["pot.png", "Invoice 4711.pdf"]);
  await write("It arrived like this.");
  await until(() => sent(made).length === 1);
  expect(sent(made)).toEqual([["It arrived like this.", "pot.png", "Invoice 4711.pdf"]]);
  await expect.poll(() => namesIn(made.root)).toEqual([]);
  await write("And another thing");
  await until(() => sent(made).length === 2);
  expect(sent(made)[1]).toEqual(["And another thing"]);
});

test("a file needs no words: it can be sent alone, and then nothing is left to send", async () => {
  const made = await shop();
  await expect.element(sendButton).toHaveAttribute("aria-disabled", "true");
  drop(made.root, invoice());
  await expect.element(tray).toBeVisible();
  await expect.element(sendButton).toHaveAttribute("aria-disabled", "false");
  await sendButton.click();
  await until(() => sent(made).length === 1);
  expect(sent(made)).toEqual([["", "Invoice 4711.pdf"]]);
  await expect.element(sendButton).toHaveAttribute("aria-disabled", "true");
});

test("pasted pictures are files; what was copied as words is pasted as words, whatever picture of it comes along", async () => {
  const { root } = await shop();
  const area = message.element();
  const paste = (clipboardData: DataTransfer) =>
    new ClipboardEvent("paste", { clipboardData, bubbles: true, composed: true, cancelable: true });
  expect(isTaken(area, paste(transfer([await photo("table.png")], "a\tb")))).toBe(false);
  expect(isTaken(area, paste(transfer([await photo("image.png")])))).toBe(true);
  await expect.element(tray).toBeVisible();
  await expect.poll(() => namesIn(root)).toEqual(["image.png"]);
});

test("files held over the panel are awaited there, dropped they are taken, and the page hears nothing of it", async () => {
  const { root } = await shop();
  const heard = vi.fn();
  for (const type of ["dragenter", "dragover", "drop"]) document.addEventListener(type, heard);
  const panel = panelOf(root);
  const held = setInterval(() => panel.dispatchEvent(dragged("dragover", transfer([invoice()]))), 50);
  await expect.element(page.getByText("Drop files here")).toBeVisible();
  clearInterval(held);
  expect(isTaken(panel, dragged("dragover", transfer([], "words")))).toBe(false);
  expect(isTaken(panel, dragged("dragover", transfer([invoice()])))).toBe(true);
  expect(drop(root, invoice())).toBe(true);
  await until(() => namesIn(root).length > 0 && !root.querySelector(".drop"));
  expect(heard).not.toHaveBeenCalled();
  for (const type of ["dragenter", "dragover", "drop"]) document.removeEventListener(type, heard);
});

test("what cannot be sent is said before anything is: its kind, its size, that it is empty, that there are too many", async () => {
  const made = await shop();
  const said = () =>
    [...made.root.querySelectorAll(".compose .trouble")].map(({ textContent = "" }) =>
      textContent?.replace(/[\u2068\u2069]/g, ""),
    );
  drop(made.root, new File(["MZ"], "setup.exe"), invoice("big.pdf", 200_001), new File([], "nothing.txt"), invoice("fine.pdf"));
  await until(() => said().length === 3);
  expect(said()).toEqual([
    "setup.exe cannot be sent here. Accepted: pictures and documents.",
    "big.pdf is too large: a file may have up to 200 kB.",
    "nothing.txt is empty.",
  ]);
  expect(made.root.querySelector(".compose .trouble")?.getAttribute("role")).toBe("alert");
  await expect.poll(() => namesIn(made.root)).toEqual(["fine.pdf"]);
  drop(made.root, ...Array.from({ length: 10 }, (_, n) => invoice(`${n}.pdf`)));
  await until(() => said().length === 1);
  expect(said()).toEqual(["Up to 10 files fit into one message."]);
  await expect.poll(() => namesIn(made.root)).toHaveLength(10);
  await write("All of them");
  await until(() => sent(made).length === 1 && said().length === 0);
});

test("by keyboard alone: attached, one taken out again with the focus kept near, sent", async () => {
  const made = await shop();
  const clicked = vi.spyOn(HTMLInputElement.prototype, "click").mockImplementation(() => {});
  await hasFocus(message);
  await userEvent.keyboard("{Tab}");
  await hasFocus(attach);
  await userEvent.keyboard("{Enter}");
  await until(() => clicked.mock.contexts.length === 1);
  clicked.mockRestore();
  await pick(made.root, invoice("a.pdf"), invoice("b.pdf"), invoice("c.pdf"));
  await hasFocus(message);
  const remove = (name: string) => page.getByRole("button", { name: `Remove ${name}` });
  await userEvent.keyboard("{Shift>}{Tab}{/Shift}");
  await hasFocus(remove("c.pdf"));
  await userEvent.keyboard("{Shift>}{Tab}{/Shift}");
  await userEvent.keyboard("{Enter}");
  await until(() => namesIn(made.root).join() === "a.pdf,c.pdf");
  await hasFocus(remove("a.pdf"));
  await userEvent.keyboard("{Enter}");
  await hasFocus(remove("c.pdf"));
  await userEvent.keyboard("{Enter}");
  await hasFocus(message);
  await expect.poll(() => namesIn(made.root)).toEqual([]);
});

test("how far it is can be seen and is said, once a quarter; taken back on its way it is nowhere", async () => {
  const made = await shop();
  const heard = watchVoice(made.root);
  stallAt(made, 0.6);
  drop(made.root, invoice());
  await expect.element(tray).toBeVisible();
  await expect.poll(heard).toContain("Files to send: Invoice 4711.pdf");
  await write("Here it is");
  const bar = page.getByRole("progressbar", { name: "Invoice 4711.pdf" });
  await expect.element(bar).toHaveAttribute("aria-valuenow", "60");
  await until(() => heard().includes("Invoice 4711.pdf: 50%"));
  expect(heard().filter((text) => text.includes("%"))).toHaveLength(1);
  await page.getByRole("button", { name: "Cancel" }).click();
  await until(() => !made.root.querySelector(".row.visitor"));
  expect(sent(made)).toEqual([]);
});

/** Everything that was read out. */
function watchVoice(root: ShadowRoot): () => string[] {
  const voice = root.querySelector("[data-announcer]");
  const heard: string[] = [];
  new MutationObserver(() => heard.push(voice?.textContent ?? "")).observe(voice as Element, {
    ...{ characterData: true, childList: true, subtree: true },
  });
  return () => heard;
}

test("a file that is refused says why, offers no retry, steps aside for what was written behind it, and can be taken back", async () => {
  const made = await shop();
  drop(made.root, new File(["<!doctype html>"], "notes.txt"));
  await expect.element(tray).toBeVisible();
  await write("My notes");
  await write("Did you get them?");
  await expect.element(dialog.getByText("A file of this kind is not accepted here.")).toBeVisible();
  await until(() => sent(made).length === 1);
  expect(sent(made)).toEqual([["Did you get them?"]]);
  await expect.element(page.getByRole("button", { name: "Copy" })).toBeVisible();
  expect(page.getByRole("button", { name: "Retry" }).elements()).toEqual([]);
  await page.getByRole("button", { name: "Remove" }).click();
  await until(() => made.root.querySelectorAll(".row.visitor").length === 1);
});

test("what may go another time can be tried again, with its files", async () => {
  const made = await shop();
  const { upload } = made.backend;
  made.backend.upload = () => Promise.reject(new ChatError("quota-reached", "That is more than may be sent in a day"));
  drop(made.root, invoice());
  await expect.element(tray).toBeVisible();
  await write("Here it is");
  await expect.element(dialog.getByText("That is more than can be sent in one day.")).toBeVisible();
  made.backend.upload = upload;
  await page.getByRole("button", { name: "Retry" }).click();
  await until(() => sent(made).length === 1);
  expect(sent(made)).toEqual([["Here it is", "Invoice 4711.pdf"]]);
});

test("without a connection files wait with their message, and go when it is back", async () => {
  const made = await shop();
  made.breakLine(offline);
  drop(made.root, invoice());
  await expect.element(tray).toBeVisible();
  await write("Here it is");
  await expect.element(dialog.getByText("Waiting for connection")).toBeVisible();
  made.breakLine(undefined);
  window.dispatchEvent(new Event("online"));
  await until(() => sent(made).length === 1);
  expect(sent(made)).toEqual([["Here it is", "Invoice 4711.pdf"]]);
});

/** Resolves when this has been the same for some frames. */
async function still(look: () => unknown): Promise<void> {
  for (let same = 0, before = look(); same < 5; ) {
    await new Promise(requestAnimationFrame);
    const now = look();
    same = now === before ? same + 1 : 0;
    before = now;
  }
}

test("a picture has its room from the beginning, and nothing moves when it is there", async () => {
  const made = await shop();
  await write("Where?");
  await until(() => sent(made).length === 1);
  const { root } = made;
  const where = await given(await photo("where.png"));
  // Not before its empty room was looked at.
  let appear = () => {};
  const appears = new Promise<void>((resolve) => {
    appear = resolve;
  });
  const { createImageBitmap } = window;
  vi.stubGlobal("createImageBitmap", async (...given: Parameters<typeof createImageBitmap>) => {
    await appears;
    return createImageBitmap(...given);
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  made.backend.agent.reply("There:", [where]);
  made.backend.agent.reply("Under the pot.");
  const canvas = await until(() => root.querySelector("canvas"));
  await expect.element(dialog.getByText("Under the pot.")).toBeVisible();
  const box = () => canvas.getBoundingClientRect().toJSON();
  const last = () => [...root.querySelectorAll(".row.agent")].at(-1)?.getBoundingClientRect().toJSON();
  await still(() => last()?.top);
  const before = [box(), last()];
  expect(canvas.width).toBe(300);
  appear();
  await until(() => canvas.width !== 300);
  expect([canvas.width / canvas.height, canvas.clientWidth]).toEqual([640 / 480, 240]);
  expect([box(), last()]).toEqual(before);
});

test("what is no picture after all is a file to save, in no other place than its own", async () => {
  const made = await shop();
  await write("Where?");
  await until(() => sent(made).length === 1);
  const torn = (await given(await photo("torn.png"))).content.subarray(0, 60);
  made.backend.agent.reply("", [{ name: "torn.png", content: torn }]);
  await expect.element(page.getByRole("button", { name: "torn.png 60 bytes" })).toHaveClass("file");
  expect(namesIn(made.root, ".files")).toEqual(["torn.png"]);
});

test("a file is saved from an address of some minutes, under its name, without leaving the page", async () => {
  const made = await shop();
  drop(made.root, invoice());
  await expect.element(tray).toBeVisible();
  await write("Here");
  const saved = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {});
  await page.getByRole("button", { name: "Invoice 4711.pdf 184 kB" }).click();
  const link = await until(() => saved.mock.contexts[0] as HTMLAnchorElement | undefined);
  expect([link.download, link.target, link.rel]).toEqual(["Invoice 4711.pdf", "_blank", "noopener noreferrer"]);
  expect((await (await fetch(link.href)).arrayBuffer()).byteLength).toBe(184_320);
  saved.mockRestore();
});

test("a name cannot turn itself around or hide anything: not in the tray, on its way, or where it is saved", async () => {
  const made = await shop();
  const harmless = "invoice\u202egnp.exe\u200b.pdf";
  stallAt(made, 0.5);
  drop(made.root, invoice(harmless));
  await expect.element(tray).toBeVisible();
  const seen = () => made.root.querySelector("[role=dialog]")?.outerHTML.replaceAll(/[\u2068\u2069]/g, "") ?? "";
  expect(seen()).not.toMatch(/\p{Cf}/u);
  await expect.poll(() => namesIn(made.root)).toEqual(["invoicegnp.exe.pdf"]);
  await write("Look");
  await until(() => made.root.querySelector(".bar"));
  expect(seen()).not.toMatch(/\p{Cf}/u);
});

test("files that were chosen and not sent are nobody else's after a logout", async () => {
  const made = await shop();
  drop(made.root, invoice());
  await expect.element(tray).toBeVisible();
  await made.recado.reset();
  await until(() => namesIn(made.root).length === 0);
  await write("Somebody else");
  await until(() => sent(made).length === 1);
  expect(sent(made)).toEqual([["Somebody else"]]);
});

test("in another language the words come along, also when it changes", async () => {
  const made = await visit({ site: isQuiet, settings: { lang: "de" } });
  made.recado.open();
  await page.getByRole("button", { name: "Dateien anhängen" }).hover();
  drop(made.root, new File(["MZ"], "setup.exe"), invoice());
  await expect
    .element(page.getByText(/kann hier nicht gesendet werden\. Angenommen werden: Bilder und Dokumente\./))
    .toBeVisible();
  made.recado.setLocale("fr");
  await expect.element(page.getByRole("button", { name: "Retirer Invoice 4711.pdf" })).toBeVisible();
});

test("at 320 px nothing is cut off, and everything to press is large enough", async () => {
  const made = await shop();
  await page.viewport(320, 568);
  stallAt(made, 0.5);
  const long = invoice(`${"An unusually-long_name_without_any_place_to_break_it".repeat(2)}.pdf`);
  drop(made.root, long, await photo());
  await expect.element(tray).toBeVisible();
  const panel = panelOf(made.root);
  const outside = () =>
    [...panel.querySelectorAll<HTMLElement>("*")].filter((one) => {
      const { left, right, width } = one.getBoundingClientRect();
      return width > 1 && (left < -0.5 || right > 320.5);
    });
  await expect.poll(outside).toEqual([]);
  await write("Look");
  await until(() => made.root.querySelector(".bar"));
  await expect.poll(outside).toEqual([]);
  drop(made.root, long);
  await expect.element(tray).toBeVisible();
  for (const button of panel.querySelectorAll<HTMLElement>(".tray button, .bubble button, .compose button")) {
    if (!button.checkVisibility()) continue;
    const { width, height } = button.getBoundingClientRect();
    expect([button.getAttribute("aria-label") ?? button.textContent, width >= 24 && height >= 24]).toEqual([
      expect.anything(),
      true,
    ]);
  }
});
