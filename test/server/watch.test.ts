/** Whoever watches the clock looks every few seconds for as long as a server runs, at every agent who is online. */
import pg from "pg";
import { expect, test } from "vitest";
import { until } from "../until.js";
import { createWorld } from "./world.js";

const LOOK = /from "agents" as "agent" inner join "sites"/;
/** What was answered to each look, in JSON. */
const told: string[] = [];
function overheard(connection: pg.PoolConfig): pg.PoolConfig {
  class Overheard extends pg.Client {
    override query(...all: unknown[]) {
      const answer = Reflect.apply(super.query, this, all);
      const [what] = all;
      const text = typeof what === "object" && what !== null && "text" in what ? String(what.text) : String(what);
      if (LOOK.test(text)) void answer.then(({ rows }: pg.QueryResult) => told.push(JSON.stringify(rows)));
      return answer;
    }
  }
  return { ...connection, Client: Overheard };
}
const world = await createWorld({ heartbeatMs: 1_000 }, overheard);

test("of an agent who is online some bytes are read, however long the settings of the site are", async () => {
  const shop = await world.shop();
  const agent = await shop.agent();
  const { body } = await agent.ask("settings");
  const consent = { text: "I have read all of it. ".repeat(20) };
  expect(
    (await agent.ask("saveSettings", { body: { ...body, contactForm: { ...(body.contactForm as object), consent } } })).status,
  ).toBe(200);
  await agent.ask("status", { body: { status: "online" } });
  const rows = await until(() => told.map((one) => JSON.parse(one)).find((one) => one.length > 0));
  expect(rows).toMatchObject([{ id: shop.id }]);
  expect(JSON.stringify(rows).length).toBeLessThan(250);
});
