import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { until } from "../../until.js";
import { serverFake } from "./server-fake.js";
import { type Seat, sit } from "./sit.js";

let seat: Seat;
beforeEach(() => page.viewport(1280, 800));
afterEach(() => seat.leave());

const reply = page.getByRole("textbox", { name: "Reply" });
const send = page.getByRole("button", { name: "Send", exact: true });
const log = page.getByRole("log");
const row = (name: string) => page.getByRole("link", { name: new RegExp(name) });
const sent = () =>
  seat.server.calls.filter(({ route }) => route === "reply").map(({ body }) => body as { id: string; text: string });

test("from the inbox to a conversation, a reply, and what became of it", async () => {
  seat = sit();
  await row("Ana").click();
  await expect.element(log).toHaveTextContent(/My order 4711/);
  await expect.element(page.getByText("Contact form filled: ana@example.com · Ana")).toBeVisible();
  await expect.element(page.getByText(/^forwarded to ana@example.com (\w+ )?\d\d:\d\d$/)).toBeVisible();

  await reply.fill("It is on its way: number 4712.");
  await send.click();
  const bubble = log.getByText("It is on its way: number 4712.");
  await expect.element(bubble).toBeVisible();
  await expect.element(reply).toHaveValue("");
  await expect.element(reply).toHaveFocus();
  await until(() => !log.element().textContent?.includes("Sending…"));
  await expect.element(page.getByRole("status").filter({ hasText: /^Sent$/ })).toBeInTheDocument();

  const seen = () => log.getByText("Seen", { exact: true }).elements().length;
  expect(seen()).toBe(1);
  seat.server.change("ana", { readUpTo: 6 });
  await until(() => seen() === 3);
  seat.server.change("ana", { readUpTo: 5, deliveries: [{ seq: 6, state: "sent", to: "ana@example.com", at: Date.now() }] });
  await expect.element(page.getByText(/^forwarded to ana@example.com (\w+ )?\d\d:\d\d$/)).toBeVisible();
  expect(bubble.elements()).toHaveLength(1);
});

test("a reply is on screen before the server has it, and one bubble ever after", async () => {
  seat = sit({ at: "#/conversation/ana" });
  let release = () => {};
  seat.server.obstruct("reply", { until: new Promise((resolve) => (release = resolve)) });
  await reply.fill("Thank you!");
  await userEvent.keyboard("{Enter}");
  await expect.element(log.getByText("Sending…")).toBeVisible();
  const most = watchCount("Thank you!");
  release();
  await until(() => seat.server.views.get("ana")?.latest === 6);
  await until(() => !log.element().textContent?.includes("Sending…"));
  expect(most()).toBe(1);
});

test("a reply whose answer was lost is kept, tried again under the same id, and stored once", async () => {
  seat = sit({ at: "#/conversation/ana" });
  await reply.fill("Thank you!");
  // Neither the answer nor the news of it comes through.
  seat.server.obstruct("conversation", "offline");
  seat.server.obstruct("reply", "answer-lost");
  await send.click();
  await expect.element(log.getByText("Not sent.")).toBeVisible();
  await expect.element(log.getByText("Thank you!")).toBeVisible();
  seat.server.obstruct("reply", undefined);
  await page.getByRole("button", { name: "Retry" }).click();
  seat.server.obstruct("conversation", undefined);
  await until(() => sent().length === 2);
  await until(() => !/Not sent\.|Sending…/.test(log.element().textContent ?? ""));
  expect(new Set(sent().map(({ id }) => id)).size).toBe(1);
  expect(sent()).toHaveLength(2);
  expect(log.getByText("Thank you!").elements()).toHaveLength(1);
  expect(seat.server.views.get("ana")?.latest).toBe(6);
});

