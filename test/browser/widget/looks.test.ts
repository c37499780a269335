/** Accessible in every state, safe with every text, and gone without a trace. */
import axe from "axe-core";
import { expect, onTestFinished, test, vi } from "vitest";
import { cdp, page } from "vitest/browser";
import { createStage } from "../../../demo/states/stage.js";
import { STATES } from "../../../demo/states/states.js";
import { contrast } from "../../../src/widget/accent.js";
import { until } from "../../until.js";
import { dialog, email, isAway, launcher, message, openChat, visit, write } from "./visit.js";

const theRoot = (): ShadowRoot => {
  const root = document.querySelector("recado-chat")?.shadowRoot;
  if (!root) throw new Error("The widget is not on the page");
  return root;
};

/** What rises, or changes its colour, has done so. */
const stillness = () =>
  Promise.all(
    theRoot()
      .getAnimations()
      .map((animation) => animation.playState === "running" && animation.finished.catch(() => {})),
  );

/** What axe finds wrong, in words. The page around is the test runner's, so only what is ours is looked at. */
async function complaints(): Promise<string[]> {
  // While the panel rises it is see-through, and axe takes it for hidden.
  await stillness();
  const { violations, passes } = await axe.run({ include: [["recado-chat"]] }, { resultTypes: ["violations"] });
  expect(passes.length).toBeGreaterThan(2);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  );
}

/** Texts below 4.5:1. Measured here, because axe cannot tell the background of what hangs in a host element without a size. */
function faint(): string[] {
  const elements = [...theRoot().querySelectorAll<HTMLElement>("*")].filter(
    (element) => element.checkVisibility() && !element.matches(".sr") && hasText(element),
  );
  expect(elements.length).toBeGreaterThan(0);
  return elements
    .map((element) => ({
      text: (element.textContent || element.tagName).trim().slice(0, 40),
      ratio: contrast(inkOf(element), groundOf(element)),
    }))
    .filter(({ ratio }) => ratio < 4.5)
    .map(({ text, ratio }) => `${ratio.toFixed(2)} ${text}`);
}

const hasText = (element: Element) =>
  element.matches("textarea, input") ||
  [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
const inkOf = (element: HTMLElement) =>
  rgb(getComputedStyle(element, element.matches("textarea") ? "::placeholder" : null).color);

function groundOf(element: Element | null): readonly [number, number, number] {
  if (!element) throw new Error("Nothing opaque behind the text");
  const colour = getComputedStyle(element).backgroundColor;
  return /^rgba\(.*, 0\)$/.test(colour) ? groundOf(element.parentElement) : rgb(colour);
}

function rgb(colour: string): readonly [number, number, number] {
  const [r = 0, g = 0, b = 0] = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour)?.slice(1).map(Number) ?? [Number.NaN];
  if (Number.isNaN(r)) throw new Error(`Not an opaque colour: ${colour}`);
  return [r, g, b];
}

