/**
 * A conversation of several hundred messages in all three engines: how much of it is in the page, that nothing moves which is being
 * read, and that the engine's own search finds what is there. Each scrolls, anchors and searches in its own way.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resumeLink } from "../e2e/demo.js";
import { textOf } from "../server/letters.js";
import { draft, newVisitor, signedIn } from "../server/people.js";
import { until } from "../until.js";
import type { Engine } from "./engine.js";
import { ENGINES } from "./engines.js";
import { type Visitor, visitorIn } from "./people.js";
import { strictShop } from "./shop.js";
import { click } from "./sight.js";

/** Twice what is drawn at once, in eight pages. */
const MESSAGES = 400;
const MOST_ROWS = 300;
const LENGTHS = ["Yes.", "It is two years old, and likes the sun.", `We send it on Tuesdays, ${"in a box of straw ".repeat(9)}`];

const shop = await strictShop();

/** A link to a conversation of so many messages, numbered and read. */
async function linkFor(email: string): Promise<string> {
  const visitor = await newVisitor(shop.world.url, "flora");
  await visitor.ask("identify", { body: { contact: { email }, held: [draft("1 Hello")] } });
  const agent = await signedIn(shop.world.url, await shop.signInLink());
  await agent.reply(visitor.id, "2 Hello!");
  shop.world.advance(60_000);
  const mail = await until(() => shop.mailer.taken.find(({ envelope }) => envelope.to === email));
  await shop.world.database.query(
    `insert into messages (conversation_id, seq, id, by, channel, text, at)
     select id, last_seq + n - 2, 'long-' || n, case when n / 3 % 2 = 0 then 'visitor' else 'agent' end, 'widget',
            n || ' ' || ($2::text[])[n % 3 + 1], last_message_at + n * 60000
     from conversations, generate_series(3, $3::int) n where id = $1`,
    [visitor.id, LENGTHS, MESSAGES],
  );
  await shop.world.database.query(
    `update conversations set last_seq = newest, read_cursor = newest
     from (select max(seq) as newest from messages where conversation_id = $1) as told where id = $1`,
    [visitor.id],
  );
  return resumeLink({ text: await textOf(mail) });
}

interface Walk {
  isOver: boolean;
  steps: number;
  /** In pixels: how far a row in view was from where the scrolling alone would have taken it. */
  mostMoved: number;
  /** Looks at such a row. */
  looks: number;
  mostRows: number;
  /** Steps after which nothing was in view, a number was missing between two rows, or a later row stood higher. */
  empty: number;
  gaps: number;
  disorder: number;
  /** The numbers that the first and the last row begin with. */
  ends: [first: number, last: number];
}

/** In the page: scrolls by so many pixels again and again, until this message is in it. */
function walk(by: number, to: number): void {
  const log = document.querySelector("recado-chat")?.shadowRoot?.querySelector(".log");
  if (!log) throw new Error("There is no log");
  const walked: Walk = {
    isOver: false,
    steps: 0,
    mostMoved: 0,
    looks: 0,
    mostRows: 0,
    empty: 0,
    gaps: 0,
    disorder: 0,
    ends: [0, 0],
  };
  Object.assign(window, { walked });
  const rows = () => [...log.querySelectorAll(".row:has(.text)")];
  const topOf = (element: Element) => element.getBoundingClientRect().top;
  const middle = topOf(log) + log.clientHeight / 2;
  const inView = () =>
    rows().find((row) => row.getBoundingClientRect().bottom > middle && topOf(row) < middle + log.clientHeight);
  const numberOf = (row: Element | undefined) => Number.parseInt(row?.querySelector(".text")?.textContent ?? "", 10);
  /** Until what follows from it is drawn: the engine tells of the scrolling with the next frame. */
  const afterwards = (look: () => void, then: () => void, frames = 3): void =>
    void requestAnimationFrame(() =>
      setTimeout(() => {
        look();
        if (frames > 1) afterwards(look, then, frames - 1);
        else then();
      }),
    );
  const step = () => {
    const all = rows();
    walked.ends = [numberOf(all[0]), numberOf(all.at(-1))];
    walked.isOver = walked.ends.includes(to) || walked.steps > 150;
    if (walked.isOver) return;
    const row = inView();
    const [top, at] = [row ? topOf(row) : 0, log.scrollTop];
    log.scrollTop += by;
    const expected = top - (log.scrollTop - at);
    walked.steps += 1;
    const look = () => {
      if (!row?.isConnected) return;
      walked.looks += 1;
      walked.mostMoved = Math.max(walked.mostMoved, Math.abs(topOf(row) - expected));
    };
    afterwards(look, () => {
      const now = rows();
      walked.mostRows = Math.max(walked.mostRows, log.querySelectorAll(".lines > *").length);
      walked.empty += inView() ? 0 : 1;
      walked.gaps += now.filter((one, index) => index > 0 && numberOf(one) !== numberOf(now[index - 1]) + 1).length;
      walked.disorder += now.filter((one, index) => index > 0 && topOf(one) <= topOf(now[index - 1] as Element)).length;
      step();
    });
  };
  step();
}