test("a refused reply says why and can be discarded", async () => {
  seat = sit({ at: "#/conversation/ana" });
  seat.server.obstruct("reply", { refuse: "rate-limited", message: "Too many replies at once." });
  await reply.fill("Thank you!");
  await send.click();
  await expect.element(log.getByText("Too many replies at once.")).toBeVisible();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect.element(log.getByText("Thank you!")).not.toBeInTheDocument();
});

test("two quick replies leave one after the other, in the order written", async () => {
  seat = sit({ at: "#/conversation/ana" });
  let release = () => {};
  seat.server.obstruct("reply", { until: new Promise((resolve) => (release = resolve)) });
  await reply.fill("First.");
  await userEvent.keyboard("{Enter}");
  await reply.fill("Second.");
  await userEvent.keyboard("{Enter}");
  await expect.element(log.getByText("Second.")).toBeVisible();
  expect(sent().map(({ text }) => text)).toEqual(["First."]);
  seat.server.obstruct("reply", undefined);
  release();
  await until(() => seat.server.views.get("ana")?.latest === 7);
  expect(
    seat.server.views
      .get("ana")
      ?.messages.slice(-2)
      .map(({ text }) => text),
  ).toEqual(["First.", "Second."]);
});

test("a reload finds the draft, and a reply that was on its way as not sent", async () => {
  seat = sit({ at: "#/conversation/ana" });
  seat.server.obstruct("reply", { until: new Promise(() => {}) });
  await reply.fill("On its way.");
  await userEvent.keyboard("{Enter}");
  await reply.fill("Half a sen");
  await expect.element(log.getByText("Sending…")).toBeVisible();
  seat.reload();
  await expect.element(log.getByText("Not sent.")).toBeVisible();
  await expect.element(log.getByText("On its way.")).toBeVisible();
  await expect.element(reply).toHaveValue("Half a sen");
});

test("every conversation keeps its own draft", async () => {
  seat = sit({ at: "#/conversation/ana" });
  await reply.fill("Dear Ana");
  await row("João").click();
  await expect.element(reply).toHaveValue("");
  await reply.fill("Caro João");
  await row("Ana").click();
  await expect.element(reply).toHaveValue("Dear Ana");
  await row("João").click();
  await expect.element(reply).toHaveValue("Caro João");
});

test("Enter sends, Shift+Enter breaks the line, and Enter that ends a composition does neither", async () => {
  seat = sit({ at: "#/conversation/ana" });
  await reply.click();
  await userEvent.keyboard("One{Shift>}{Enter}{/Shift}two");
  await expect.element(reply).toHaveValue("One\ntwo");
  const box = reply.element();
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true }));
  // Safari's sign of the same.
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true }));
  await expect.element(reply).toHaveValue("One\ntwo");
  await userEvent.keyboard("{Enter}");
  await until(() => sent().length === 1);
  expect(sent()[0]?.text).toBe("One\ntwo");
  await userEvent.keyboard("   {Enter}");
  expect(sent()).toHaveLength(1);
});

test("a reply longer than the server takes is said to be too long, and stays", async () => {
  seat = sit({ at: "#/conversation/ana" });
  await reply.fill("x".repeat(4_003));
  await send.click();
  await expect.element(page.getByText("3 characters too long")).toBeVisible();
  expect(sent()).toEqual([]);
  await expect.element(reply).toHaveValue("x".repeat(4_003));
});

test("opening a conversation marks it read, but not while nobody looks at the page", async () => {
  let visibility: DocumentVisibilityState = "hidden";
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => visibility });
  try {
    seat = sit({ at: "#/conversation/v-lisbon" });
    await expect.element(log).toHaveTextContent(/Azores/);
    await expect.element(row("Visitor")).toHaveAccessibleName(/1 unread/);
    const reads = () => seat.server.calls.filter(({ route }) => route === "agentRead");
    expect(reads()).toEqual([]);
    visibility = "visible";
    document.dispatchEvent(new Event("visibilitychange"));
    await until(() => reads().length === 1);
    expect(reads()[0]).toEqual({ route: "agentRead", id: "v-lisbon", body: { upTo: 1 } });
    await expect.element(row("Visitor")).not.toHaveAccessibleName(/unread/);
  } finally {
    Reflect.deleteProperty(document, "visibilityState");
  }
});

