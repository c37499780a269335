/** `npm run own-words-cost`: processor time for each hostile answer, with and without the mail it answers. Aim: 100 ms each. */
import { ownWords } from "../src/forwarding/inbound/own-words/own-words.js";
import { HOSTILE_HTML, HOSTILE_TEXTS } from "./hostile-answers.js";

const MOST_MS = 100;
const SENT = "We have the olive trees again, in two sizes.\n".repeat(1_500);

// The first call compiles the expressions; that is no cost of a mail.
ownWords("Ana wrote:\n> x\nSent from my iPhone");

const cases = [
  ...Object.entries(HOSTILE_TEXTS).map(([name, text]) => ({ name: `text: ${name}`, mail: text, length: text.length })),
  ...Object.entries(HOSTILE_HTML).map(([name, html]) => ({ name: `HTML: ${name}`, mail: { html }, length: html.length })),
];

let worst = 0;
for (const { name, mail, length } of cases) {
  const ms = [undefined, SENT].map((sent) => {
    const start = process.cpuUsage();
    ownWords(mail, { sent });
    return process.cpuUsage(start).user / 1_000;
  });
  worst = Math.max(worst, ...ms);
  const columns = ms.map((one) => `${one.toFixed(0)} ms`.padStart(8)).join("");
  console.log(`${columns}  ${(length / 1_048_576).toFixed(2)} MB  ${name}${Math.max(...ms) > MOST_MS ? "  OVER" : ""}`);
}
console.log(`worst ${worst.toFixed(0)} ms, aim ${MOST_MS}`);
process.exitCode = worst > MOST_MS ? 1 : 0;
