/**
 * What can happen in this world, as plain data: a failing history is printed as it can be written down as a fixed case
 * (cases.ts), and stays the same history when these arbitraries change. What each does is in perform.ts.
 */
import fc from "fast-check";
import type { DiskHealth } from "./disk.js";
import type { Call, EventMishap, Mishap } from "./weather.js";

/** The host's: Ana has a conversation from her phone, Bea has none yet. */
export type User = "Ana" | "Bea";

/** `tab` counts the tabs that are there, round and round. */
export type Command =
  | { readonly do: "type"; readonly tab: number }
  | { readonly do: "retry" | "discard"; readonly tab: number }
  | { readonly do: "look" | "look away" | "open panel" | "close panel" | "hide" | "show"; readonly tab: number }
  | { readonly do: "scroll up" | "scroll down"; readonly tab: number }
  | { readonly do: "fill the form"; readonly tab: number }
  | { readonly do: "reply"; readonly count: number }
  | { readonly do: "edit" | "remove"; readonly back: number }
  | { readonly do: "agent reads" }
  | { readonly do: "agents leave" | "agents return" }
  | { readonly do: "event"; readonly is: EventMishap }
  | { readonly do: "call"; readonly call: Call; readonly mishap: Mishap }
  | { readonly do: "cut lines" | "stall lines" }
  | { readonly do: "offline" | "online" | "online unnoticed" | "outage" | "outage over" }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "clock jumps"; readonly ms: number }
  | { readonly do: "open tab" }
  | { readonly do: "follow a link"; readonly to: "ours" | "elsewhere" }
  | { readonly do: "click" | "sign out"; readonly tab: number }
  | { readonly do: "introduce"; readonly tab: number; readonly name: string }
  | { readonly do: "sign in"; readonly tab: number; readonly as: User }
  | { readonly do: "close tab" | "reload" | "crash" | "freeze" | "thaw"; readonly tab: number }
  | { readonly do: "words between tabs"; readonly are: "heard" | "lost" }
  | { readonly do: "disk"; readonly is: DiskHealth }
  | { readonly do: "clear site data" }
  | { readonly do: "server restarts" }
  | { readonly do: "backup restored"; readonly lost: number }
  | { readonly do: "tokens expire" }
  | { readonly do: "erase" };

const MINUTE_MS = 60_000;
const YEAR_MS = 365 * 24 * 60 * MINUTE_MS;

const tab = fc.nat({ max: 2 });
const to = <What extends Command["do"]>(...what: What[]) => fc.record({ do: fc.constantFrom(...what), tab });
const just = <What extends Command["do"]>(...what: What[]) => fc.record({ do: fc.constantFrom(...what) });

const mishap: fc.Arbitrary<Mishap> = fc.oneof(
  fc.constant({ is: "lost" } as const),
  fc.constantFrom({ is: "unanswered", how: "breaks" } as const, { is: "unanswered", how: "silence" } as const),
  fc.constantFrom(
    ...(["unavailable", "internal", "bad-answer", "unauthorized"] as const).map((code) => ({ is: "refused", code }) as const),
    { is: "refused", code: "rate-limited", retryAfterMs: 30_000 } as const,
  ),
  fc.record({ is: fc.constant("late" as const), ms: fc.constantFrom(300, 4_000, 25_000) }),
  fc.constant({ is: "thrown" } as const),
);
const call: fc.Arbitrary<Call> = fc.constantFrom("send", "send", "open", "pull", "markRead", "listen", "identify", "site");
/** Only a message can be wrong in itself: everything else that is refused for good would be a bug of the server. */
const poison: fc.Arbitrary<Mishap> = fc.constantFrom(
  { is: "refused", code: "too-large" } as const,
  { is: "refused", code: "bad-request" } as const,
);

const followLink = fc.record({
  do: fc.constant("follow a link" as const),
  to: fc.constantFrom("ours" as const, "elsewhere" as const),
});

const signIn = fc.record({ do: fc.constant("sign in" as const), tab, as: fc.constantFrom<User>("Ana", "Bea") });

export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 14, arbitrary: to("type") },
  { weight: 14, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(0, 5, 30, 100, 700) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(1_500, 8_000, 25_000, 70_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(11 * MINUTE_MS, 31 * MINUTE_MS) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("reply" as const), count: fc.constantFrom(1, 1, 1, 2, 3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reply" as const), count: fc.constantFrom(60, 260) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("edit" as const, "remove" as const), back: fc.nat({ max: 4 }) }) },
  { weight: 1, arbitrary: just("agent reads") },
  { weight: 2, arbitrary: just("agents leave", "agents return", "agents return") },
  { weight: 2, arbitrary: to("fill the form") },
  { weight: 8, arbitrary: to("open panel", "open panel", "look", "look", "close panel", "look away") },
  { weight: 3, arbitrary: to("hide", "show", "show") },
  { weight: 3, arbitrary: to("scroll up", "scroll up", "scroll down") },
  { weight: 2, arbitrary: to("retry", "retry", "discard") },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("event" as const), is: fc.constantFrom("dropped", "doubled", "swapped") }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("call" as const), call, mishap }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("call" as const), call: fc.constant("send" as const), mishap: poison }) },
  { weight: 3, arbitrary: just("cut lines", "stall lines") },
  { weight: 5, arbitrary: just("offline", "online", "online", "online unnoticed") },
  { weight: 2, arbitrary: just("outage", "outage over", "outage over") },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("clock jumps" as const),
      ms: fc.constantFrom(-YEAR_MS, -MINUTE_MS, MINUTE_MS, YEAR_MS),
    }),
  },
  { weight: 4, arbitrary: just("open tab") },
  { weight: 1, arbitrary: to("click") },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("introduce" as const), tab, name: fc.constantFrom("Ana", "Bea") }) },
  { weight: 6, arbitrary: to("reload", "reload", "crash", "crash", "close tab") },
  { weight: 4, arbitrary: to("freeze", "thaw", "thaw") },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("disk" as const), is: fc.constantFrom<DiskHealth>("full", "hung", "works", "works") }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("words between tabs" as const), are: fc.constantFrom("heard", "lost") }) },
  { weight: 1, arbitrary: just("clear site data") },
  { weight: 2, arbitrary: just("server restarts") },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("backup restored" as const), lost: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: just("tokens expire") },
  { weight: 1, arbitrary: just("erase") },
  { weight: 1, arbitrary: followLink },
  { weight: 1, arbitrary: to("sign out") },
  { weight: 1, arbitrary: signIn },
) as fc.Arbitrary<Command>;

/** Mostly what brings several people, or several conversations, to one browser. */
export const comingsAndGoings: fc.Arbitrary<Command> = fc.oneof(
  { weight: 10, arbitrary: command },
  { weight: 1, arbitrary: followLink },
  { weight: 1, arbitrary: to("sign out") },
  { weight: 1, arbitrary: signIn },
) as fc.Arbitrary<Command>;
