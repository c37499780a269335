/**
 * F15, event by event. Chromium freezes a page in the back/forward cache, and so says everything twice there: that each of the two
 * is heard by itself, which is all that other browsers say, only this shows.
 */
import { expect, onTestFinished, test } from "vitest";
import { type PageNews, pageLifecycle } from "../../../src/client/platform/lifecycle.js";

function heard(): PageNews[] {
  const news: PageNews[] = [];
  const watching = new AbortController();
  onTestFinished(() => watching.abort());
  pageLifecycle.watch((one) => news.push(one), watching.signal);
  return news;
}

test.each<[string, () => EventTarget, () => Event, PageNews[]]>([
  ["pagehide", () => window, () => new PageTransitionEvent("pagehide", { persisted: true }), ["leaving"]],
  ["pageshow out of the cache", () => window, () => new PageTransitionEvent("pageshow", { persisted: true }), ["back"]],
  ["pageshow of a page just loaded", () => window, () => new PageTransitionEvent("pageshow", { persisted: false }), []],
  ["freeze", () => document, () => new Event("freeze"), ["leaving"]],
  ["resume", () => document, () => new Event("resume"), ["back"]],
  ["prerenderingchange", () => document, () => new Event("prerenderingchange"), ["back"]],
  ["online", () => window, () => new Event("online"), ["online"]],
  ["visibilitychange", () => document, () => new Event("visibilitychange"), ["visible"]],
])("F15 %s says what it means, and nothing after the end", (_, target, event, expected) => {
  const news = heard();
  const over = new AbortController();
  const late: PageNews[] = [];
  pageLifecycle.watch((one) => late.push(one), over.signal);
  over.abort();
  target().dispatchEvent(event());
  expect(news).toEqual(expected);
  expect(late).toEqual([]);
});

test("F15 none of it keeps a page out of the back/forward cache", () => {
  const names: string[] = [];
  const add = window.addEventListener;
  onTestFinished(() => {
    window.addEventListener = add;
  });
  window.addEventListener = (...given: Parameters<typeof add>) => {
    names.push(given[0]);
    add.apply(window, given);
  };
  heard();
  expect(names).toContain("pagehide");
  expect(names.filter((name) => /unload/.test(name))).toEqual([]);
});
