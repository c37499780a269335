/** The README's chart: how long until the bubble is there and how much is loaded before it, ours beside the floor and the peers. For light and dark pages. */
import type { Line, Measured } from "./measured.js";

const ROW = 26;
const TOP = 66;
const LABELS = 220;
const BAR = 210;
const GAP = 90;
const WIDTH = LABELS + 2 * (BAR + GAP);

const STYLE = `text{font:13px system-ui,sans-serif;fill:#1c1d24}.muted{fill:#62646f}.bar{fill:#b9bac6}.ours{fill:#5b5bd6}
@media(prefers-color-scheme:dark){text{fill:#f1f1f6}.muted{fill:#a1a3b3}.bar{fill:#565868}.ours{fill:#8f8ff0}}`;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export function chartOf({ lines, day, rounds, load, processors }: Measured): string {
  const drawn = lines
    .filter(({ name, bubbleMs, kiBClosed }) => name !== "blank page" && bubbleMs !== undefined && kiBClosed !== undefined)
    .sort((a, b) => (a.bubbleMs ?? 0) - (b.bubbleMs ?? 0));
  const most = (of: (line: Line) => number | undefined) => Math.max(...drawn.map((line) => of(line) ?? 0));
  const column = (of: (line: Line) => number | undefined, unit: string, left: number) => (line: Line, index: number) => {
    const value = of(line) ?? 0;
    const width = Math.max(2, Math.round((value / most(of)) * BAR));
    const y = TOP + index * ROW;
    const kind = line.name === "Recado" ? "ours" : "bar";
    return `<rect class="${kind}" x="${left}" y="${y}" width="${width}" height="16" rx="3"/><text x="${left + width + 6}" y="${y + 13}">${figure(value)} ${unit}</text>`;
  };
  const parts = [
    ...drawn.map(
      ({ name }, index) => `<text x="${LABELS - 10}" y="${TOP + index * ROW + 13}" text-anchor="end">${escaped(name)}</text>`,
    ),
    ...drawn.map(column(({ bubbleMs }) => bubbleMs, "ms", LABELS)),
    ...drawn.map(column(({ kiBClosed }) => kiBClosed, "KiB", LABELS + BAR + GAP)),
  ];
  const height = TOP + drawn.length * ROW + 34;
  const said = drawn
    .map(({ name, bubbleMs, kiBClosed }) => `${name}: ${figure(bubbleMs ?? 0)} ms, ${figure(kiBClosed ?? 0)} KiB`)
    .join("; ");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(said)}"><style>${STYLE}</style>
<text x="${LABELS}" y="22" font-weight="600">Until the chat is there</text><text class="muted" x="${LABELS}" y="42">1.6 Mbps, 150 ms, a quarter of a processor</text>
<text x="${LABELS + BAR + GAP}" y="22" font-weight="600">Loaded until then</text><text class="muted" x="${LABELS + BAR + GAP}" y="42">with brotli</text>
${parts.join("\n")}
<text class="muted" x="10" y="${height - 10}">npm run bench, ${escaped(day)}: medians of ${rounds}, load ${load[0].toFixed(1)} to ${load[1].toFixed(1)} on ${processors} processors</text></svg>
`;
}

export const figure = (value: number): string => (value < 10 ? value.toFixed(1) : Math.round(value).toString());