/** Some of the device's own colours are not opaque. */
function over(ground: readonly [number, number, number], colour: string): readonly [number, number, number] {
  const [r = 0, g = 0, b = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  const mix = (ink: number, under: number) => ink * alpha + under * (1 - alpha);
  return [mix(r, ground[0]), mix(g, ground[1]), mix(b, ground[2])];
}

/** What is a box of its own, or to be pressed or filled in as one. */
const BOXES =
  ".panel, .bubble, .peek, .card, .menu, .emoji, .question, .answers > button, .tray > li, .file, .picture, .send, .go, .quick button, .rating button, .latest, textarea, input:not([type=file]), select";

/** Where the device chooses the colours it paints every ground alike and draws no shadow: a box needs an edge, a sign its ink. */
function edgeless(): string[] {
  const shown = (selector: string) =>
    [...theRoot().querySelectorAll<HTMLElement>(selector)].filter((one) => one.checkVisibility());
  const isDrawn = (colour: string, element: Element) => {
    const ground = groundOf(element);
    return contrast(over(ground, colour), ground) >= 3;
  };
  const boxes = shown(BOXES).filter((element) => {
    const { borderTopWidth, borderTopStyle, borderTopColor, appearance } = getComputedStyle(element);
    if (appearance !== "none" && element.matches("[type=checkbox]")) return false;
    const hasEdge = Number.parseFloat(borderTopWidth) > 0 && borderTopStyle !== "none";
    return !(hasEdge && isDrawn(borderTopColor, element));
  });
  const signs = shown(".icon").filter((sign) => !isDrawn(getComputedStyle(sign).color, sign));
  return [...boxes, ...signs].map(({ outerHTML }) => outerHTML.slice(0, 80));
}

const media = (...features: [name: string, value: string][]) =>
  cdp().send("Emulation.setEmulatedMedia", { features: features.map(([name, value]) => ({ name, value })) });

const withForm = async () => {
  await openChat();
  await write("My order arrived broken, see https://flora.example/4711.");
  await expect.element(email).toBeVisible();
};

// These two show no text; the bubble is looked at beside its card.
for (const [name, { site = {}, lang = "en", reach }] of Object.entries(STATES).filter(
  ([name]) => !/^(closed|destroyed)$/.test(name),
)) {
  for (const accent of ["#5b5bd6", "#ffd400"]) {
    test(`axe has no complaint: ${name}, light, dark and in the device's colours, accent ${accent}`, async () => {
      await page.viewport(1280, 800);
      await media(["prefers-reduced-motion", "reduce"]);
      const stage = createStage(site, { theme: "light", accent, lang });
      onTestFinished(async () => {
        await stage.recado.reset();
        stage.recado.destroy();
      });
      await reach(stage);
      for (const theme of ["light", "dark"] as const) {
        stage.recado.setTheme(theme);
        await until(() => theRoot().querySelector(`[data-theme=${theme}]`));
        expect(await complaints(), theme).toEqual([]);
        expect(faint(), theme).toEqual([]);
      }
      onTestFinished(async () => void (await media()));
      await media(["prefers-reduced-motion", "reduce"], ["forced-colors", "active"]);
      await until(() => matchMedia("(forced-colors: active)").matches);
      await stillness();
      expect(faint(), "forced colours").toEqual([]);
      expect(edgeless(), "forced colours").toEqual([]);
    });
  }
}

test("the panel is to be seen from the first frame of its rising on", async () => {
  await visit();
  const atFirst: unknown[] = [];
  theRoot().addEventListener("animationstart", ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.matches(".panel")) return;
    for (const rising of target.getAnimations()) rising.currentTime = 0;
    const field = target.querySelector("textarea");
    atFirst.push(field?.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
  });
  await openChat();
  await until(() => atFirst.length > 0);
  expect(atFirst).toEqual([true]);
});

test("the sign in the bubble stands in its middle", async () => {
  const { root } = await visit();
  const middle = (element: Element | null | undefined) => {
    const { x = 0, y = 0, width = 0, height = 0 } = element?.getBoundingClientRect() ?? {};
    return [x + width / 2, y + height / 2];
  };
  const [x = 0, y = 0] = middle(launcher.element());
  const [signX = 0, signY = 0] = middle(root.querySelector("button > svg > path"));
  expect([Math.abs(signX - x), Math.abs(signY - y)].every((away) => away < 2)).toBe(true);
});

test("the theme follows the device, and the page may set another", async () => {
  const scheme = (value: string) =>
    cdp().send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });
  const { recado, root } = await visit();
  await openChat();
  const theme = () => root.querySelector(".recado")?.getAttribute("data-theme");
  await scheme("dark");
  await until(() => theme() === "dark");
  await scheme("light");
  await until(() => theme() === "light");
  recado.setTheme("dark");
  await until(() => theme() === "dark");
});

test("text is text, and a link leads where it says, in a tab that knows nothing of this one", async () => {
  const { backend, root } = await visit({ site: { name: '<img src=x onerror="window.hit=1">Shop' } });
  await launcher.click();
  await expect.element(page.getByRole("textbox", { name: "Message" })).toBeVisible();
  await write('<script>window.hit=1</script> <b>bold</b> javascript:alert(1) & https://flora.example/"><i>');
  await until(() => backend.agent.messages().length === 1);
  backend.agent.reply("Look: www.flora.example/covers or ana@example.com or data:text/html,x");
  await until(() => root.querySelectorAll(".bubble a").length === 3);
  const links = [...root.querySelectorAll(".bubble a")].map((link) => link.getAttribute("href"));
  expect(links).toEqual(["https://flora.example/", "https://www.flora.example/covers", "mailto:ana@example.com"]);
  for (const link of root.querySelectorAll(".bubble a")) {
    expect([link.getAttribute("rel"), link.getAttribute("target")]).toEqual(["noopener noreferrer nofollow ugc", "_blank"]);
  }
  expect(root.querySelectorAll("script, img, b:not(.said b), i:not(.dots i)").length).toBe(0);
  expect("hit" in window).toBe(false);
});

