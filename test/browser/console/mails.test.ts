/** Mails on the desk: who may have written them, "This is Ana", and the original. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import type { ReceivedMail } from "../../../src/protocol/index.js";
import { until } from "../../until.js";
import { type Seat, sit } from "./sit.js";

let seat: Seat;
beforeEach(() => page.viewport(1280, 800));
afterEach(() => seat.leave());

const MAIL: ReceivedMail = {
  id: "mail-1",
  standing: "unconfirmed",
  because: "other-sender",
  at: Date.now() - 60_000,
  from: "Ana <ana.private@example.com>",
  subject: "Re: Your conversation with Flora Garden Shop",
  text: "It is me, from the other address.",
  files: ["pot.jpg", "bill.pdf"],
};
const log = page.getByRole("log");
const card = page.getByRole("region", { name: "A mail from Ana <ana.private@example.com>, not confirmed" });
const isMe = card.getByRole("button", { name: "This is Ana" });

async function openWith(...mails: ReceivedMail[]): Promise<void> {
  seat = sit();
  seat.server.change("ana", { mails, unconfirmed: mails.filter(({ standing }) => standing === "unconfirmed").length });
  await page.getByRole("link", { name: /Ana/ }).click();
  await expect.element(log).toHaveTextContent(/My order 4711/);
}

test("a mail that may be anybody's stands beside the conversation, says why, and what came with it", async () => {
  await openWith(MAIL);
  await expect.element(card).toHaveTextContent(/another address than the one we wrote to/);
  await expect.element(card).toHaveTextContent(/It is me, from the other address\./);
  await expect.element(card).toHaveTextContent(/2 attachments only in the original: pot\.jpg, bill\.pdf/);
  await expect
    .element(card.getByRole("link", { name: "Show the original" }))
    .toHaveAttribute("href", "/v1/agent/conversations/ana/mails/mail-1/original");
  await expect.element(page.getByRole("link", { name: /Ana.*1 mail to confirm/ })).toBeVisible();
});

test("its files are saved one by one, under the names the server gave them; what is not kept is in the original", async () => {
  const id = "0123456789abcdef0123456789abcdef";
  const attachments = [
    { id, name: "pot.jpg", type: "image/jpeg", bytes: 84_000 },
    { id: id.replace("0", "f"), name: "bill.pdf", type: "application/pdf", bytes: 1_250_000 },
  ];
  const left = Array.from({ length: 12 }, (_, n) => `page${n}.html`);
  await openWith({ ...MAIL, attachments, files: left });
  const file = card.getByRole("link", { name: "pot.jpg" });
  await expect.element(file).toHaveAttribute("href", `/v1/agent/conversations/ana/attachments/${id}`);
  await expect.element(file).toHaveAttribute("download", "pot.jpg");
  await expect.element(card).toHaveTextContent(/pot\.jpg 84 kB.*bill\.pdf 1\.3 MB/);
  await expect.element(card).toHaveTextContent(/12 attachments only in the original: page0\.html.*page9\.html and 2 more/);
  await isMe.click();
  await until(() => card.elements().length === 0);
  await expect.element(log.getByRole("link", { name: "pot.jpg" })).toBeVisible();
});

test("one press makes it hers: a message by e-mail, and no card any more", async () => {
  await openWith(MAIL);
  await isMe.click();
  await until(() => card.elements().length === 0);
  expect(log.getByText(MAIL.text).elements()).toHaveLength(1);
  await expect.element(log.getByText("by e-mail")).toBeVisible();
  await expect.element(log).toHaveTextContent(/2 attachments only in the original/);
  expect(seat.server.calls.filter(({ route }) => route === "vouch")).toHaveLength(1);
});

test("when the server does not take it the card stays and says so", async () => {
  await openWith(MAIL);
  seat.server.obstruct("vouch", { refuse: "not-found", message: "There is no unconfirmed mail with this id" });
  await isMe.click();
  await expect.element(card.getByRole("alert")).toHaveTextContent("Not accepted: There is no unconfirmed mail with this id");
  seat.server.obstruct("vouch", undefined);
  await isMe.click();
  await until(() => card.elements().length === 0);
});

test("a machine's mail is shown as one, and there is nothing to say of it", async () => {
  await openWith({ ...MAIL, standing: "automatic", because: "auto-submitted", text: "I am away until Monday.", files: [] });
  const automatic = page.getByRole("region", { name: /^Automatic mail from Ana/ });
  await expect.element(automatic).toHaveTextContent(/I am away until Monday\./);
  expect(automatic.getByRole("button").elements()).toHaveLength(0);
});

test("an agent's mail that nobody could vouch for waits for a colleague, and is said to be theirs", async () => {
  await openWith({ ...MAIL, agent: { id: "agent-2", name: "Tom" }, from: "tom@home.example" });
  const toms = page.getByRole("region", { name: "A mail from tom@home.example, not confirmed" });
  await toms.getByRole("button", { name: "This is Tom" }).click();
  await until(() => toms.elements().length === 0);
  await expect.element(log).toHaveTextContent(/It is me, from the other address\..*Tom.*by e-mail/);
});