test("a message that arrives is shown, read aloud once, and read", async () => {
  seat = sit({ at: "#/conversation/ana" });
  await expect.element(log).toHaveTextContent(/30 cm/);
  seat.server.emit({ type: "typing", id: "ana", on: true });
  await expect.element(log.getByText("Ana is writing…")).toBeVisible();
  seat.server.emit({ type: "typing", id: "ana", on: false });
  seat.server.say("ana", { by: "visitor", text: "Wonderful!" });
  await expect.element(log.getByText("Wonderful!")).toBeVisible();
  await expect.element(log.getByText("Ana is writing…")).not.toBeInTheDocument();
  await expect.element(page.getByRole("status").filter({ hasText: "Ana: Wonderful!" })).toBeInTheDocument();
  expect(log.element().getAttribute("aria-live")).toBe("off");
  await until(() => seat.server.views.get("ana")?.agentsReadUpTo === 6);
});

test("the agent's typing is told while it goes on and when the reply is out", async () => {
  seat = sit({ at: "#/conversation/ana" });
  await reply.click();
  await userEvent.keyboard("Hello{Enter}");
  const told = () =>
    seat.server.calls.filter(({ route }) => route === "agentTyping").map(({ body }) => (body as { on: boolean }).on);
  await until(() => told().includes(false));
  // Told again where the typing took long; that it is over, once.
  expect(told().at(0)).toBe(true);
  expect(told().filter((on) => !on)).toEqual([false]);
  expect(told().at(-1)).toBe(false);
});

test("the sentence below the composer counts down to the mail and asks what came of it", async () => {
  seat = sit({ at: "#/conversation/ana" });
  // Every sentence that was there, not the one a look happens upon: each stands for a second.
  const told: number[] = [];
  const watch = new MutationObserver(() => {
    const [, seconds] = /Unread replies go to ana@example.com in (\d) s\./.exec(document.body.textContent) ?? [];
    if (seconds !== undefined && Number(seconds) !== told.at(-1)) told.push(Number(seconds));
  });
  watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  onTestFinished(() => watch.disconnect());
  seat.server.change("ana", { plan: { do: "wait", until: Date.now() + 9_500, because: "away" } });
  await expect.element(page.getByText(/are going to ana@example.com now/)).toBeVisible();
  expect(told.length).toBeGreaterThan(1);
  expect(told).toEqual([...new Set(told)].sort((a, b) => b - a));
  const asked = () => seat.server.calls.filter(({ route }) => route === "conversation").length;
  const before = asked();
  await until(() => asked() > before);
});

test("a conversation can be closed, and a reply opens it again", async () => {
  seat = sit({ at: "#/conversation/ana" });
  await page.getByRole("button", { name: "Close conversation" }).click();
  await expect.element(page.getByText(/^Closed\. A reply opens it again\./)).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Closed 2" })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Close conversation" })).not.toBeInTheDocument();
});