test("a page with every rule against us changes nothing", async () => {
  const hostile = new CSSStyleSheet();
  hostile.replaceSync(`
    html { font-size: 40px; letter-spacing: 5px; line-height: 3 }
    :not(html, body) { all: unset !important; display: none !important; color: red !important }
    recado-chat { position: static !important; opacity: 0 !important; transform: scale(0) !important; z-index: -1 !important }`);
  await visit();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, hostile];
  try {
    const box = launcher.element().getBoundingClientRect();
    expect([box.width, box.height, innerWidth - box.right, innerHeight - box.bottom]).toEqual([56, 56, 20, 20]);
    await openChat();
    const panel = dialog.element().getBoundingClientRect();
    expect([panel.width, panel.height]).toEqual([384, 640]);
    await expect.element(dialog.getByText("We're here", { exact: false })).toBeInTheDocument();
    const small = getComputedStyle(dialog.getByText("We're here", { exact: false }).element());
    expect([Math.round(Number.parseFloat(small.fontSize)), small.letterSpacing]).toEqual([13, "normal"]);
  } finally {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== hostile);
  }
});

test("on a page from right to left it stands on the left, and runs as its own language does", async () => {
  document.documentElement.dir = "rtl";
  try {
    await visit();
    expect(launcher.element().getBoundingClientRect().left).toBe(20);
    await openChat();
    expect(dialog.element().getBoundingClientRect().left).toBe(20);
    expect(getComputedStyle(message.element()).direction).toBe("ltr");
  } finally {
    document.documentElement.removeAttribute("dir");
  }
});

test("the page's own words stand in the bubble, the panel and the form, and what is no word is an error", async () => {
  const { recado } = await visit({
    site: isAway,
    settings: {
      words: {
        "launcher.open": "Open chat with Flora",
        "composer.placeholder": "Ask about plants…",
        "form.send": "Off it goes",
        "peek.dismis": "x",
      },
    },
  });
  const errors: unknown[] = [];
  recado.on("error", (error) => errors.push(error));
  await openChat();
  await expect.element(message).toHaveAttribute("placeholder", "Ask about plants…");
  await expect.element(launcher).toHaveAccessibleName("Open chat with Flora");
  await write("Do you ship bulbs?");
  await expect.element(page.getByRole("button", { name: "Off it goes" })).toBeVisible();
  await expect.poll(() => errors).toEqual([{ code: "bad-settings", message: 'There is no word "peek.dismis".' }]);
});

test("at 320 pixels nothing is wider than the screen", async () => {
  await visit({ site: isAway });
  await page.viewport(320, 480);
  await withForm();
  const log = page.getByRole("log").element();
  expect(log.scrollWidth).toBeLessThanOrEqual(log.clientWidth);
  expect(dialog.element().getBoundingClientRect().width).toBeLessThanOrEqual(320);
});

test("mounted and destroyed ten times: no node, no listener, no style of ours is left", async () => {
  const { recado } = await visit();
  recado.destroy();
  const added: string[] = [];
  // One by one: the test runner has put functions of its own over the window's.
  const spies = [window, document, document.documentElement].flatMap((target) => {
    const { addEventListener, removeEventListener } = target;
    const forget = (type: string) => void added.splice(added.indexOf(type), 1);
    return [
      vi
        .spyOn(target, "addEventListener")
        .mockImplementation((type: string, listener: EventListenerOrEventListenerObject, options) => {
          added.push(type);
          if (typeof options === "object") options.signal?.addEventListener("abort", () => forget(type));
          addEventListener.call(target, type, listener, options);
        }),
      vi
        .spyOn(target, "removeEventListener")
        .mockImplementation((type: string, listener: EventListenerOrEventListenerObject, options) => {
          forget(type);
          removeEventListener.call(target, type, listener, options);
        }),
    ];
  });
  const nodes = document.querySelectorAll("*").length;
  const sheets = document.adoptedStyleSheets.length;
  for (let cycle = 0; cycle < 10; cycle++) {
    const { mount } = await import("../../../src/index.js");
    const { memory } = await import("../../../src/adapters/memory.js");
    const mounted = mount({ site: "cycle", backend: memory({ site: { name: "Flora Garden Shop" } }) });
    await openChat();
    expect(added.length).toBeGreaterThan(10);
    mounted.destroy();
  }
  for (const spy of spies) spy.mockRestore();
  expect(document.querySelectorAll("*").length).toBe(nodes);
  expect(document.adoptedStyleSheets.length).toBe(sheets);
  expect(document.querySelector("recado-chat")).toBeNull();
  expect(added).toEqual([]);
});
