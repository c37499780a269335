/** Faults a first day in the field brings, on the whole demo: the server dies, the mail server says "later". */
import { createServer } from "node:net";
import { type Browser, chromium as playwright } from "playwright-core";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { chromium } from "../chromium.js";
import { until } from "../until.js";
import { type Demo, dataFolder, startDemo } from "./demo.js";
import { count, giveEmail, newVisitor, signIn } from "./people.js";

let browser: Browser;
let folder: Awaited<ReturnType<typeof dataFolder>>;
let demo: Demo | undefined;

beforeAll(async () => {
  browser = await playwright.launch(await chromium());
});
afterAll(() => browser?.close());
afterEach(async () => {
  await demo?.stop();
  await folder.remove();
});

/** The first of four free ports in a row: a restarted server must be found where it was. */
async function freePorts(): Promise<number> {
  const isFree = (port: number) =>
    new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once("error", () => resolve(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
    });
  return until(async () => {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all([0, 1, 2, 3].map((n) => isFree(first + n)));
    return free.every(Boolean) ? first : undefined;
  });
}

test("the server is killed while the visitor types, and started again: nothing is lost, everything is sent once", async () => {
  folder = await dataFolder();
  const env = { PORT: String(await freePorts()) };
  demo = await startDemo({ dataDir: folder.path, env });
  const visitor = await newVisitor(browser, demo.shop);
  await visitor.openChat();
  await visitor.write("Before the crash");
  await giveEmail(visitor, "bea@example.com");
  await visitor.panel
    .getByText(/We.ll answer/)
    .first()
    .waitFor();
  await visitor.panel.getByRole("textbox", { name: "Message" }).pressSequentially("While it is ");
  await demo.stop("SIGKILL");
  await visitor.panel.getByRole("textbox", { name: "Message" }).pressSequentially("down");
  await visitor.panel.getByRole("button", { name: "Send", exact: true }).click();
  await visitor.write("And another");
  await visitor.panel
    .getByText(/Waiting for connection|No connection/)
    .first()
    .waitFor();
  demo = await startDemo({ dataDir: folder.path, env });
  const agent = await signIn(browser, demo);
  await agent.open("bea@example.com");
  for (const text of ["Before the crash", "While it is down", "And another"]) {
    await agent.page.getByRole("main").getByText(text, { exact: true }).first().waitFor();
    expect(await agent.page.getByRole("main").getByText(text, { exact: true }).count()).toBe(1);
    expect(await visitor.panel.getByText(text, { exact: true }).count()).toBe(1);
  }
  await visitor.page.reload();
  await visitor.openChat();
  for (const text of ["Before the crash", "While it is down", "And another"]) {
    expect(await count(visitor.panel.getByText(text, { exact: true }))).toBe(1);
  }
  await visitor.leave();
});

test("the mail server says 'try later', then accepts: mailed once", async () => {
  folder = await dataFolder();
  const accepted: string[] = [];
  let refusals = 0;
  const smtp = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo({ address }, _session, done) {
      // The agents may be mailed, too.
      if (address !== "cleo@example.com" || refusals > 0) return done();
      refusals++;
      done(Object.assign(new Error("4.2.1 try again later"), { responseCode: 451 }));
    },
    onData(stream, { envelope }, done) {
      let mail = "";
      stream.on("data", (part: Buffer) => {
        mail += part.toString();
      });
      stream.on("end", () => {
        if (envelope.rcptTo.some(({ address }) => address === "cleo@example.com")) accepted.push(mail);
        done();
      });
    },
  });
  const port = await new Promise<number>((resolve) => {
    smtp.listen(0, "127.0.0.1", () => {
      const address = smtp.server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  try {
    demo = await startDemo({ dataDir: folder.path, env: { SMTP_URL: `smtp://127.0.0.1:${port}` } });
    const visitor = await newVisitor(browser, demo.shop);
    await visitor.openChat();
    await visitor.write("A question");
    await giveEmail(visitor, "cleo@example.com");
    await visitor.panel
      .getByText(/We.ll answer/)
      .first()
      .waitFor();
    await visitor.leave();
    const agent = await signIn(browser, demo);
    await agent.open("cleo@example.com");
    await agent.reply("The answer");
    await agent.page.getByText("forwarded to cleo@example.com").waitFor();
    // Draining lets a mail on its way arrive: what comes now has come.
    await agent.page.waitForTimeout(6_000);
    await demo.stop();
    expect(refusals).toBe(1);
    expect(accepted.length).toBe(1);
    expect(accepted[0]).toContain("The answer");
  } finally {
    // First, because the mail server waits for the connection that the demo keeps.
    await demo?.stop();
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
  }
});
