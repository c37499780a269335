/** The script tag on somebody's page. The built file under its real server is the end-to-end suite's; here every corner of it. */
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { memory } from "../../../src/adapters/memory.js";
import type { Panel } from "../../../src/api.js";
import type { Backend } from "../../../src/client/backend.js";
import { newId } from "../../../src/client/id.js";
import { DB, HEAD, STORE } from "../../../src/client/platform/names.js";
import { takeSecret } from "../../../src/loader/address.js";
import { paintBubble } from "../../../src/loader/bubble.js";
import { createEvents } from "../../../src/loader/events.js";
import { readHead } from "../../../src/loader/head.js";
import { readSettings } from "../../../src/loader/settings.js";
import { start } from "../../../src/loader/start.js";
import { until } from "../../until.js";
import { type Shop, shop, TAG } from "./shop.js";

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const databases = async () => (await indexedDB.databases()).map(({ name }) => name);

/** As the client of an earlier page view left it. */
async function leaveHead(unread: number): Promise<void> {
  const open = indexedDB.open(DB);
  open.onupgradeneeded = () => open.result.createObjectStore(STORE);
  const db = await answered(open);
  await answered(db.transaction(STORE, "readwrite").objectStore(STORE).put({ v: 1, unread, latest: 7 }, `flora${HEAD}`));
  db.close();
}

/** A bubble whose panel only says that it was started. */
function atTheBubble(arrive: (attempt: number) => Promise<void>) {
  const settings = { site: "flora", server: location.origin, consent: "denied" };
  const ended = new AbortController();
  onTestFinished(() => ended.abort());
  const place = paintBubble(settings, ended);
  const events = createEvents();
  const [imports, starts, complaints]: [number[], string[], string[]] = [[], [], []];
  events.on("error", ({ code }) => complaints.push(code));
  const nothing = () => undefined;
  const panel = new Proxy({}, { get: () => nothing }) as Panel;
  const importPanel = async (attempt: number) => {
    imports.push(attempt);
    await arrive(attempt);
    const start = () => {
      starts.push("start");
      return panel;
    };
    return { start };
  };
  const recado = start({ settings, place, ended, events, importPanel, prefetch() {} });
  const bubble = place.root.querySelector("button") ?? expect.fail("There is no bubble");
  return { bubble, recado, imports, starts, complaints };
}
/** Nothing of it waits for more than promises. */
const settled = () => new Promise((rest) => setTimeout(rest));

beforeEach(async () => {
  await answered(indexedDB.deleteDatabase(DB));
});

describe("under the strictest policy", () => {
  test("the bubble is there, and a page view costs one cacheable request, no storage and no global but ours", async () => {
    const page = await shop();
    const button = await page.button(/^Open chat$/);
    await until(() => page.asked.length > 0);
    const box = button.getBoundingClientRect();
    expect([box.width, box.height, 1000 - box.right, 760 - box.bottom]).toEqual([56, 56, 20, 20]);
    await until(() => getComputedStyle(button).backgroundColor === "rgb(17, 119, 85)");
    expect(page.asked).toEqual(["/v1/sites/flora"]);
    expect(page.globals()).toEqual(["recado"]);
    expect(await databases()).not.toContain(DB);
    expect(page.document.querySelectorAll("style, [style], link").length).toBe(0);
    expect(page.complaints).toEqual([]);
  });

  test("the panel opens, takes a message and closes, without a violation", async () => {
    const page = await shop();
    (await page.button(/^Open chat/)).click();
    const root = await page.root();
    const area = await until(() => root.querySelector("textarea"));
    // Its name comes with the settings, for which it does not wait.
    await until(() => root.querySelector("[role=dialog]")?.getAttribute("aria-label") === "Flora Garden Shop");
    expect(getComputedStyle(area).resize).toBe("none");
    await until(() => root.activeElement === area);
    (await page.button(/^Close chat/)).click();
    await until(() => root.querySelector<HTMLElement>("[role=dialog]")?.hidden);
    await until(() => root.activeElement?.ariaLabel === "Open chat");
    expect(page.complaints).toEqual([]);
    expect(page.globals()).toEqual(["recado"]);
  });
});

