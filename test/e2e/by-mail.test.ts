/** A site run without ever opening the console: the agent has a mailbox and nothing else, the visitor a browser. Real server, real SMTP. */
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromium } from "../chromium.js";
import { until } from "../until.js";
import { ANSWER_MS, type Demo, dataFolder, header, type Mail, mailsTo, startDemo } from "./demo.js";
import { count, giveEmail, newVisitor, type Visitor } from "./people.js";

const AMELIE = "amelie@flora.example";
const BIA = "bia@gmail.com";
const QUESTION = "My order arrived with a broken pot.";

let demo: Demo;
let browser: Browser;
let folder: Awaited<ReturnType<typeof dataFolder>>;
let bia: Visitor;
/** To the agent, about this visitor: the demo's own sample is not hers. */
let mail: Mail;

beforeAll(async () => {
  folder = await dataFolder();
  demo = await startDemo({ dataDir: folder.path });
  browser = await playwright.launch(await chromium());
});
afterAll(async () => {
  await browser?.close();
  expect(await demo?.stop()).toBe(0);
  await folder?.remove();
});

const mailWith = (to: string, text: string) =>
  until(async () => (await mailsTo(demo, to)).find((one) => one.text.includes(text)), 60_000);

/** Presses "Reply" in the mailbox: the answer quotes all of the mail and goes out by SMTP, signed by its provider. */
async function answer({ name }: Mail, text: string): Promise<string> {
  const answered = await fetch(`${demo.inbox}/${name}`, {
    method: "POST",
    body: new URLSearchParams({ text }),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  return /The other mail server said: ([^<]*)/.exec(await answered.text())?.[1] ?? "";
}

test("nobody is there: what the visitor writes is in the agent's mailbox, with who she is and where she was", async () => {
  bia = await newVisitor(browser, `${demo.shop}/olive-tree`);
  await bia.openChat();
  await bia.write(QUESTION);
  await giveEmail(bia, BIA);
  mail = await mailWith(AMELIE, QUESTION);
  expect(mail.from.name).toBe("A visitor via Flora Garden Shop");
  for (const told of [BIA, `${demo.shop}/olive-tree`, "You can simply reply to this e-mail"]) expect(mail.text).toContain(told);
});

test("the agent answers the mail: the visitor sees the reply at once, in the agent's name, and nothing of what it quotes", async () => {
  expect(await answer(mail, "We will send you a new pot today.")).toMatch(/^250 /);
  const reply = bia.panel.getByText("We will send you a new pot today.", { exact: true });
  await reply.waitFor();
  expect(await count(reply)).toBe(1);
  await bia.panel.getByText("Amélie").last().waitFor();
});

test("she writes again: that comes to the mailbox in the same thread, soon and without what it has already", async () => {
  await bia.write("Thank you! Could it be the blue one?");
  const next = await mailWith(AMELIE, "Could it be the blue one?");
  expect(next.subject).toBe(`Re: ${mail.subject}`);
  expect(header(next, "references")).toContain(header(mail, "message-id"));
  expect(next.text).not.toContain(QUESTION);
  mail = next;
});

test("she has left: the agent's next answer is forwarded to her, and hers comes back to the agent", async () => {
  expect(bia.complaints).toEqual([]);
  await bia.leave();
  expect(await answer(mail, "Of course, the blue one.")).toMatch(/^250 /);
  const forwarded = await mailWith(BIA, "Of course, the blue one.");
  expect(forwarded.from.name).toBe("Amélie at Flora Garden Shop");
  expect(await answer(forwarded, "Wonderful.")).toMatch(/^250 /);
  expect((await mailWith(AMELIE, "Wonderful.")).subject).toBe(mail.subject);
});

test("each of these was mailed once", async () => {
  const texts = (await mailsTo(demo, AMELIE)).map(({ text }) => text);
  for (const said of [QUESTION, "Could it be the blue one?", "Wonderful."])
    expect(texts.filter((text) => text.includes(said))).toHaveLength(1);
});
