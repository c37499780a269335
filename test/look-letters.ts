/** Pictures of our letters, as `npm run look` takes them: each kind, light and dark, on a phone and on a wide screen, into test/screenshots/. */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { chromium as playwright } from "playwright-core";
import type { LetterLine } from "../src/forwarding/index.js";
import { chromium } from "./chromium.js";
import { type Asked, letter } from "./unit/forwarding/letters.js";

const OUT = resolve(import.meta.dirname, "screenshots");
const WIDTHS = [320, 640, 1280];
const MONDAY = Date.UTC(2026, 10, 16, 9, 0);

type Said = [by: "visitor" | "bot" | string, text: string, more?: Partial<LetterLine>];
/** A line every few minutes; whoever is neither visitor nor bot is an agent. */
const lines = (...said: Said[]): LetterLine[] =>
  said.map(([who, text, more], nth) => ({
    seq: nth + 1,
    at: MONDAY + nth * 7 * 60_000,
    ...(who === "visitor" || who === "bot" ? { by: who } : { by: "agent", name: who }),
    text,
    ...more,
  }));

const STORY = lines(
  ["visitor", "Hi! Does the olive tree survive outside in winter?"],
  ["bot", "We're away right now. Where may the answer go?"],
  ["Amélie", "Hello Ana, yes, down to about −8 °C if the pot is insulated."],
  ["visitor", "Great.\nAnd the pot, is it the one from the picture?"],
  ["Amélie", "It is: 38 cm, terracotta. I also found the fleece covers you asked about:\nhttps://flora.example/covers"],
  ["visitor", "Perfect, I'll take two!"],
  ["Tom", "Amélie is out for lunch, so it's me. They are packed and leave today.", { files: ["invoice-4711.pdf"] }],
);

const LETTERS: Record<string, Asked> = {
  unread: { lines: STORY.slice(0, 5), head: { new: [5], context: [1, 2, 3, 4] } },
  whole: { lines: STORY, head: { new: [5, 7], context: [1, 2, 3, 4], interleaved: [6] } },
  transcript: { lines: STORY, head: { kind: "transcript", new: [], context: [1, 2, 3, 4, 5, 6, 7] } },
  alone: {
    lines: STORY.slice(2, 3).map((line) => ({ ...line, seq: 1 })),
    head: { new: [1], context: [] },
    site: { accent: "#0e7a5f" },
  },
  "in-both-directions": {
    lines: lines(
      ["visitor", "مرحبا، هل تعيش شجرة الزيتون في الخارج شتاءً؟ الطلب رقم 4711"],
      ["نور", "نعم، حتى −8 °C تقريبًا إذا كان الأصيص معزولًا. التفاصيل: https://flora.example/covers"],
      ["visitor", "Thank you! שלום"],
      ["Noor", "You're welcome, عزيزتي Ana."],
    ),
    head: { new: [2, 4], context: [1], interleaved: [3] },
    locale: "ar",
  },
  "long-words": {
    lines: lines(
      ["visitor", `Look: https://flora.example/${"very-long-path/".repeat(12)}?a=b`],
      [
        "Maximiliane-Alexandra von Hohenstaufen-Württemberg",
        `${"Donaudampfschifffahrtsgesellschaftskapitän".repeat(4)} is the word.`,
      ],
    ),
    head: { new: [2], context: [1] },
    site: { name: "The Rather Longly Named Flora Garden Shop & Sons of Lower Saxony" },
    locale: "pt-BR",
  },
  "to-agent": {
    lines: [
      ...STORY.slice(0, 4),
      {
        seq: 5,
        by: "visitor",
        text: "Could it still be delivered this week? We leave for two months on Saturday.",
        at: MONDAY + 3_600_000,
      },
    ],
    head: { new: [5], context: [1, 2, 3, 4], to: "amelie@flora.example" },
    toAgent: {
      visitor: "Ana Souza",
      facts: ["ana@example.com", "+351 912 345 678", "https://flora.example/olive-tree"],
      reference: "4F2A9C",
      link: "https://chat.flora.example/console/#/conversation/c",
      choiceLink: "https://chat.flora.example/console/",
    },
  },
  cut: {
    lines: lines(
      ...Array.from(
        { length: 400 },
        (_, nth): Said => [nth % 2 === 0 ? "visitor" : "Amélie", "What do you think of this one? ".repeat(8)],
      ),
    ),
    head: { new: [400], context: Array.from({ length: 399 }, (_, nth) => nth + 1) },
  },
};

const browser = await playwright.launch(await chromium());
try {
  await mkdir(OUT, { recursive: true });
  for (const [name, asked] of Object.entries(LETTERS)) {
    const { html } = await letter(asked);
    for (const width of WIDTHS)
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await browser.newPage({ viewport: { width, height: 700 }, colorScheme });
        await page.setContent(html);
        // A whole transcript is a metre long; its head and its first bubbles are what one looks at.
        const height = Math.min(1_600, await page.evaluate(() => document.documentElement.scrollHeight));
        await page.screenshot({
          path: `${OUT}/letter-${name}-${width}-${colorScheme}.png`,
          clip: { x: 0, y: 0, width, height },
          fullPage: true,
        });
        await page.close();
      }
  }
} finally {
  await browser.close();
}