describe.each(Object.entries(ENGINES))("in %s", (short, start) => {
  let engine: Engine;
  let ana: Visitor;

  beforeAll(async () => {
    engine = await start();
    const link = await linkFor(`ana@${short}.long.example`);
    ana = visitorIn(await engine.open());
    await ana.window.goTo(link);
    await until(async () => (await ana.texts()).at(-1)?.startsWith(`${MESSAGES} `));
  });
  afterAll(() => engine?.close());

  const walkTo = async (by: number, to: number): Promise<Walk> => {
    await ana.window.look(walk, by, to);
    const walked = () => ana.window.look(() => (globalThis as unknown as { walked: Walk }).walked);
    await until(async () => (await walked()).isOver, 100_000);
    return walked();
  };

  test.each([
    ["up to the first message, which is loaded page by page", -450, 1],
    ["down again to the last", 900, MESSAGES],
  ])("%s: few rows, in order, and nothing moves but by what was scrolled", async (_, by, to) => {
    const { steps, mostMoved, looks, mostRows, ends, ...faults } = await walkTo(by, to);
    expect(ends).toContain(to);
    expect(steps).toBeGreaterThan(10);
    expect(faults).toEqual({ isOver: true, empty: 0, gaps: 0, disorder: 0 });
    // Three looks a step, but for steps beyond what is drawn.
    expect(looks).toBeGreaterThan(2 * steps);
    expect(mostMoved).toBeLessThanOrEqual(1);
    expect(mostRows).toBeLessThanOrEqual(MOST_ROWS);
  });

  test("closed, nothing of it takes the focus or a click", async () => {
    await click(ana.window, "button", /^Close chat/);
    const taken = () =>
      ana.window.look(() => {
        const root = document.querySelector("recado-chat")?.shadowRoot;
        const panel = root?.querySelector(".panel");
        if (!root || !panel) throw new Error("There is no panel");
        const { left, top, width, height } = panel.getBoundingClientRect();
        const isHit = panel.contains(root.elementFromPoint(left + width / 2, top + height / 2));
        const focused = [...panel.querySelectorAll<HTMLElement>("button, textarea, [tabindex], a")].filter((part) => {
          part.focus();
          return panel.contains(root.activeElement);
        });
        return { isHit, focused: focused.length, parts: panel.querySelectorAll("button, textarea").length > 2 };
      });
    await until(async () => !(await taken()).isHit);
    expect(await taken()).toEqual({ isHit: false, focused: 0, parts: true });
    await click(ana.window, "button", /^Open chat/);
    await until(async () => (await ana.texts()).length > 0);
  });

  test("the engine's own search finds what is in the page, and what is closed not", async ({ skip }) => {
    skip(short === "webkit", "What a page may ask of WebKit's search stops at shadow roots, whatever is in them");
    const finds = (text: string) =>
      ana.window.look((text) => {
        getSelection()?.removeAllRanges();
        const find: (text: string, asWritten: boolean, backwards: boolean, around: boolean) => boolean = Reflect.get(
          window,
          "find",
        );
        return find(text, true, false, true) || find(text, true, true, true);
      }, text);
    const far = (await ana.texts())[0] ?? "";
    expect([await finds(far), await finds("That nobody wrote")]).toEqual([true, false]);
    await click(ana.window, "button", /^Close chat/);
    await until(async () => !(await finds(far)));
  });

  test("nobody's console or policy had a complaint", async () => {
    expect(await ana.window.complaints()).toEqual([]);
    expect(shop.violations).toEqual([]);
  });
});