describe("the page's calls", () => {
  test("made before the script is there are played, in order", async () => {
    const page = await shop({
      before: 'window.recado = (...call) => (recado.q ??= []).push(call); recado("setTheme", "dark"); recado("open");',
    });
    const root = await page.root();
    await until(() => root.querySelector("textarea"));
    await until(() => root.querySelector(".recado")?.getAttribute("data-theme") === "dark");
    expect(page.complaints).toEqual([]);
  });

  test("for a verb that is not there are an event and a warning, never silence and never an exception", async () => {
    const page = await shop({
      before: `window.recado = (...call) => (recado.q ??= []).push(call);
        recado("on", "error", (error) => complaints.push(error.code)); recado("opne"); recado("constructor");`,
    });
    await until(() => page.complaints.length === 4);
    expect([...page.complaints].sort()).toEqual([
      'Recado: There is no "constructor".',
      'Recado: There is no "opne".',
      "unknown-verb",
      "unknown-verb",
    ]);
  });

  test("that nobody could have meant do not stop the others", async () => {
    const page = await shop({
      before: `window.recado = (...call) => (recado.q ??= []).push(call);
        recado("on", "error", (error) => complaints.push(error.code)); recado(Symbol("open")); recado(); recado("setTheme");
        recado("identify", Symbol("me")); recado("compose", 5); recado("on"); recado("open");`,
    });
    await until(async () => (await page.root()).querySelector("textarea"));
    await until(() => page.complaints.length === 10);
    expect(page.complaints.filter((line) => !line.startsWith("Recado:")).sort()).toEqual([
      ...["bad-call", "bad-call", "bad-call", "invalid-contact", "unknown-verb"],
    ]);
  });

  test("hide and show take the bubble away and back", async () => {
    const page = await shop();
    const button = await page.button(/^Open chat/);
    page.window.recado?.("hide");
    expect(button.checkVisibility()).toBe(false);
    page.window.recado?.("show");
    expect(button.checkVisibility()).toBe(true);
  });

  test("destroy leaves the page as it was", async () => {
    const page = await shop();
    (await page.button(/^Open chat/)).click();
    await until(async () => (await page.root()).querySelector("textarea"));
    page.window.recado?.("destroy");
    expect(page.document.querySelector("recado-chat")).toBeNull();
    expect(page.globals()).toEqual([]);
    expect(page.complaints).toEqual([]);
  });
});

