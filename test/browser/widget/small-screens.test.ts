/**
 * Every state at 200 % zoom (which halves the page's pixels) and on the narrowest phone: each control can be brought into view, is
 * covered by nothing, large enough, and nothing runs out sideways. And where motion is not wanted, nothing moves.
 */
import { expect, onTestFinished, test } from "vitest";
import { cdp, page } from "vitest/browser";
import { createStage } from "../../../demo/states/stage.js";
import { STATES } from "../../../demo/states/states.js";
import { until } from "../../until.js";

/** WCAG 2.2, 2.5.8; a link within a sentence is excepted there. */
const SMALLEST_TARGET = 24;
const REST_MS = 15_000;
const SCREENS = { "320×480": [320, 480], "1280×1024 at 400 %": [320, 256], "1280×800 at 200 %": [640, 400] } as const;

const theRoot = (): ShadowRoot => {
  const root = document.querySelector("recado-chat")?.shadowRoot;
  if (!root) throw new Error("The widget is not on the page");
  return root;
};

const named = (element: Element) =>
  `${element.localName} "${element.ariaLabel ?? element.textContent?.trim().slice(0, 30)}" ${element.className}`;

/** What lies over the panel and closes with Escape: as long as it is open, the rest is not meant to be pressed. */
const overlay = () => theRoot().querySelector("[aria-modal=true]:not(.panel), [role=menu], .emoji");

/** Whatever can be pressed or typed into, as it is now. */
const controls = (): HTMLElement[] =>
  [
    ...(overlay() ?? theRoot()).querySelectorAll<HTMLElement>(
      "button, a[href], input, textarea, select, summary, [role=menuitem]",
    ),
  ].filter(
    (element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !element.closest("[inert], [aria-hidden=true], .sr") &&
      !element.matches(":disabled"),
  );

/** What is wrong with a control for longer than the log takes to come to rest: the state's last line may only just have come. */
async function troubles(element: HTMLElement): Promise<string[]> {
  const deadline = performance.now() + REST_MS;
  for (;;) {
    const found = await troublesNow(element);
    if (found.length === 0 || performance.now() > deadline) return found;
  }
}

/** What of a control, at best, is on the screen and under nothing. */
async function troublesNow(element: HTMLElement): Promise<string[]> {
  element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  // "Jump to latest" comes and goes with the scrolling, which is told in the next frame and drawn right after.
  await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve));
  if (!element.isConnected) return [];
  const box = element.getBoundingClientRect();
  const found: string[] = [];
  if (box.left < -0.5 || box.right > innerWidth + 0.5) found.push("runs out sideways");
  // A picture may be taller than what it is scrolled in: then all of that is picture.
  const view = element.closest(".log")?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
  const isTall = box.height > view.bottom - view.top;
  if (!isTall && (box.top < -0.5 || box.bottom > innerHeight + 0.5)) found.push("cannot be brought into view");
  // A checkbox is pressed by its words, too.
  const target = element.closest("label") ?? element;
  const { width, height } = target.getBoundingClientRect();
  const inSentence = element.matches("a") && getComputedStyle(element).display === "inline";
  if (!inSentence && (width < SMALLEST_TARGET || height < SMALLEST_TARGET)) found.push(`is ${width}×${height}`);
  // A link may go over two lines.
  const hits = [...element.getClientRects()].map(({ left, width, top, bottom }) => {
    const [from, to] = isTall ? [Math.max(top, view.top), Math.min(bottom, view.bottom)] : [top, bottom];
    return theRoot().elementFromPoint(left + width / 2, (from + to) / 2);
  });
  if (!hits.some((hit) => hit && (target.contains(hit) || hit.contains(element))))
    found.push(`is under ${hits.map((hit) => (hit ? named(hit) : "nothing of ours"))}`);
  return found.map((what) => `${named(element)} ${what}`);
}

function sideways(): string[] {
  return [...theRoot().querySelectorAll<HTMLElement>(".panel, .log, .form, [role=dialog], [role=alertdialog], [role=menu]")]
    .filter((element) => element.scrollWidth > element.clientWidth + 1)
    .map((element) => `${named(element)} is ${element.scrollWidth - element.clientWidth} px too wide`);
}

const media = (features: { name: string; value: string }[]) => cdp().send("Emulation.setEmulatedMedia", { features });

for (const [name, { site = {}, lang = "en", reach }] of Object.entries(STATES).filter(([name]) => name !== "destroyed")) {
  test(`${name}: every control within reach, nothing moves where no motion is wanted`, async () => {
    await media([{ name: "prefers-reduced-motion", value: "reduce" }]);
    await page.viewport(...SCREENS["320×480"]);
    const stage = createStage(site, { theme: "light", lang });
    onTestFinished(async () => {
      await media([]);
      await stage.recado.reset();
      stage.recado.destroy();
    });
    await reach(stage);
    await until(() => controls().length > 0);
    for (const [screen, [width, height]] of Object.entries(SCREENS)) {
      await page.viewport(width, height);
      const found: string[] = [];
      for (const control of controls()) found.push(...(await troubles(control)));
      expect([...found, ...sideways()], screen).toEqual([]);
      const moving = theRoot()
        .getAnimations()
        .filter(({ playState }) => playState === "running")
        .map((animation) => (animation.effect as KeyframeEffect).target?.className);
      expect(moving, screen).toEqual([]);
    }
  });
}
