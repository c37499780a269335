/** Hangs handlers on the routes that protocol/ describes: method, path, body, answer and status come from there alone. */
import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Refusal } from "../refusal.js";
import { LARGEST_BODY_BYTES, readJson } from "./body.js";
import { parse, type Schema } from "./parse.js";

interface Route<Answer> {
  readonly method: string;
  readonly path: string;
  readonly status: ContentfulStatusCode;
  readonly answer: Schema<Answer>;
}
interface RouteWithBody<Body, Answer> extends Route<Answer> {
  readonly body: Schema<Body>;
}

/** Who asks: found out, or refused, before the body is even read. */
export type Door<Caller> = (c: Context) => Promise<Caller>;

/** Where 64 KiB are not enough, or where a misfit is more than a `bad-request`. */
interface Reading {
  readonly largestBytes?: number;
  readonly misfit?: (refusal: Refusal) => Refusal;
}

/** Registers routes and remembers them, so that every other method of a known path gets a 405 that names the right ones. */
export function createRoutes(app: Hono) {
  const methods = new Map<string, Set<string>>();
  const register = (route: { method: string; path: string }, handler: (c: Context) => Promise<Response>) => {
    methods.set(route.path, (methods.get(route.path) ?? new Set()).add(route.method));
    app.on(route.method, route.path, handler);
  };

  return {
    /** A question without a body. */
    ask<Caller, Answer>(route: Route<Answer>, door: Door<Caller>, handle: (caller: Caller, c: Context) => Promise<Answer>): void {
      register(route, async (c) => {
        // Answers speak of one person at one moment; the few that others may keep say so themselves.
        c.header("Cache-Control", "no-store");
        return c.json(await handle(await door(c), c), route.status);
      });
    },
    /** A body that fits the route's schema, or a refusal. */
    take<Caller, Body, Answer>(
      route: RouteWithBody<Body, Answer>,
      door: Door<Caller>,
      handle: (caller: Caller, body: Body, c: Context) => Promise<Answer>,
      { largestBytes = LARGEST_BODY_BYTES, misfit = (refusal) => refusal }: Reading = {},
    ): void {
      register(route, async (c) => {
        c.header("Cache-Control", "no-store");
        const caller = await door(c);
        const json = await readJson(c.req.raw, largestBytes);
        const body = await parse(route.body, json).catch((error: unknown) => {
          throw error instanceof Refusal ? misfit(error) : error;
        });
        return c.json(await handle(caller, body, c), route.status);
      });
    },
    /** An answer that is not JSON. */
    raw: register,
    /** After the last route. */
    refuseOtherMethods(): void {
      for (const [path, allowed] of methods) {
        app.all(path, (c) => {
          throw methodRefused(c, [...allowed]);
        });
      }
    },
  };
}
export type Routes = ReturnType<typeof createRoutes>;

function methodRefused(c: Context, allowed: readonly string[]): Refusal {
  c.header("Allow", allowed.join(", "));
  return new Refusal("method-refused", `This address takes ${allowed.join(" or ")}`);
}
