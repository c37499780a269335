/** Chromium, by the tool that the other suites use as well. */
import { type Browser, type BrowserContext, type Page, chromium as playwright } from "playwright-core";
import { chromium } from "../chromium.js";
import { type Engine, expressionOf, type Window } from "./engine.js";

export async function chromiumEngine(): Promise<Engine> {
  const browser: Browser = await playwright.launch(await chromium());
  return {
    name: `Chromium ${browser.version()}`,
    keepsFiles: true,
    open: async () => windowIn(await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } })),
    close: () => browser.close(),
  };
}

async function windowIn(context: BrowserContext): Promise<Window> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  return {
    goTo: async (address) => void (await page.goto(address)),
    look: async (see, ...given) => JSON.parse(await page.evaluate<string>(expressionOf(see, given))),
    clickAt: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    press: (...keys) => page.keyboard.press(keys.join("+")),
    compose: (text) => compose(page, text),
    async choose(press, paths) {
      const dialog = page.waitForEvent("filechooser");
      await press();
      await (await dialog).setFiles([...paths]);
    },
    resize: (width, height) => page.setViewportSize({ width, height }),
    picture: () => page.screenshot(),
    complaints: async () => complaints,
    close: () => context.close(),
  };
}

/** The page sees the Enter as on a Mac: by its name, while the text is still being composed. */
async function compose(page: Page, text: string): Promise<void> {
  const line = await page.context().newCDPSession(page);
  await line.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };
  await line.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
  await line.send("Input.insertText", { text });
  await line.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
  await line.detach();
}