test("a conversation that could not be closed stays open and says why", async () => {
  seat = sit({ at: "#/conversation/ana" });
  seat.server.obstruct("close", { refuse: "internal", message: "The database is away." });
  await page.getByRole("button", { name: "Close conversation" }).click();
  await expect.element(page.getByText("Not closed: The database is away.")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Close conversation" })).toBeVisible();
});

test("a conversation that does not exist is told as such, once, without asking for ever", async () => {
  seat = sit({ at: "#/conversation/nobody" });
  await expect.element(page.getByText("There is no such conversation")).toBeVisible();
  expect(seat.server.calls.filter(({ id }) => id === "nobody").length).toBeLessThan(4);
});

test("the details say as whom the host's own page knows a signed-in user, and of nobody else", async () => {
  seat = sit({ at: "#/conversation/ana" });
  const details = page.getByRole("complementary", { name: "Details" });
  await expect.element(details.getByText("Contact", { exact: true })).toBeVisible();
  expect(details.getByText("Signed in as").query()).toBeNull();
  seat.server.change("ana", { signedIn: { subject: "4711", email: "ana@example.com", name: "Ana Sousa" } });
  await expect.element(details.getByText("Ana Sousa (4711)")).toBeVisible();
  seat.server.change("ana", { signedIn: { subject: "4711" } });
  await expect.element(details.getByText("4711", { exact: true })).toBeVisible();
});

test("the details tell the contact, what was read and what was forwarded", async () => {
  seat = sit({ at: "#/conversation/ana" });
  const details = page.getByRole("complementary", { name: "Details" });
  await expect.element(details.getByText("confirmed", { exact: true })).toBeVisible();
  await expect.element(details).toHaveTextContent(/1 reply, (\w+ )?\d\d:\d\d/);
  await expect.element(details).toHaveTextContent(/\/orders\/4711/);
  seat.server.change("ana", {
    address: { email: "ana@example.com", state: "suppressed" },
    plan: { do: "nothing", because: "address-suppressed" },
  });
  await expect.element(details).toHaveTextContent(/the address takes no mail/);
});

test("what stands under a reply answers why it was mailed or not, in a sentence, when asked", async () => {
  seat = sit({ at: "#/conversation/ana" });
  const forwarded = log.getByRole("button", { name: /^forwarded to ana@example.com/ });
  await expect.element(forwarded).toHaveAttribute("aria-expanded", "false");
  await forwarded.click();
  await expect.element(log.getByText(/because it was unread and they were away\.$/)).toBeVisible();
  await log.getByRole("button", { name: "Seen" }).click();
  await expect.element(log.getByText("Not mailed: it was read in the chat first.")).toBeVisible();
  await forwarded.click();
  await expect.element(log.getByText(/because it was unread/)).not.toBeInTheDocument();
});

test("a mail that failed is sent again by a button, which says so when it could not", async () => {
  seat = sit({ at: "#/conversation/ana" });
  const deliveries = [{ seq: 5, state: "failed" as const, to: "ana@example.com", at: Date.now(), reason: "550 5.7.1 No" }];
  seat.server.change("ana", { deliveries });
  const again = log.getByRole("button", { name: "Send again" });
  await expect.element(log.getByText("not delivered to ana@example.com: 550 5.7.1 No")).toBeVisible();
  seat.server.obstruct("sendAgain", { refuse: "internal", message: "The database is away." });
  await again.click();
  await expect.element(log.getByText("Not sent again: The database is away.")).toBeVisible();
  seat.server.obstruct("sendAgain", undefined);
  await again.click();
  await until(() => seat.server.calls.filter(({ route }) => route === "sendAgain").length === 2);
  expect(seat.server.calls.filter(({ route }) => route === "sendAgain").at(-1)).toMatchObject({ id: "ana", body: { seq: 5 } });
  const verdicts = [{ seq: 5, do: "wait" as const, until: Date.now() + 600_000, because: "gap" }];
  seat.server.change("ana", { deliveries: [], verdicts });
  await expect.element(log.getByRole("button", { name: /^goes to ana@example.com at/ })).toBeVisible();
  await expect.element(again).not.toBeInTheDocument();
});

test("the decision log is fetched when somebody opens it, and follows the conversation while it is open", async () => {
  seat = sit({ at: "#/conversation/ana" });
  const details = page.getByRole("complementary", { name: "Details" });
  await expect.element(details.getByText("Decision log")).toBeVisible();
  const asked = () => seat.server.calls.filter(({ route }) => route === "decisions").length;
  expect(asked()).toBe(0);
  await details.getByText("Decision log").click();
  await expect.element(details.getByText("Mail 1 reply: unread and away")).toBeVisible();
  const before = asked();
  seat.server.emit({ type: "conversation", id: "ana" });
  await until(() => asked() > before);
});

test("what visitors write stays text; links open elsewhere and tell nobody where they were found", async () => {
  seat = sit({ at: "#/conversation/ana" });
  const nasty = '<img src=x onerror="document.title=1"> <b>bold</b> javascript:alert(1)';
  seat.server.say("ana", { by: "visitor", text: `${nasty} https://flora.example/a` });
  seat.server.change("ana", { contact: { name: "<i>Ana</i>", email: "ana@example.com" } });
  await expect.element(page.getByRole("heading", { name: "<i>Ana</i>" }).first()).toBeVisible();
  await until(() => log.element().textContent?.includes(nasty));
  expect(seat.page.querySelector("img, b, i, script")).toBeNull();
  const link = log.getByRole("link", { name: "https://flora.example/a" }).element();
  expect(link.getAttribute("rel")).toBe("noopener noreferrer nofollow ugc");
  expect(link.getAttribute("target")).toBe("_blank");
});

test("a mail as long as a book is folded until somebody asks for it", async () => {
  seat = sit({ at: "#/conversation/ana" });
  seat.server.say("ana", { by: "visitor", channel: "email", text: `${"word ".repeat(8_000)}The end.` });
  await page.getByRole("button", { name: "Show all of it" }).click();
  await expect.element(log).toHaveTextContent(/The end\./);
});

test("a conversation whose beginning is not here says so", async () => {
  seat = sit({ at: "#/conversation/ana" });
  await expect.element(log).toHaveTextContent(/30 cm/);
  expect(log.element().textContent).not.toContain("Earlier messages");
  seat.server.change("ana", { messages: seat.server.views.get("ana")?.messages.slice(2) ?? [] });
  await expect.element(log.getByText("Earlier messages are not shown here.")).toBeVisible();
});

test("who reads further up is not pulled down; a button says that there is more", async () => {
  seat = sit({ at: "#/conversation/ana" });
  for (let n = 0; n < 30; n += 1) seat.server.say("ana", { by: "visitor", text: `Line ${n}` });
  await expect.element(log.getByText("Line 29")).toBeInViewport();
  const box = log.element();
  box.scrollTop = 0;
  box.dispatchEvent(new Event("scroll"));
  seat.server.say("ana", { by: "visitor", text: "And one more thing" });
  const more = page.getByRole("button", { name: "New messages" });
  await expect.element(more).toBeVisible();
  expect(box.scrollTop).toBe(0);
  await more.click();
  await expect.element(log.getByText("And one more thing")).toBeInViewport();
  await expect.element(more).not.toBeInTheDocument();
});

/** The most bubbles with this text that were on screen at once, from now on. */
function watchCount(text: string): () => number {
  let most = 0;
  const look = () => {
    most = Math.max(most, log.getByText(text, { exact: true }).elements().length);
  };
  look();
  new MutationObserver(look).observe(seat.page, { subtree: true, childList: true, characterData: true });
  return () => most;
}

test("a visitor's files stand with their message: a picture in the room it will take, anything else to save", async () => {
  seat = sit({ at: "#/conversation/ana" });
  await expect.element(log).toHaveTextContent(/My order 4711/);
  const [picture, file] = ["a".repeat(32), "b".repeat(32)];
  seat.server.say("ana", {
    by: "visitor",
    text: "",
    attachments: [
      { id: picture, name: "pot.png", type: "image/png", bytes: 84_000, width: 640, height: 480 },
      { id: file, name: "bill.pdf", type: "application/pdf", bytes: 1_200_000 },
    ],
  });
  const shown = page.getByRole("img", { name: "pot.png" });
  await expect.element(shown).toBeInTheDocument();
  const { width, height } = shown.element().getBoundingClientRect();
  expect(width / height).toBeCloseTo(4 / 3, 1);
  expect(width).toBeGreaterThan(100);
  await expect.element(shown).toHaveAttribute("src", `/v1/agent/conversations/ana/attachments/${picture}`);
  const saved = page.getByRole("link", { name: "bill.pdf", exact: true });
  await expect.element(saved).toHaveAttribute("download", "bill.pdf");
  await expect.element(log).toHaveTextContent(/1\.2\sMB/);
  // In the list they are what was said last.
  await expect.element(row("pot.png, bill.pdf")).toBeInTheDocument();
});

test("quick replies go with the reply, one a line, and stand under its bubble; what cannot be offered keeps all of it here", async () => {
  seat = sit({ at: "#/conversation/ana" });
  await page.getByRole("button", { name: "Offer quick replies" }).click();
  const offers = page.getByRole("textbox", { name: "Quick replies" });
  await offers.fill("30 cm\n30 cm");
  await reply.fill("Which size?");
  await send.click();
  await expect.element(page.getByText("Please: up to 4, each once", { exact: false })).toBeVisible();
  expect(sent()).toEqual([]);
  await expect.element(reply).toHaveValue("Which size?");
  await offers.fill(" 30 cm \n\n40 cm");
  await send.click();
  await until(() => sent().length === 1);
  expect(sent()[0]).toMatchObject({ text: "Which size?", quickReplies: ["30 cm", "40 cm"] });
  await expect.element(log.getByText("Quick replies:")).toBeVisible();
  await expect.element(log.getByText("40 cm")).toBeVisible();
  await expect.element(offers).not.toBeInTheDocument();
});

test("how the visitor found it stands in the line that closed the conversation", async () => {
  seat = sit({ at: "#/conversation/ana" });
  await expect.element(log).toHaveTextContent(/My order 4711/);
  const news = { kind: "closed", rating: { score: "bad", comment: "Too slow" } } as const;
  seat.server.say("ana", { by: "system", text: "", news });
  await expect.element(log.getByText("Conversation closed · the visitor found it not good: “Too slow”")).toBeVisible();
});

const attach = page.getByRole("button", { name: "Attach files" });
const chosen = page.getByRole("list", { name: "Files to send" });
const pdf = (name = "Label.pdf", bytes = 200_000) =>
  new File(["%PDF-1.7 ", new Uint8Array(bytes - 9)], name, { type: "application/pdf" });

function offered(files: readonly File[]): DataTransfer {
  const made = new DataTransfer();
  for (const file of files) made.items.add(file);
  return made;
}
/** Whether the browser is kept from leaving the page for them. */
function letGo(...files: File[]): boolean {
  const event = new DragEvent("drop", { dataTransfer: offered(files), bubbles: true, cancelable: true });
  return !reply.element().dispatchEvent(event);
}
const taking = () => {
  const server = serverFake();
  server.me = { ...server.me, uploads: { kinds: ["picture", "document", "media"], largestBytes: 250_000 } };
  return server;
};

test("files go with a reply: chosen, pasted or dropped, brought first, and named by it; where none are taken there is no button, and the page stays", async () => {
  seat = sit({ at: "#/conversation/ana" });
  await expect.element(reply).toBeVisible();
  expect(attach.elements()).toEqual([]);
  expect(letGo(pdf())).toBe(true);
  expect(chosen.elements()).toEqual([]);
  seat.leave();
  // An account elsewhere is sent words alone, whatever the site takes.
  seat = sit({ at: "#/conversation/marta", server: taking() });
  await expect.element(reply).toBeVisible();
  expect(attach.elements()).toEqual([]);
  location.hash = "#/conversation/ana";
  await expect.element(attach).toBeVisible();
  seat.leave();
  seat = sit({ at: "#/conversation/ana", server: taking() });
  const clicked = vi.spyOn(HTMLInputElement.prototype, "click").mockImplementation(() => {});
  await attach.click();
  const input = await until(() => clicked.mock.contexts[0] as HTMLInputElement | undefined);
  clicked.mockRestore();
  expect(input.accept).toContain("application/pdf");
  input.files = offered([pdf("a.pdf")]).files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  await expect.element(chosen).toHaveTextContent("a.pdf");
  await expect.element(reply).toHaveFocus();
  letGo(pdf("b.pdf"), pdf("large.pdf", 250_001), new File(["MZ"], "setup.exe"));
  await expect.element(page.getByText("large.pdf is too large: a file may have up to 250 kB.")).toBeVisible();
  await expect.element(page.getByText(/^setup\.exe cannot be sent/)).toBeVisible();
  const clipboardData = offered([new File(["x"], "image.png", { type: "image/png" })]);
  reply.element().dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  await expect.element(chosen).toHaveTextContent(/a\.pdf.*b\.pdf.*image\.png/);
  await page.getByRole("button", { name: "Remove b.pdf" }).click();
  await expect.element(reply).toHaveFocus();
  // Without a word, too.
  await userEvent.keyboard("{Enter}");
  await until(() => sent().length === 1);
  const [body] = seat.server.calls
    .filter(({ route }) => route === "reply")
    .map(({ body }) => body as { text: string; files: string[] });
  expect(body).toMatchObject({ text: "", files: [expect.any(String), expect.any(String)] });
  const routes = seat.server.calls.map(({ route }) => route).filter((route) => /Upload|^reply$/.test(route));
  expect(routes).toEqual(["agentBeginUpload", "agentUpload", "agentBeginUpload", "agentUpload", "reply"]);
  await expect.element(chosen).not.toBeInTheDocument();
  await until(() => !log.element().textContent?.includes("Sending…"));
});

test("files chosen for one conversation stay with it", async () => {
  seat = sit({ at: "#/conversation/ana", server: taking() });
  await expect.element(attach).toBeVisible();
  letGo(pdf());
  await expect.element(chosen).toBeVisible();
  location.hash = "#/conversation/joao";
  await until(() => chosen.elements().length === 0);
  location.hash = "#/conversation/ana";
  await expect.element(chosen).toHaveTextContent("Label.pdf");
});

test("a file on its way can be seen to be, and taken back; what was refused says why and is kept", async () => {
  seat = sit({ at: "#/conversation/ana", server: taking() });
  await expect.element(attach).toBeVisible();
  seat.server.obstruct("agentUpload", { until: new Promise(() => {}) });
  letGo(pdf());
  await reply.fill("The label:");
  await send.click();
  await expect.element(log.getByRole("progressbar", { name: "Label.pdf" })).toBeVisible();
  await log.getByRole("button", { name: "Cancel" }).click();
  await until(() => !log.element().textContent?.includes("The label:"));
  seat.server.obstruct("agentUpload", { refuse: "kind-refused", message: "Files of this kind are not taken here" });
  letGo(pdf());
  await reply.fill("Once more:");
  await send.click();
  await expect.element(log.getByText("Files of this kind are not taken here")).toBeVisible();
  expect(sent()).toEqual([]);
  seat.server.obstruct("agentUpload", undefined);
  await log.getByRole("button", { name: "Retry" }).click();
  await until(() => sent().length === 1);
});

test("after a reload a reply says which of its files must be attached again, and loses nothing else", async () => {
  seat = sit({ at: "#/conversation/ana", server: taking() });
  await expect.element(attach).toBeVisible();
  seat.server.obstruct("agentUpload", { until: new Promise(() => {}) });
  letGo(pdf());
  await reply.fill("The label:");
  await send.click();
  await expect.element(log.getByRole("progressbar")).toBeVisible();
  seat.reload();
  await expect.element(log.getByText("It was interrupted.")).toBeVisible();
  await log.getByRole("button", { name: "Retry" }).click();
  await expect.element(log.getByText("Label.pdf was not sent completely: please attach it again.")).toBeVisible();
  expect(sent()).toEqual([]);
});
