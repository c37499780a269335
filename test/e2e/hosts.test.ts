/** F24: on any page the same widget: to the last property of its style, pixel by pixel, and byte by byte on the wire. */
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromium } from "../chromium.js";
import { until } from "../until.js";
import { HOSTS, type HostileHost } from "./hostile-hosts.js";
import type { Call } from "./line.js";
import { differences, type Looks, looksOf, picturesOf } from "./looks.js";
import { giveEmail, visitorIn } from "./people.js";
import { faultyShop } from "./shop.js";
import { RESTED_MS, sent, texts } from "./shoppers.js";

const shop = await faultyShop();
const { line } = shop;
await shop.world.shop({
  id: "asking",
  settings: {
    contactForm: {
      whenOnline: "required",
      whenAway: "required",
      fields: [{ name: "email", required: true }],
      consent: { text: "Fine." },
    },
  },
});

let browser: Browser;
let plain: Visit;
beforeAll(async () => {
  browser = await playwright.launch(await chromium());
  plain = await visit({});
});
afterAll(() => browser?.close());

interface Visit {
  /** Closed, with the form open, and in conversation. */
  readonly looks: readonly Looks[];
  /** With the form open: no time of day stands there. */
  readonly pictures: readonly string[];
  readonly wire: readonly string[];
}

/** The same visit on any page: a question, its contact, another line. */
async function visit({ css = "", before = "", body = "" }: HostileHost): Promise<Visit> {
  line.mend();
  const tag = shop.tag.replace("flora", "asking");
  const address = shop.page("/asking", `<style>${css}</style>${body}<main><p>Flora</p></main>${tag}`);
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
  try {
    const ana = await visitorIn(context, address, (page) => page.addInitScript(before));
    // A line above the composer takes room: for a moment a busy disk may have seemed to keep nothing.
    const banner = ana.page.locator("recado-chat .banner");
    const looksCalm = async () => {
      await until(async () => (await banner.count()) === 0, RESTED_MS);
      return looksOf(ana.page);
    };
    const looks: Looks[] = [];
    await ana.page.getByRole("button", { name: "Open chat" }).waitFor();
    await until(() => line.to("asking", "GET").some(({ status }) => status === 200));
    looks.push(await looksOf(ana.page));
    await ana.openChat();
    // What is typed says more than it has to: quotes, a line break, what JSON escapes.
    await ana.write('“A "question" \\ of mine”\nand its second line');
    await ana.panel.getByRole("textbox", { name: "E-mail" }).waitFor();
    looks.push(await looksCalm());
    const pictures = await picturesOf(ana.page);
    await giveEmail(ana, "ana@example.com");
    await until(() => line.to("contact").some(({ status }) => status === 200));
    await until(() => line.streams() > 0);
    // What was seen goes along with what is written: the note of the address is.
    await ana.panel.locator(".noted").first().waitFor();
    await ana.write("Another");
    await until(async () => (await texts(ana)).includes("Another"));
    await sent(ana);
    looks.push(await looksCalm());
    expect(ana.complaints).toEqual([]);
    return { looks, pictures, wire: ["session", "contact", "messages"].flatMap((route) => line.to(route)).map(bytesOf) };
  } finally {
    await context.close();
  }
}

/** A call as it was, but for what differs from visit to visit by design: ids, tokens and stamps. */
function bytesOf({ method, path, headers, body }: Call): string {
  const { authorization, "content-type": type, accept } = headers;
  const said = [method, path, type, accept, authorization?.replace(/\S{43}/, "TOKEN"), body].join(" ");
  return said.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID").replace(/(?<="stamp":")\d{13}\.[\w-]{16}\.[\w-]{43}(?=")/, "STAMP");
}

test("F24 on a plain page: what the others are compared with, and that it is the same twice", async () => {
  expect(plain.wire).toHaveLength(3);
  expect(plain.wire[1]).toContain('"held":[{"id":"ID"');
  expect(plain.wire[1]).toContain('"stamp":"STAMP"');
  expect(plain.looks.map((looks) => Object.keys(looks).length)).toEqual([3, expect.any(Number), expect.any(Number)]);
  expect(Object.keys(Object.values(plain.looks[1] ?? {})[3] ?? {}).length).toBeGreaterThan(300);
  expect(same(await visit({}))).toEqual(same(plain));
});

test.for(Object.entries(HOSTS))("F24 %s: the same looks, and the same bytes on the wire", async ([, host]) => {
  const seen = await visit(await host());
  const leaks = seen.looks.map((looks, at) => differences(looks, plain.looks[at] ?? {}));
  expect(leaks).toEqual([[], [], []]);
  expect(same(seen)).toEqual(same(plain));
});

const same = ({ pictures, wire }: Visit) => ({ wire, pictures });