describe("the page around it", () => {
  test("that says everything else by recadoSettings is heard, over what the tag says", async () => {
    const page = await shop({
      before: 'recadoSettings = { accent: "#aa3300", site: "flora" };',
      tag: TAG.replace("flora", "other"),
    });
    const button = await page.button(/^Open chat$/);
    expect(getComputedStyle(button).backgroundColor).toBe("rgb(170, 51, 0)");
    page.window.recado?.("open");
    await until(async () => (await page.root()).querySelector("textarea"));
    await until(() => page.asked.length > 0);
    expect(page.asked).toEqual(["/v1/sites/flora"]);
  });

  test("that names no site is told so, and stays whole", async () => {
    const page = await shop({ tag: TAG.replace('data-site="flora"', "data-site") });
    await until(() => page.complaints.length > 0);
    expect(page.complaints).toEqual(["Recado: data-site is missing"]);
    expect(page.document.querySelector("recado-chat")).toBeNull();
  });

  test("with the snippet twice gets one chat", async () => {
    const page = await shop({ tag: TAG + TAG.replace("index.ts", "index.ts?again") });
    await page.button(/^Open chat/);
    await until(() => page.asked.length > 0);
    expect(page.document.querySelectorAll("recado-chat").length).toBe(1);
  });

  test('with a link to "#recado" opens it, and stays where it is', async () => {
    const page = await shop({ body: '<a href="#recado"><b>Ask us</b></a>' });
    await page.button(/^Open chat/);
    page.document.querySelector("b")?.click();
    await until(async () => (await page.root()).querySelector("textarea"));
    expect(page.window.location.hash).toBe("");
  });

  test("whose router throws our element away gets it back", async () => {
    const page = await shop();
    await page.button(/^Open chat/);
    page.document.querySelector("recado-chat")?.remove();
    await until(() => page.document.querySelector("recado-chat"));
  });

  test("that cannot load the panel is told so in words, and the next click tries another address", async () => {
    const page = await shop({ panel: "/chunks/not-there.js" });
    const button = await page.button(/^Open chat/);
    const root = await page.root();
    button.click();
    await until(() => root.querySelector("[role=alert]")?.textContent === "Could not be loaded. Please try again.");
    expect(button.ariaBusy).toBe("false");
    button.click();
    await until(() => page.window.performance.getEntriesByName(`${location.origin}/%63hunks/not-there.js`).length > 0);
    await until(() => page.complaints.length === 2);
    expect(page.complaints.every((line) => line.startsWith("Recado: TypeError: Failed to fetch"))).toBe(true);
  });

  test("that logs out where the panel could not be loaded finds it closed when it comes for that", async () => {
    await leaveHead(0);
    const settings = { site: "flora", server: location.origin, consent: "denied" };
    const ended = new AbortController();
    onTestFinished(() => ended.abort());
    const place = paintBubble(settings, ended);
    const recado = start({
      ...{ settings, place, ended, events: createEvents(), prefetch() {} },
      importPanel: (attempt) => (attempt > 0 ? import("../../../src/widget.js") : Promise.reject(new TypeError("Offline"))),
    });
    recado.open();
    await until(() => place.root.querySelector("[role=alert]"));
    await recado.reset();
    expect((await until(() => place.root.querySelector<HTMLElement>("[role=dialog]"))).hidden).toBe(true);
  });

  test.each([
    { before: 'document.documentElement.lang = "ja";', says: "チャット", because: "the page's" },
    { before: 'document.documentElement.lang = "ja"; var recadoSettings = { lang: "zh-TW" };', says: "聊天", because: "set" },
    { before: "document.documentElement.removeAttribute('lang');", says: "Open chat", because: "the browser's" },
  ])("says $says by itself, the language being $because", async ({ before, says }) => {
    const page = await shop({ before, panel: "/chunks/not-there.js" });
    const root = await page.root();
    const button = await until(() => root.querySelector("button"));
    expect(button.ariaLabel).toBe(says);
    button.click();
    const sign = await until(() => root.querySelector("[role=alert]"));
    expect(sign.textContent).toBe(says === "Open chat" ? "Could not be loaded. Please try again." : `⚠ ${says}`);
  });

  test("fetches the panel ahead for a hand in the page, with the nonce its policy may ask for, and runs none of it", async () => {
    const page = await shop({ tag: TAG.replace("data-site", 'nonce="page" data-site') });
    await page.button(/^Open chat/);
    expect(page.document.querySelector("link")).toBeNull();
    page.window.dispatchEvent(new PointerEvent("pointerover"));
    const link = await until(() => page.document.querySelector("link"));
    expect([link.rel, link.href, link.nonce]).toEqual(["modulepreload", `${location.origin}/src/widget.ts`, "page"]);
    expect((await page.root()).querySelector("[role=dialog]")).toBeNull();
    expect(page.complaints).toEqual([]);
  });

  test("runs the panel's code for a hand at the bubble, once, and draws nothing before the click", async () => {
    const { bubble, recado, imports, starts } = atTheBubble(() => Promise.resolve());
    bubble.dispatchEvent(new PointerEvent("pointerover"));
    bubble.focus();
    expect(imports).toEqual([0]);
    await settled();
    expect(starts).toEqual([]);
    bubble.click();
    await until(() => starts.length > 0);
    recado.close();
    bubble.click();
    await settled();
    expect([imports, starts]).toEqual([[0], ["start"]]);
  });

  test("says nothing where that fails, and at the click it comes from another address", async () => {
    const { bubble, imports, starts, complaints } = atTheBubble((attempt) =>
      attempt > 0 ? Promise.resolve() : Promise.reject(new TypeError("Offline")),
    );
    bubble.dispatchEvent(new PointerEvent("pointerover"));
    await settled();
    expect([imports, complaints]).toEqual([[0], []]);
    bubble.click();
    await until(() => starts.length > 0);
    expect([imports, complaints]).toEqual([[0, 1], []]);
  });
});

