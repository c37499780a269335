/**
 * `npm run bench`: our widget beside a blank page and the floor in one run, each budget beside its figure. `-- --peers` adds other
 * chats that npm has. `-- --write` fills in the README's chart and table, `-- --rounds=3` is quicker.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { chromium as playwright } from "playwright-core";
import { chromium } from "../chromium.js";
import { budgetsOf } from "./budgets.js";
import { chartOf, figure } from "./chart.js";
import { idleOf, type Long, longOf, type Talk, talkOf } from "./long.js";
import { type Line, type Measured, median } from "./measured.js";
import { OWN, page, servePages } from "./pages.js";
import { fetchPeers, type Peers } from "./peers.js";
import { readmeWith } from "./readme.js";
import { openShop } from "./shop.js";
import { cpuOf, type Figures, figuresOf, type Profile, prefetched } from "./visit.js";

const ROOT = resolve(import.meta.dirname, "../..");
const README = join(ROOT, "README.md");
const MESSAGES = 10_000;
/**
 * So often a round the first three are loaded slow, and their processor's time is taken: of both, the machine's share differs from one
 * to the next by as much as the budgets allow.
 */
const SLOW_TURNS = 3;
const CPU_TURNS = 5;
const option = (name: string): boolean => process.argv.includes(`--${name}`);
const ROUNDS = Number(/--rounds=(\d+)/.exec(process.argv.join(" "))?.[1] ?? 7);

const loadBefore = loadavg()[0] ?? 0;
const shop = await openShop();
const peers: Peers = option("peers") ? await fetchPeers() : { peers: [], files: new Map() };
const pages = await servePages(new Map([...OWN, ...peers.files, ["/recado", page(shop.tag)]]));
const browser = await playwright.launch(await chromium());

const measured = new Map<string, { none: Figures[]; slow: Figures[]; cpuMs: number[] }>();
const ours = [
  { name: "blank page", path: "/blank" },
  { name: "the floor", path: "/floor" },
  { name: "Recado", path: "/recado" },
];
const subjects = [
  ...ours,
  ...peers.peers.flatMap(({ name, version, path }) => (path === undefined ? [] : [{ name: `${name} ${version}`, path }])),
];
for (const { name } of subjects) measured.set(name, { none: [], slow: [], cpuMs: [] });
const ahead: number[] = [];
const talks: Talk[] = [];
const longs: Long[] = [];
const take = async (name: string, profile: Profile, path: string) => {
  measured.get(name)?.[profile].push(await figuresOf(browser, pages.url + path, profile));
  process.stderr.write(".");
};
// One after the other, round by round: what the machine does beside it meets them all.
for (let round = 0; round < ROUNDS; round++) {
  for (const { name, path } of subjects) await take(name, "none", path);
  for (let turn = 0; turn < SLOW_TURNS; turn++)
    for (const { name, path } of turn === 0 ? subjects : ours) await take(name, "slow", path);
  for (let turn = 0; turn < CPU_TURNS; turn++)
    for (const { name, path } of turn === 0 ? subjects : ours)
      measured.get(name)?.cpuMs.push(await cpuOf(browser, `${pages.url}/blank`, pages.url + path));
  ahead.push(await prefetched(browser, `${pages.url}/recado`));
  talks.push(await talkOf(browser, shop, pages.url));
  longs.push(await longOf(browser, shop, pages.url, MESSAGES));
}
const idle = await idleOf(browser, shop, pages.url);
process.stderr.write("\n");

const of = (all: readonly Figures[], pick: (one: Figures) => number | undefined): number | undefined => {
  const values = all.flatMap((one) => pick(one) ?? []);
  return values.length > 0 ? median(values) : undefined;
};
const over = (name: string, values: (name: string) => readonly number[]): number =>
  median(values(name)) - median(values("blank page"));
const cpu = (name: string) => measured.get(name)?.cpuMs ?? [];
const heap = (name: string) => (measured.get(name)?.none ?? []).map(({ heapKiB }) => heapKiB);
const defined = (line: { readonly [key in keyof Line]: Line[key] | undefined }): Line => JSON.parse(JSON.stringify(line)) as Line;

const lines: Line[] = [...measured].map(([name, { none, slow }]) =>
  defined({
    name,
    kiBClosed: (of(slow, (one) => one.bytesClosed) ?? 0) / 1024,
    kiBOpen: (of(slow, (one) => one.bytesOpen) ?? Number.NaN) / 1024,
    requestsClosed: of(slow, (one) => one.requestsClosed),
    requestsOpen: of(slow, (one) => one.requestsOpen),
    bubbleMs: of(slow, (one) => one.bubbleMs),
    composerMs: of(slow, (one) => one.composerMs),
    cpuOverBlankMs: over(name, cpu),
    blockingMs: of(slow, (one) => one.blockingMs),
    heapOverBlankKiB: name === "blank page" ? undefined : over(name, heap),
    because: none.length === 0 ? "not measured" : undefined,
  }),
);
const result: Measured = {
  day: new Date().toISOString().slice(0, 10),
  load: [loadBefore, loadavg()[0] ?? 0],
  processors: cpus().length,
  rounds: ROUNDS,
  browser: `Chromium ${browser.version()}`,
  lines: [...lines, ...peers.peers.flatMap(({ name, because }) => (because === undefined ? [] : [{ name, because }]))],
  budgets: budgetsOf(
    lines,
    {
      shift: of(measured.get("Recado")?.slow ?? [], (one) => one.shift) ?? 0,
      blankHeapKiB: of(measured.get("blank page")?.none ?? [], (one) => one.heapKiB) ?? 0,
    },
    ahead,
    talks,
    longs,
    idle,
  ),
};
await browser.close();
await pages.close();
await shop.close();

// Times are the machine's; what one is of another in the same run says more.
const floorMs = lines.find(({ name }) => name === "the floor")?.bubbleMs ?? Number.NaN;
console.table(
  Object.fromEntries(
    result.lines.map(({ name, ...values }) => [
      name,
      Object.fromEntries(
        Object.entries({ ...values, ...(values.bubbleMs && { bubbleOfFloor: values.bubbleMs / floorMs }) }).map(
          ([key, value]) => [key, typeof value === "number" ? figure(value) : value],
        ),
      ),
    ]),
  ),
);
console.table(result.budgets);
console.log(
  `${result.browser}, medians of ${ROUNDS}; load of the machine ${result.load.map((load) => load.toFixed(1)).join(" to ")} on ${result.processors} processors`,
);
if (option("write")) {
  writeFileSync(join(ROOT, "test/bench/measured.json"), `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(join(ROOT, "demo/look/bench.svg"), chartOf(result));
  writeFileSync(README, readmeWith(readFileSync(README, "utf8"), result));
}
if (result.budgets.some(({ isMet }) => !isMet)) process.exitCode = 1;
