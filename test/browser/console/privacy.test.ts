/** The privacy part of the settings: how long conversations are kept, and everything about one address. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { type Seat, sit } from "./sit.js";

let seat: Seat;
beforeEach(async () => {
  await page.viewport(1280, 800);
  seat = sit({ at: "#/settings" });
});
afterEach(() => {
  vi.restoreAllMocks();
  return seat.leave();
});

const address = page.getByLabelText("Everything about an address");
const calls = (route: string) => seat.server.calls.filter((call) => call.route === route).map(({ body }) => body);
const find = async () => {
  await address.fill("Ana@example.com");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("2 conversations speak of Ana@example.com.")).toBeVisible();
};

test("how long conversations are kept is chosen with its sentence, saved, and taken back", async () => {
  const keep = page.getByLabelText("Keep conversations");
  await expect.element(keep).toHaveValue("");
  await keep.selectOptions("365 days");
  await expect.element(keep).toHaveAccessibleDescription(/365 days after its last message a conversation is deleted/);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect.element(page.getByText("Saved.", { exact: true })).toBeVisible();
  expect(seat.server.settings.retentionDays).toBe(365);
  await keep.selectOptions("Until somebody deletes them");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await vi.waitFor(() => expect(seat.server.settings).not.toHaveProperty("retentionDays"), 20_000);
});

test("what is kept about an address is shown, with what nobody has confirmed told apart; nothing of the settings is saved by it", async () => {
  await find();
  await expect.element(page.getByText(/7 messages/)).toHaveTextContent(/confirmed: its reader has answered/);
  await expect.element(page.getByText(/1 message ·/)).toHaveTextContent(/typed, never confirmed/);
  await expect.element(page.getByText(/Anybody can type an address/)).toBeVisible();
  await expect.element(page.getByRole("link", { name: "Ana" })).toHaveAttribute("href", "#/conversation/ana");
  expect(calls("saveSettings")).toEqual([]);
});

test("it is saved as a page and as JSON, under the address's name", async () => {
  const files: { name: string; type: string; content: Promise<string> }[] = [];
  const blobs = new Map<string, Blob>();
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    blobs.set(`blob:${blobs.size}`, blob as Blob);
    return `blob:${blobs.size - 1}`;
  });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    const blob = blobs.get(this.href) ?? new Blob();
    files.push({ name: this.download, type: blob.type, content: blob.text() });
  });
  await find();
  await page.getByRole("button", { name: "Save as a page" }).click();
  await page.getByRole("button", { name: "Save as JSON" }).click();
  await vi.waitFor(() => expect(files).toHaveLength(2), 20_000);
  const all = await Promise.all(files.map(async ({ content, ...file }) => ({ ...file, content: await content })));
  expect(all).toEqual([
    { name: "Ana@example.com.html", type: "text/html;charset=utf-8", content: "Ana@example.com as html" },
    { name: "Ana@example.com.json", type: "application/json", content: "Ana@example.com as json" },
  ]);
});

test("nothing is deleted before a question is answered, whose harmless answer has the focus; then what was shown is", async () => {
  await find();
  const erase = page.getByRole("button", { name: "Delete all of it…" });
  await erase.click();
  const question = page.getByRole("group", { name: "Delete 2 conversations of Ana@example.com?" });
  await expect.element(question.getByRole("button", { name: "Cancel" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(question).not.toBeInTheDocument();
  expect(calls("eraseAddress")).toEqual([]);
  await erase.click();
  await question.getByRole("button", { name: "Delete", exact: true }).click();
  await expect.element(page.getByText("2 conversations of Ana@example.com deleted.")).toBeVisible();
  expect(calls("eraseAddress")).toEqual([{ email: "Ana@example.com", conversations: ["ana", "somebody"] }]);
});

test("what is no address is said at the field, and a server that says no in its words", async () => {
  await address.fill("ana");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await expect.element(address).toHaveFocus();
  expect(calls("findAddress")).toEqual([]);
  seat.server.obstruct("findAddress", { refuse: "unavailable", message: "Come back later" });
  await address.fill("ana@example.com");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await expect.element(address).toHaveAccessibleDescription(/That did not work: Come back later/);
});
