/** The people of the story, each with a browser profile of their own, doing what they do by roles and names. */
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { until } from "../until.js";
import type { Demo } from "./demo.js";

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly panel: Locator;
  /** Everything the page's console and its policy complained about; a test expects it empty. */
  readonly complaints: string[];
  openChat(): Promise<void>;
  write(text: string): Promise<void>;
  leave(): Promise<void>;
}

/** For whatever has to come on a page: a slow machine shares its cores between three stories. */
const PATIENCE_MS = 60_000;

export async function newVisitor(
  browser: Browser,
  address: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Visitor> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 }, ...options });
  return visitorIn(context, address);
}

/** The visitor in one more tab of a browser that is open. `prepare` comes before the first page. */
export async function visitorIn(
  context: BrowserContext,
  address: string,
  prepare: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<Visitor> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await prepare(page);
  const complaints: string[] = [];
  page.on("console", (line) => {
    if (line.type() === "error" || line.type() === "warning") complaints.push(line.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(address);
  const panel = page.getByRole("dialog", { name: "Flora Garden Shop" });
  return {
    context,
    page,
    panel,
    complaints,
    openChat: async () => {
      await page.getByRole("button", { name: /^Open chat/ }).click();
      await panel.getByRole("textbox", { name: "Message" }).waitFor();
    },
    write: async (text) => {
      await panel.getByRole("textbox", { name: "Message" }).fill(text);
      await panel.getByRole("button", { name: "Send", exact: true }).click();
    },
    leave: () => context.close(),
  };
}

/** Fills the contact form that is open in the chat. */
export async function giveEmail({ panel }: Visitor, email: string): Promise<void> {
  await panel.getByRole("textbox", { name: "E-mail" }).fill(email);
  await panel.getByRole("button", { name: "Send my message" }).click();
}

export interface Agent {
  readonly page: Page;
  readonly complaints: string[];
  open(contact: string): Promise<void>;
  reply(text: string): Promise<void>;
  /** The reply with this text, and what became of it. */
  replied(text: string): Locator;
  setStatus(status: "Online" | "Invisible" | "Offline"): Promise<void>;
  setForwarding(mode: "Nothing" | "Unread replies" | "Complete transcript"): Promise<void>;
}

export async function signIn(browser: Browser, demo: Pick<Demo, "console">): Promise<Agent> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (line) => {
    if (line.type() === "error") complaints.push(line.text());
  });
  await page.goto(demo.console);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Inbox" }).waitFor();
  return {
    page,
    complaints,
    open: async (contact) => {
      await page.getByRole("link", { name: "Inbox" }).click();
      await page.getByText(contact).first().click();
      await page.getByRole("textbox", { name: "Reply" }).waitFor();
    },
    reply: async (text) => {
      await page.getByRole("textbox", { name: "Reply" }).fill(text);
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByText(text).first().waitFor();
    },
    replied: (text) => page.getByRole("log").locator(".message", { hasText: text }),
    setStatus: async (status) => {
      await page.getByRole("button", { name: /Online|Invisible|Offline/ }).click();
      await page
        .getByRole("menuitemradio", { name: status })
        .or(page.getByRole("option", { name: status }))
        .click();
      await page.getByRole("button", { name: new RegExp(status) }).waitFor();
    },
    setForwarding: async (mode) => {
      await page.getByRole("link", { name: "Settings" }).click();
      await page.getByRole("radio", { name: mode }).check();
      const saved = page.waitForResponse(
        (answer) => answer.url().endsWith("/v1/agent/settings") && answer.request().method() === "PUT",
      );
      await page.getByRole("button", { name: "Save" }).click();
      expect((await saved).status()).toBe(200);
      await page.getByRole("link", { name: "Inbox" }).click();
    },
  };
}

/** How often a text stands on the page; "once" is the promise. */
export function count(locator: Locator, atLeast = 1, withinMs = 60_000): Promise<number> {
  return until(async () => {
    const n = await locator.count();
    return n >= atLeast ? n : 0;
  }, withinMs);
}