describe("what is not asked for", () => {
  test("holds up nothing: the bubble stands in the first frame after the script has run, whatever the server does", async () => {
    const page = await shop({
      before: `fetch = () => new Promise(() => {});
        var frames = 0, standing;
        const look = () => {
          frames++;
          standing ??= document.querySelector("recado-chat")?.shadowRoot.querySelector("button")?.offsetWidth === 56 ? frames : undefined;
          if (!standing) requestAnimationFrame(look);
        };
        document.addEventListener("load", (event) => event.target.dataset?.site && requestAnimationFrame(look), true);`,
    });
    await page.button(/^Open chat$/);
    await until(() => Reflect.get(page.window, "standing") !== undefined);
    expect(Reflect.get(page.window, "standing")).toBe(1);
  });

  const connection = (saveData: boolean, effectiveType: string) =>
    `Object.defineProperty(navigator, "connection", { value: { saveData: ${saveData}, effectiveType: "${effectiveType}" } });`;
  const somebodyIsThere = (page: Shop, sign = "keydown") => page.window.dispatchEvent(new page.window.Event(sign));
  const idle = (page: Shop) => new Promise<void>((rest) => page.window.requestIdleCallback(() => setTimeout(rest, 50)));

  test.each(["keydown", "pointerover", "focus"])(
    "the panel is fetched ahead on a good connection after a %s anywhere, when the page is quiet",
    async (sign) => {
      const page = await shop({ before: connection(false, "4g") });
      await page.button(/^Open chat$/);
      somebodyIsThere(page, sign);
      const link = await until(() => page.document.querySelector("link"));
      expect([link.rel, link.href]).toEqual(["modulepreload", `${location.origin}/src/widget.ts`]);
    },
  );

  test.each([
    ["whoever saves data", true, "4g"],
    ["3G", false, "3g"],
    ["2G", false, "slow-2g"],
  ])("on the connection of %s nothing is fetched ahead for a hand elsewhere", async (_, saveData, type) => {
    const page = await shop({ before: connection(saveData, type) });
    await page.button(/^Open chat$/);
    for (const sign of ["keydown", "focus"]) somebodyIsThere(page, sign);
    await idle(page);
    expect(page.document.querySelector("link")).toBeNull();
  });

  test.each(["pointerover", "keydown", "focus"])(
    "a %s at the bubble itself is answered at once, also for whoever saves data",
    async (sign) => {
      const page = await shop({ before: connection(true, "4g") });
      const button = await page.button(/^Open chat$/);
      button.dispatchEvent(new page.window.Event(sign));
      await until(() => page.window.performance.getEntriesByName(`${location.origin}/src/widget.ts`).length > 0);
    },
  );

  test("the sheet is read once more where the site has another colour, and not where it has none", async () => {
    const count = `var read = 0; const { replaceSync } = CSSStyleSheet.prototype;
      CSSStyleSheet.prototype.replaceSync = function (text) { read++; return replaceSync.call(this, text); };`;
    const coloured = await shop({ before: count });
    await until(() => Reflect.get(coloured.window, "read") === 2);
    const page = await shop({
      before: `${count} var told = 0; Response.prototype.json = async () => { told++; return { id: "flora" }; };`,
    });
    await until(() => Reflect.get(page.window, "told") === 1);
    await idle(page);
    expect(Reflect.get(page.window, "read")).toBe(1);
  });

  test("a page whose tag says colour and side is not asked for them", async () => {
    const page = await shop({ tag: TAG.replace("data-site", 'data-accent="#117755" data-position="start" data-site') });
    const button = await page.button(/^Open chat$/);
    await idle(page);
    expect(getComputedStyle(button).backgroundColor).toBe("rgb(17, 119, 85)");
    expect(button.getBoundingClientRect().left).toBe(20);
    expect(page.asked).toEqual([]);
  });
});

