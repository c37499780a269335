/**
 * A flood beside people, with the limits as they are: programs that ask as fast as they are answered, from one address, from
 * hundreds, and with one token, while people on addresses of their own begin conversations and go on with theirs. Nothing here
 * hangs on time: what counts is who was refused.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { answerTask } from "../../src/adapters/http-challenge.js";
import { ROUTES, Session, TaskGiven } from "../../src/protocol/index.js";
import { type Child, start } from "./child.js";
import { type Figure, figure, load, percentile } from "./figure.js";
import { createGround, type Ground, SITE } from "./ground.js";
import type { Usage } from "./node.js";

/** More than a network may begin, a token may say, and people begin at a site: however slow the machine, a flood gets there. */
const ASKS = 800;
const LANES = 40;
const PEOPLE = 20;
/** Between two things that a person says. */
const THINKS_MS = 1_000;

/** What programs do, from which address; each kind is a flood of its own. */
const FLOODS = {
  "begun from one address": () => "203.0.113.7",
  "begun from 250 networks": (n: number) => `100.64.${n % 250}.1`,
  "messages with one token": undefined,
} satisfies Record<string, ((n: number) => string) | undefined>;

type Tally = Map<string, number>;
const count = (tally: Tally, what: string | number) => tally.set(`${what}`, (tally.get(`${what}`) ?? 0) + 1);
const told = (tally: Tally) => [...tally].map(([what, times]) => `${times} × ${what}`).join(", ") || "nothing";

export async function flood(): Promise<Figure[]> {
  const ground = await createGround();
  const figures: Figure[] = [];
  for (const [name, address] of Object.entries(FLOODS)) {
    // A node of its own: what one flood has used up is not the next one's.
    const node = await start("node.ts", { database: ground.database.connection, isBehindProxy: true });
    figures.push(...(await one(ground, node, name, address)));
    await node.end();
    // So are the conversations begun: ten minutes of them tell whether a site is under attack.
    await ground.database.query("update conversations set created_at = created_at - 3600000");
  }
  await ground.end();
  return figures;
}

async function one(ground: Ground, node: Child, name: string, address: ((n: number) => string) | undefined): Promise<Figure[]> {
  const { url } = await node.ask<Usage>({});
  const slug = name.replaceAll(" ", "-");
  const [token = "", ...known] = await ground.people(1 + PEOPLE, slug);
  const isOn = () => sent < ASKS;
  const [floods, newcomers, regulars]: [Tally, Tally, Tally] = [new Map(), new Map(), new Map()];
  const waits: number[] = [];
  let sent = 0;

  const ask = async (route: "open" | "identify" | "send" | "challenge", from: string, body: object, bearer?: string) => {
    const headers = {
      "content-type": "application/json",
      "x-forwarded-for": from,
      ...(bearer && { authorization: `Bearer ${bearer}` }),
    };
    const { method, path } = ROUTES[route];
    const response = await fetch(url + path.replace(":site", SITE), { method, headers, body: JSON.stringify(body) });
    return { status: response.status, answer: (await response.json()) as { error?: { field?: string } } };
  };
  const message = () => ({ id: uuid7(), text: "Buy now", seen: 0 });

  // A form that came too soon is answered later: no program waits for that.
  const forms: Promise<unknown>[] = [];
  const lane = async () => {
    while (isOn()) {
      const from = address?.(sent) ?? "203.0.113.7";
      sent++;
      if (address === undefined) {
        count(floods, (await ask("send", from, message(), token)).status);
        continue;
      }
      const opened = await ask("open", from, { kind: "new" });
      count(floods, `${opened.status} at the door`);
      if (opened.status !== 200) continue;
      const form = { contact: { email: "bot@example.com" }, held: [message()] };
      const bearer = v.parse(Session, opened.answer).token;
      forms.push(ask("identify", from, form, bearer).then(({ status }) => count(floods, `${status} for its form`)));
    }
  };
  /** As the widget does it: what is asked of its browser it does, and sends again. */
  const newcomer = async (n: number) => {
    const from = `198.51.${n}.1`;
    while (sent < (n * ASKS) / PEOPLE) await sleep(50);
    const opened = await ask("open", from, { kind: "new" });
    if (opened.status !== 200) return count(newcomers, `${opened.status} at the door`);
    const { token: own, stamp } = v.parse(Session, opened.answer);
    const form = { contact: { email: `person-${n}@example.com` }, held: [message()], stamp };
    const first = await ask("identify", from, form, own);
    if (first.answer.error?.field !== "challenge") return count(newcomers, first.status);
    await answerTask(async (answer) => v.parse(TaskGiven, (await ask("challenge", from, { answer }, own)).answer), undefined);
    return count(newcomers, `${(await ask("identify", from, form, own)).status} after a task`);
  };
  const regular = async (bearer: string, n: number) => {
    for (; isOn(); await sleep(THINKS_MS)) {
      const since = performance.now();
      count(regulars, (await ask("send", `192.0.${n}.1`, message(), bearer)).status);
      waits.push(performance.now() - since);
    }
  };
  const people = Array.from({ length: PEOPLE }, (_, n) => newcomer(n));
  await Promise.all([...Array.from({ length: LANES }, lane), ...people, ...known.map(regular)]);
  await Promise.all(forms);
  return [
    only(`${name}: the flood was answered (${load()})`, floods, /429/, "some 429"),
    only("people who began meanwhile", newcomers, /^200/),
    only("people who went on with theirs", regulars, /^201/),
    figure("and were answered after, p50; p99", `${percentile(waits, 0.5).toFixed(0)}; ${percentile(waits, 0.99).toFixed(0)} ms`),
  ];
}

/** What was answered, and whether as is due: nobody of the people with anything else, the flood with this as well. */
function only(what: string, tally: Tally, due: RegExp, some?: string): Figure {
  const answers = [...tally.keys()];
  const isMet = some ? answers.some((one) => due.test(one)) : answers.length > 0 && answers.every((one) => due.test(one));
  return { what, measured: told(tally), budget: some ?? "nobody refused", isMet };
}

function uuid7(): string {
  const at = Date.now().toString(16).padStart(12, "0");
  return `${at.slice(0, 8)}-${at.slice(8)}-7${randomUUID().slice(15)}`;
}
