/**
 * Every language on the narrowest phone, in the states whose words stand in buttons, headers and notices: none is cut, none reaches
 * over its edge, and each runs its own way. One banner stands for all: they wrap alike.
 */
import { expect, onTestFinished, test } from "vitest";
import { cdp, page } from "vitest/browser";
import { createStage } from "../../../demo/states/stage.js";
import { STATES } from "../../../demo/states/states.js";
import { directionOf, LANGUAGES } from "../../../src/protocol/index.js";

const SHOWN = ["away", "form-folded", "form-refused", "form-suggestion", "form-done", "failed", "edited-removed", "erased"];
/** A pixel of a letter's own overhang, or of rounding. */
const TOLERANCE_PX = 1;

/** Not on the screen, or not our words: a long name ends in an ellipsis. */
const THEIRS = ".sr, style, textarea, .name, .bait";

const theRoot = (): ShadowRoot => {
  const root = document.querySelector("recado-chat")?.shadowRoot;
  if (!root) throw new Error("The widget is not on the page");
  return root;
};

/** Texts that reach over the edge of what would cut them off, or of the button they stand in; and placeholders with no room. */
function cut(): string[] {
  const walk = document.createTreeWalker(theRoot(), NodeFilter.SHOW_TEXT);
  const faults: string[] = [];
  let seen = 0;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const parent = node.parentElement;
    if (!parent?.checkVisibility() || parent.closest(THEIRS) || !node.textContent?.trim()) continue;
    seen++;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) if (!isWithin(rect, parent)) faults.push(node.textContent);
  }
  for (const field of theRoot().querySelectorAll<HTMLTextAreaElement>("textarea")) {
    if (!field.checkVisibility() || field.value !== "") continue;
    field.value = field.placeholder;
    if (field.scrollHeight > field.clientHeight) faults.push(field.placeholder);
    field.value = "";
  }
  expect(seen).toBeGreaterThan(2);
  return faults;
}

function isWithin(rect: DOMRect, parent: Element): boolean {
  if (rect.left < -TOLERANCE_PX || rect.right > innerWidth + TOLERANCE_PX) return false;
  for (let element: Element | null = parent; element; element = element.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const isButton = element.matches("button");
    const isWide = rect.left < box.left - TOLERANCE_PX || rect.right > box.right + TOLERANCE_PX;
    const isHigh = rect.top < box.top - TOLERANCE_PX || rect.bottom > box.bottom + TOLERANCE_PX;
    if (isWide && (isButton || overflowX !== "visible")) return false;
    // What scrolls can be reached.
    if (isHigh && (isButton || overflowY === "hidden" || overflowY === "clip")) return false;
    if (overflowY === "auto") return true;
  }
  return true;
}

/** Where a long name of the shop is cut, it is its end that goes: also of one that runs the other way than the panel. */
function beginsVisibly(name: Element): boolean {
  const text = document.createTreeWalker(name, NodeFilter.SHOW_TEXT).nextNode();
  if (!text) throw new Error("The shop has no name");
  const first = document.createRange();
  first.setStart(text, 0);
  first.setEnd(text, 1);
  return isWithin(first.getBoundingClientRect(), name);
}

test.each(LANGUAGES)("%s: every word has its place", async (lang) => {
  await page.viewport(320, 568);
  await cdp().send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-reduced-motion", value: "reduce" }] });
  for (const name of SHOWN) {
    const state = STATES[name];
    if (!state) throw new Error(`There is no such state: ${name}`);
    const stage = createStage(state.site ?? {}, { theme: "light", lang });
    onTestFinished(() => stage.recado.destroy());
    await state.reach(stage);
    expect([name, ...cut()]).toEqual([name]);
    expect(beginsVisibly(await stage.shown(".head .name"))).toBe(true);
    const panel = await stage.shown("[role=dialog]");
    expect([panel.closest("[lang]")?.getAttribute("lang"), getComputedStyle(panel).direction]).toEqual([lang, directionOf(lang)]);
    await stage.recado.reset();
    stage.recado.destroy();
  }
});

test.each([
  ["Flora", "ar"],
  ["The Flora Garden Shop of Lower Saxony", "ar"],
  ["فلورا", "en"],
  ["متجر فلورا لأدوات الحدائق في ساكسونيا السفلى", "en"],
] as const)("the name %s in a panel in %s is at its place, and its beginning there to read", async (name, lang) => {
  await page.viewport(320, 568);
  const stage = createStage({ name }, { theme: "light", lang });
  onTestFinished(async () => {
    await stage.recado.reset();
    stage.recado.destroy();
  });
  await stage.open();
  const heading = await stage.shown(".head .name");
  const text = document.createRange();
  text.selectNodeContents(heading);
  const { left, right } = text.getBoundingClientRect();
  const place = (await stage.shown(".head .who")).getBoundingClientRect();
  // A long one reaches from edge to edge, and beyond the one where it ends.
  if (lang === "ar") expect(Math.min(right, place.right)).toBeCloseTo(place.right, 0);
  else expect(Math.max(left, place.left)).toBeCloseTo(place.left, 0);
  expect(beginsVisibly(heading)).toBe(true);
});
