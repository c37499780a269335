/**
 * `npm run bench:server`: the reference backend against its promises, on a real PostgreSQL, as one table. `--only append,due` runs parts of
 * it, `--minutes 10` holds the idle streams longer, `--streams 2000` holds fewer. Ratios from one run count; absolute times are this
 * machine's.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { appends } from "./bench-server/append.js";
import { deploy } from "./bench-server/deploy.js";
import { due } from "./bench-server/due.js";
import { type Figure, load, table } from "./bench-server/figure.js";
import { flood } from "./bench-server/flood.js";
import { longConversations } from "./bench-server/long.js";
import { nodes } from "./bench-server/nodes.js";
import { replies } from "./bench-server/reply.js";
import { streams } from "./bench-server/streams.js";

const { values } = parseArgs({
  options: { only: { type: "string" }, streams: { type: "string", default: "20000" }, minutes: { type: "string", default: "1" } },
});
const parts: Record<string, () => Promise<Figure[]>> = {
  append: appends,
  long: longConversations,
  reply: replies,
  nodes,
  due,
  deploy,
  flood,
  streams: () => streams(Number(values.streams), Number(values.minutes)),
};
const wanted = values.only?.split(",") ?? Object.keys(parts);
for (const name of wanted)
  if (!(name in parts)) throw new Error(`There is no part "${name}", only ${Object.keys(parts).join(", ")}`);

const figures: Figure[] = [];
for (const name of wanted) {
  console.error(`${name} … (${load()})`);
  const found = (await parts[name]?.()) ?? [];
  // A part takes minutes: what it found is there also if a later one fails.
  console.error(table(found));
  figures.push(...found);
}
console.log(`\n${availableParallelism()} cores, Node ${process.versions.node}, ${load()}\n\n${table(figures)}`);
process.exit(figures.some(({ isMet }) => isMet === false) ? 1 : 0);
