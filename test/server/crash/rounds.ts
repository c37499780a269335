/**
 * kill -9 between each pair of steps of a letter's way (F26): a node dies, the next one finds what it left and dies in its turn. After
 * every death the letter has been mailed once, or twice with the same bytes where it was taken and nobody could know; never not at all.
 */
import { once } from "node:events";
import { hashOf } from "../../../src/forwarding/index.js";
import { until } from "../../until.js";
import type { TestDatabase } from "../database.js";
import { newVisitor } from "../people.js";
import { type Cut, type DatabaseLine, databaseLine, type Work } from "./database-line.js";
import { type MailDoor, type Moment, mailDoor } from "./mail-door.js";
import { type Node, startNode } from "./node-process.js";

/** Where a node dies. `taken`: the mail server has the letter and nobody knows, so it goes once more. */
type Death = { readonly name: string; readonly taken: "no" | "unknown" | "recorded" } & (
  | { readonly work: Work; readonly cut: Cut }
  | { readonly moment: Moment }
);

const cuts = (work: Work, taken: (cut: Cut) => Death["taken"]): Death[] =>
  (["writing", "committing", "unanswered", "answered"] as const).map((cut) => ({
    name: `${work}: ${cut}`,
    work,
    cut,
    taken: taken(cut),
  }));

/** In the order in which a letter meets them. */
export const DEATHS: readonly Death[] = [
  { name: "look", work: "look", cut: "writing", taken: "no" },
  ...cuts("claim", () => "no"),
  ...cuts("retry", () => "no"),
  { name: "mail: envelope", moment: "envelope", taken: "no" },
  { name: "mail: letter", moment: "letter", taken: "no" },
  { name: "mail: kept", moment: "kept", taken: "unknown" },
  { name: "mail: accepted", moment: "accepted", taken: "unknown" },
  ...cuts("settle", (cut) => (cut === "unanswered" || cut === "answered" ? "recorded" : "unknown")),
];

export interface Tally {
  readonly rounds: number;
  /** Letters that went twice, each with the same bytes. */
  readonly repeats: number;
  readonly withdrawn: number;
}

const SITE = "crash";
const AGENT = "amelie@crash.example";
/** Long enough for a letter, short enough to wait for. */
const LEASE_MS = 3_000;

/** Throws with the death it happened at when a promise is broken. */
export async function dieOften(
  database: TestDatabase,
  deaths: readonly Death[],
  rounds: number,
  say: (line: string) => void = () => {},
): Promise<Tally> {
  const [line, door] = [await databaseLine(database.connection), await mailDoor()];
  const start = () => startNode({ database: line.connection, smtp: door.url, site: SITE, agent: AGENT, leaseMs: LEASE_MS });
  const tally = { rounds, repeats: 0, withdrawn: 0 };
  let node = await start();
  try {
    for (let round = 0; round < rounds; round++) {
      const death = deaths[round % deaths.length];
      if (death === undefined) throw new Error("There is no way to die");
      // Every second time around the visitor reads the reply while nobody is there.
      const isRead = Math.floor(round / deaths.length) % 2 === 1;
      const email = `visitor${round}@example.com`;
      const { conversation, reply } = await replied(database, node, line, door, death, email);
      if (isRead)
        await database.query("update conversations set read_cursor = last_seq, due_at = $2 where id = $1", [
          conversation,
          Date.now(),
        ]);
      line.mend();
      node = await start();
      const state = await rested(database, conversation);
      const copies = door.kept.filter(({ to }) => to === email);
      const problem = wrong(
        death,
        isRead,
        state,
        copies.map(({ raw }) => raw),
        reply,
      );
      if (problem !== undefined) throw new Error(`Round ${round}, ${death.name}${isRead ? ", read meanwhile" : ""}: ${problem}`);
      if (copies.length > 1) tally.repeats++;
      if (copies.length === 0) tally.withdrawn++;
      say(
        `${round + 1} ${death.name}${isRead ? ", read meanwhile" : ""}: ${copies.length} × ${state.deliveries.join(", ") || "nothing claimed"}`,
      );
    }
  } finally {
    node.child.kill("SIGKILL");
    await line.close();
    await door.close();
  }
  return tally;
}

interface Rest {
  readonly deliveries: readonly string[];
  readonly forwarded: number;
}

function wrong(
  { taken }: Death,
  isRead: boolean,
  { deliveries, forwarded }: Rest,
  copies: readonly string[],
  reply: number,
): string | undefined {
  // Read before the next node looked: only a letter already taken has gone.
  const wanted = isRead ? (taken === "no" ? 0 : 1) : taken === "unknown" ? 2 : 1;
  if (copies.length !== wanted) return `the letter arrived ${copies.length} times, not ${wanted}`;
  if (new Set(copies.map((raw) => hashOf(raw))).size > 1) return "its copies differ";
  if (deliveries.length > 1) return `it was claimed ${deliveries.length} times`;
  if (!isRead && deliveries[0] !== "sent") return `it is ${deliveries[0] ?? "not there"}`;
  if (isRead && deliveries.some((state) => state !== (taken === "recorded" ? "sent" : "cancelled")))
    return `it is ${deliveries[0]}`;
  if (deliveries.length > 0 && forwarded !== reply) return `the forwarded cursor is ${forwarded}`;
  return undefined;
}

/** A visitor asks, an agent answers, and the node dies of it. Throws when it dies before the reply is kept. */
async function replied(
  database: TestDatabase,
  node: Node,
  line: DatabaseLine,
  door: MailDoor,
  death: Death,
  email: string,
): Promise<{ conversation: string; reply: number }> {
  const visitor = await newVisitor(node.url, SITE);
  await visitor.ask("identify", { body: { contact: { email }, held: [] } });
  await visitor.say("My order arrived with a broken pot");
  const agent = await node.agent();
  // What the visitor's own words set going is over: the next look is the reply's.
  await rested(database, visitor.id);
  const dead = once(node.child, "exit");
  if ("moment" in death) door.stopAt(death.moment, node.kill);
  else if (death.work === "retry") door.defer();
  if ("work" in death) line.cutAt(death.work, death.cut, () => void node.kill());
  // Its answer may die with the node; what counts is in the database.
  await agent.reply(visitor.id, "Oh no, I'm sorry!").catch(() => undefined);
  await dead;
  const [kept] = await database.query("select last_seq::int from conversations where id = $1", [visitor.id]);
  if (kept?.last_seq !== 2) throw new Error(`${death.name}: the node died before the reply was kept`);
  return { conversation: visitor.id, reply: 2 };
}

async function rested(database: TestDatabase, conversation: string): Promise<Rest> {
  return until(
    async () => {
      const [row] = await database.query("select due_at, forwarded_cursor::int from conversations where id = $1", [conversation]);
      const deliveries = await database.query("select state from deliveries where conversation_id = $1 order by n", [
        conversation,
      ]);
      const isOpen = deliveries.some(({ state }) => state === "claimed");
      if (row === undefined || row.due_at !== null || isOpen) return undefined;
      return { deliveries: deliveries.map(({ state }) => String(state)), forwarded: Number(row.forwarded_cursor) };
    },
    60_000,
    20,
  );
}