describe("the badge", () => {
  test("shows what the device remembers, before anything is loaded", async () => {
    await leaveHead(2);
    // A panel that never comes: what is seen is the loader's alone.
    const page = await shop({ panel: "/src/not-there.js" });
    const button = await page.button(/^Open chat \(2\)$/);
    expect(button.nextElementSibling?.textContent).toBe("2");
  });

  test("is all there is until the page is quiet: no code of the panel, one look at the device, one request", async () => {
    await leaveHead(2);
    const page = await shop({
      before: `var did = [], quiet = [];
        requestIdleCallback = (call) => quiet.push(call);
        for (const name of ["setTimeout", "setInterval"]) window[name] = () => did.push(name);
        const open = indexedDB.open;
        IDBFactory.prototype.open = function (...of) { did.push("indexedDB " + of[0]); return open.apply(this, of); };`,
    });
    const panels = () =>
      page.window.performance.getEntriesByType("resource").filter(({ name }) => name.includes("/src/widget.ts")).length +
      page.document.querySelectorAll("link").length;
    const quiet: (() => void)[] = Reflect.get(page.window, "quiet");
    await page.button(/^Open chat \(2\)$/);
    page.window.dispatchEvent(new page.window.Event("keydown"));
    await until(() => page.asked.length > 0 && quiet.length >= 2);
    // A turn of the browser's own, in which what would not wait would have begun.
    await new Promise((frame) => page.window.requestAnimationFrame(frame));
    // The timer forgives a page that takes the bubble away: it is set wherever the bubble is put.
    const did = ["setTimeout", `indexedDB ${DB}`];
    expect([panels(), page.asked, Reflect.get(page.window, "did")]).toEqual([0, ["/v1/sites/flora"], did]);
    expect((await page.root()).querySelector("[role=dialog]")).toBeNull();
    for (const call of quiet) call();
    await until(async () => (await page.root()).querySelector("[role=dialog]"));
    expect(panels()).toBeGreaterThan(0);
  });

  test("looking for it creates no database, and a stranger's record is no record", async () => {
    expect(await readHead("flora")).toBeUndefined();
    expect(await databases()).not.toContain(DB);
    await leaveHead(3);
    expect(await readHead("flora")).toBe(3);
    expect(await readHead("another")).toBeUndefined();
  });
});

describe("the address", () => {
  const SECRET = `${"a".repeat(42)}_`;
  const at = (hash: string) => {
    const before = location.href;
    onTestFinished(() => history.replaceState(history.state, "", before));
    history.replaceState({ router: "state" }, "", hash);
  };

  test("loses a mail's secret at once, and nothing else", () => {
    at(`#recado=${SECRET}`);
    const entries = history.length;
    expect(takeSecret()).toBe(SECRET);
    expect([location.hash, history.length, history.state]).toEqual(["", entries, { router: "state" }]);
    expect(location.href).not.toContain(SECRET);
    at(`#/orders?x=1&recado=${SECRET}`);
    expect(takeSecret()).toBe(SECRET);
    expect(location.hash).toBe("#/orders?x=1");
  });

  test("loses it also on a page whose base is another origin", () => {
    const base = document.createElement("base");
    base.href = "https://cdn.flora.example/theme/";
    document.head.append(base);
    onTestFinished(() => base.remove());
    history.replaceState({ router: "state" }, "", `${location.href.split("#")[0]}#top&recado=${SECRET}`);
    onTestFinished(() => history.replaceState(null, "", location.href.split("#")[0]));
    expect(takeSecret()).toBe(SECRET);
    expect([location.hash, history.state]).toEqual(["#top", { router: "state" }]);
  });

  test.each(["", "#recado", "#recado=short", `#recado=${SECRET}x`])("%j is the page's own", (hash) => {
    at(hash || location.pathname);
    expect(takeSecret()).toBeUndefined();
  });
});

