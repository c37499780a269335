/**
 * The story of a held message, its mail and its link, in all three engines, on a real server and under the strictest policy. What
 * each of them does in its own way is tried beside it: focus, keys, streams, locks between tabs; scrolling is long.test.ts.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resumeLink } from "../e2e/demo.js";
import type { Fate } from "../e2e/line.js";
import { textOf } from "../server/letters.js";
import { until } from "../until.js";
import type { Engine } from "./engine.js";
import { ENGINES } from "./engines.js";
import { type Agent, focused, signIn, type Visitor, visitorIn } from "./people.js";
import { strictShop } from "./shop.js";
import { click, reads } from "./sight.js";

const PICTURES = resolve(import.meta.dirname, "../screenshots");

const shop = await strictShop();

describe.each(Object.entries(ENGINES))("in %s", (short, start) => {
  const ANA = `ana@${short}.example`;
  let engine: Engine;
  let ana: Visitor;
  let agent: Agent;
  let link: string;

  beforeAll(async () => {
    engine = await start();
    await mkdir(PICTURES, { recursive: true });
  });
  afterAll(() => engine?.close());

  const picture = async ({ window }: Visitor | Agent, name: string) =>
    writeFile(`${PICTURES}/${short}-${name}.png`, await window.picture());
  const newcomer = async (address: string) => {
    const visitor = visitorIn(await engine.open());
    await visitor.window.goTo(address);
    return visitor;
  };
  const letterTo = async (address: string) =>
    textOf(await until(() => shop.mailer.taken.find(({ envelope }) => envelope.to === address)));

  test("what breaks the policy is reported: a style, and a text that would become markup", async () => {
    const { window } = await newcomer(shop.url);
    const before = shop.violations.length;
    await window.look(() => document.body.setAttribute("style", "color: red"));
    await window
      .look(() => {
        document.body.innerHTML = "<b>";
      })
      .catch(() => undefined); // That it throws is the policy at work.
    await until(() => shop.violations.length >= before + 2);
    expect(shop.violations.slice(before).join()).toMatch(/style-src.*require-trusted-types-for/s);
    await window.close();
    shop.violations.length = 0;
  });

  test("nobody is there: the message is held, and the bot asks for the e-mail", async () => {
    ana = await newcomer(shop.url);
    await ana.openChat();
    await reads(ana.window, /We're away/);
    await picture(ana, "1-open");
    await ana.write("Is it hardy?");
    await reads(ana.window, /Not sent yet/);
    await picture(ana, "2-held");
    expect(shop.line.to("messages")).toEqual([]);
  });

  test("the form refuses a malformed address, and sends what was held together with a good one", async () => {
    await ana.giveEmail("ana@");
    await reads(ana.window, /does not look like an e-mail address/);
    await picture(ana, "3-refused");
    for (const _ of "ana@") await ana.window.press("Backspace");
    await ana.giveEmail(ANA);
    await reads(ana.window, `We'll answer at ${ANA}`);
    expect(await ana.texts()).toEqual(["Is it hardy?"]);
  });

  test("the agent answers in the console, and what is looked at is seen", async () => {
    agent = await signIn(await engine.open(), await shop.signInLink());
    await agent.open(ANA);
    await agent.reply("Down to minus eight.");
    await until(async () => (await ana.texts()).includes("Down to minus eight."));
    await agent.becomes("Down to minus eight.", "Seen");
    await picture(agent, "4-console");
    await picture(ana, "4-answered");
  });

  test("by keyboard: Escape gives the focus back to the bubble, Enter opens again, and the page hears none of it", async () => {
    await ana.window.look(() => {
      Object.assign(globalThis, { heard: [] });
      addEventListener("keydown", ({ key }) => (globalThis as unknown as { heard: string[] }).heard.push(key));
    });
    await click(ana.window, "textbox", /^Message$/);
    await ana.window.type("n");
    await ana.window.press("Escape");
    await until(async () => (await focused(ana.window))?.startsWith("Open chat"));
    await ana.window.press("Enter");
    await until(async () => (await focused(ana.window)) === "Message");
    await ana.window.press("Tab");
    await ana.window.press("Shift", "Tab");
    await until(async () => (await focused(ana.window)) === "Message");
    expect(await ana.window.look(() => (globalThis as unknown as { heard: string[] }).heard)).not.toContain("n");
    await ana.window.press("Backspace");
  });

  test("on a phone's width the panel is the screen", async () => {
    await ana.window.resize(390, 800);
    await picture(ana, "5-phone");
    const sizes = () =>
      ana.window.look(() => {
        const panel = document.querySelector("recado-chat")?.shadowRoot?.querySelector(".panel");
        const { width = 0, height = 0 } = panel?.getBoundingClientRect() ?? {};
        return { panel: [width, height], screen: [innerWidth, innerHeight] };
      });
    await until(async () => JSON.stringify((await sizes()).panel) === JSON.stringify((await sizes()).screen)).catch(async () =>
      expect((await sizes()).panel).toEqual((await sizes()).screen),
    );
    await picture(ana, "5-phone");
    await ana.window.resize(1280, 800);
  });

  test("after a reload the conversation is there before the network answers, over one stream", async () => {
    let go = () => {};
    const release = new Promise<void>((resolve) => {
      go = resolve;
    });
    shop.line.fate = async ({ path }): Promise<Fate> => {
      if (path !== "/v1/sites/flora") await release;
      return "pass";
    };
    await ana.window.goTo(shop.url);
    await ana.openChat();
    await until(async () => (await ana.texts()).length === 2);
    go();
    await until(() => shop.line.streams() === 1);
    shop.line.mend();
  });

  test("who has left gets a mail, and its link goes on in a browser that knows nothing", async () => {
    expect(await ana.window.complaints()).toEqual([]);
    await ana.window.close();
    await until(() => shop.line.streams() === 0);
    await agent.reply("And we ship on Monday.");
    shop.world.advance(60_000);
    link = resumeLink({ text: await letterTo(ANA) });
    await agent.becomes("And we ship on Monday.", `forwarded to ${ANA}`);
    ana = await newcomer(link);
    await until(async () => (await ana.texts()).length === 3);
    expect(await ana.window.look(() => location.href)).toBe(`${shop.url}/`);
    await ana.write("Thank you!");
    await reads(agent.window, "Thank you!");
    await agent.becomes("And we ship on Monday.", "Seen");
    await picture(ana, "6-resumed");
  });

  test("two tabs share one line, and each shows what the other wrote", async () => {
    await ana.window.goTo("about:blank");
    await until(() => shop.line.streams() === 0);
    shop.line.mend();
    await ana.window.goTo(`${shop.url}/two`);
    await until(() => shop.line.streams() === 1);
    const inBoth = () =>
      ana.window.look(() =>
        [...document.querySelectorAll("iframe")].map((frame) => {
          const root = frame.contentDocument?.querySelector("recado-chat")?.shadowRoot;
          root?.querySelector<HTMLElement>("[part=launcher][aria-expanded=false]")?.click();
          return root?.querySelector(".lines")?.textContent ?? "";
        }),
      );
    await until(async () => (await inBoth()).every((shown) => shown.includes("Thank you!")));
    await agent.reply("You are welcome.");
    await until(async () => (await inBoth()).every((shown) => shown.includes("You are welcome.")));
    expect(shop.line.mostStreams()).toBe(1);
    await ana.window.close();
  });

  test("nobody's console or policy had a complaint", async () => {
    expect(await agent.window.complaints()).toEqual([]);
    expect(shop.violations).toEqual([]);
  });
});
