/** A conversation of a hundred thousand messages costs what one of ten does: writing into it, and reading its last and its middle page. */
import { ROUTES, type RouteName } from "../../src/protocol/index.js";
import { ask, draft } from "../server/people.js";
import { start } from "./child.js";
import { against, type Figure, figure, load, median, short } from "./figure.js";
import { createGround, SITE } from "./ground.js";
import type { Usage } from "./node.js";

const LENGTHS = [10, 1_000, 100_000];
const ROUNDS = 150;

export async function longConversations(): Promise<Figure[]> {
  const ground = await createGround();
  const tokens: string[] = [];
  for (const length of LENGTHS) tokens.push(...(await ground.people(1, `of${length}`, length)));
  await ground.people(1_000, "other", 50);
  const node = await start("node.ts", { database: ground.database.connection });
  const { url } = await node.ask<Usage>({});
  const times = LENGTHS.map(() => ({ append: [] as number[], pull: [] as number[] }));
  const timed = async (into: number[], name: RouteName, asking: object, token = "") => {
    const since = performance.now();
    await ask(url, ROUTES[name], { ...asking, headers: { authorization: `Bearer ${token}` } }, { site: SITE });
    into.push(performance.now() - since);
  };
  // In turn, so that what else the machine does is done to all of them.
  for (let round = 0; round < ROUNDS; round++)
    for (const [at, length] of LENGTHS.entries()) {
      const time = times[at];
      if (time === undefined) continue;
      await timed(time.append, "send", { body: draft("And is it hardy?", { seen: length }) }, tokens[at]);
      // As many messages each time, so that only what is behind them differs.
      const query = round % 2 === 0 ? "?limit=10" : `?after=${Math.floor(length / 2) - 5}&limit=5`;
      await timed(time.pull, "pull", { query }, tokens[at]);
    }
  await node.end();
  await ground.end();
  const figures: Figure[] = [];
  for (const [name, what] of [
    ["append", "a message into"],
    ["pull", "a page of"],
  ] as const) {
    const medians = times.map((time) => median(time[name]));
    figures.push(figure(`${what} a conversation of ${LENGTHS.join(" / ")} (${load()})`, `${medians.map(short).join(" / ")} ms`));
    figures.push(against(`${what} the longest, against the shortest`, (medians.at(-1) ?? 0) / (medians[0] ?? 1), 1.2, "×"));
  }
  return figures;
}