describe("a mail's link that is opened in the page's own tab", () => {
  const never = new AbortController().signal;
  /** Somebody's conversation, and what a mail of it would carry. */
  async function mailed(text: string) {
    const backend = memory();
    await backend.open({ kind: "new" }, never);
    await backend.send({ id: newId(), text, seen: 0 }, never);
    return { backend: memory({ world: backend.world }), link: () => backend.agent.resumeSecret() };
  }
  async function opened(secret: string) {
    location.hash = `recado=${secret}`;
    await until(() => location.hash === "");
  }
  function started(backend: Backend) {
    const asked: number[] = [];
    let come = () => {};
    const way = new Promise<void>((resolve) => {
      come = resolve;
    });
    const settings = { site: "flora", backend, consent: "denied" };
    const ended = new AbortController();
    const before = location.href;
    onTestFinished(() => {
      ended.abort();
      history.replaceState(null, "", before);
    });
    const place = paintBubble(settings, ended);
    const recado = start({
      ...{ settings, place, ended, events: createEvents(), prefetch() {} },
      async importPanel(attempt) {
        asked.push(attempt);
        await way;
        return import("../../../src/widget.js");
      },
    });
    const { root } = place;
    const says = (text: string) =>
      until(() => [...root.querySelectorAll(".bubble .text")].some(({ textContent }) => textContent === text));
    return { recado, asked, come, says, panels: () => root.querySelectorAll("[role=dialog]").length };
  }

  test("while the panel is on its way is taken by that one: there is one panel, and it shows the link's conversation", async () => {
    const { backend, link } = await mailed("My pot is broken");
    const { recado, asked, come, says, panels } = started(backend);
    recado.open();
    await until(() => asked.length > 0);
    await opened(link());
    come();
    await says("My pot is broken");
    expect([asked, panels()]).toEqual([[0], 1]);
  });

  test("while a panel is there is taken by another one in its place, of the same code", async () => {
    const { backend, link } = await mailed("My pot is broken");
    const { recado, asked, come, says, panels } = started(backend);
    come();
    recado.open();
    await until(panels);
    await opened(link());
    await says("My pot is broken");
    // Of an attempt that has not failed nothing else is asked: what the browser has kept of it is good.
    expect([new Set(asked), panels()]).toEqual([new Set([0]), 1]);
  });
});

test("20 settings are only what tag and page have of their own: polluted prototypes configure nobody's chat", () => {
  const tag = document.createElement("script");
  tag.dataset.site = "flora";
  tag.dataset.accent = "#ff0000";
  const polluted = Object.create({ site: "evil", lang: "evil" });
  polluted.accent = "#00ff00";
  const settings = readSettings(tag.dataset, polluted);
  expect(settings).toEqual(Object.assign(Object.create(null), { site: "flora", accent: "#00ff00" }));
  const hostile = readSettings(
    tag.dataset,
    JSON.parse('{"__proto__":{"lang":"evil"},"constructor":{"prototype":{"lang":"evil"}}}'),
  );
  expect([hostile.lang, settings.lang, {}]).toEqual([undefined, undefined, {}]);
  expect("lang" in Object.prototype).toBe(false);
});
