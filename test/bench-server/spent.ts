/** What a process of the bench needs of its machine, and of what its heap is made once everything else was collected. */
import { queryObjects, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Hono } from "hono";

export interface Spent {
  readonly rssBytes: number;
  readonly cpuMs: number;
}
export function spent(): Spent {
  const { user, system } = process.cpuUsage();
  return { rssBytes: process.memoryUsage.rss(), cpuMs: (user + system) / 1_000 };
}

export interface Kept {
  readonly bytes: number;
  readonly functions: number;
  /** Of a request: its context, what web streams and signals were made of it, and timers of any kind. */
  readonly contexts: number;
  readonly webStreams: number;
  readonly signals: number;
  readonly timers: number;
}
export async function kept(): Promise<Kept> {
  setFlagsFromString("--expose-gc");
  const gc: () => void = runInNewContext("gc");
  gc();
  const of = (kind: unknown) => Number(queryObjects(kind as () => void));
  const contexts = of(await contextConstructor());
  const timers = of(classOf(TIMER));
  return {
    bytes: process.memoryUsage().heapUsed,
    functions: of(Function),
    contexts,
    webStreams: of(ReadableStream),
    signals: of(AbortSignal),
    timers,
  };
}

const TIMER = setTimeout(() => undefined);
const classOf = (value: object) => value.constructor;

/** Hono exports only its type. */
async function contextConstructor(): Promise<unknown> {
  let found: unknown;
  const app = new Hono();
  app.get("/", (c) => {
    found = classOf(c);
    return c.body(null);
  });
  await app.request("/");
  return found;
}
