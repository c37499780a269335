/**
 * `npm run text-cost`: row 19 of the security checklist. What 100,000 hostile characters cost everything that reads texts of others
 * letter by letter: less than 50 ms, and twice as many not much more than twice that.
 */
import { pathOf } from "../src/console/page-path.js";
import { suggestEmail } from "../src/contact-form/suggest.js";
import { cleanText } from "../src/forwarding/letter/clean.js";
import { spans } from "../src/forwarding/letter/links.js";
import { parseEmail } from "../src/protocol/email.js";
import { pieces } from "../src/widget/links.js";
import { cleanName, initials } from "../src/widget/visible-text.js";

const LENGTH = 100_000;
const MOST_MS = 50;
/** Twice the text in four times the time would be a square. */
const MOST_GROWTH = 3;

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  "links in a message": pieces,
  "links in a letter": spans,
  "a letter's text": cleanText,
  "a name": cleanName,
  initials,
  "a page's path": (text) => pathOf(`https://flora.example/${text}`),
  "an address": parseEmail,
  "an address's typing errors": suggestEmail,
};

/** What is repeated. Each comes a second time as the end of one link. */
const TEXTS: Readonly<Record<string, string>> = {
  "one long word": "a",
  "at signs": "a@",
  "dots after an at sign": "a@b.",
  "closing brackets": ")",
  "links with brackets": "https://a.example/(b) ",
  schemes: "http://",
  "a link and its closing brackets": `https://a.example/${")]".repeat(900)} `,
  "line breaks": "\r\n",
  "spaces before a letter": `${" ".repeat(999)}a`,
  "letters nobody sees": "\u200b",
  "characters of many parts": "e\u0301\u0301\u0301",
  "percent signs": "%e2%80%ae%",
};

/** The best of five: what is asked is how long it takes, not what else the machine is doing. */
function bestMs(read: (text: string) => unknown, text: string): number {
  const spans = [1, 2, 3, 4, 5].map(() => {
    const start = performance.now();
    read(text);
    return performance.now() - start;
  });
  return Math.min(...spans);
}

let failures = 0;
for (const [reader, read] of Object.entries(READERS)) {
  for (const [name, part] of Object.entries(TEXTS)) {
    for (const head of ["", "https://a.example/"]) {
      const long = (length: number) => (head + part.repeat(Math.ceil(length / part.length))).slice(0, length);
      const [once, twice] = [bestMs(read, long(LENGTH)), bestMs(read, long(2 * LENGTH))];
      // What is over in a few milliseconds grows by chance.
      const isOver = once > MOST_MS || (twice > MOST_MS / 2 && twice > MOST_GROWTH * once);
      if (isOver) failures++;
      const what = `${reader}: ${head && "one link, "}${name}`;
      console.log(`${once.toFixed(1).padStart(7)} ms ${twice.toFixed(1).padStart(7)} ms  ${what}${isOver ? "  OVER" : ""}`);
    }
  }
}
console.log(`${failures} over ${MOST_MS} ms for ${LENGTH} characters, or over ${MOST_GROWTH} times that for twice as many`);
process.exitCode = failures > 0 ? 1 : 0;
