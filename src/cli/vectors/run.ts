/** Plays one case: its events and whatever falls due between them, in order, and tells what came of it in the words of `expect`. */
import { addressState, type Delivery, type Happening, type Thread, wordsFor } from "../../forwarding/index.js";
import { rulesOf } from "./cfg.js";
import type { Cfg, Expect, Vector, VectorEvent } from "./format.js";
import { headersOf } from "./headers-of.js";
import { CONVERSATION, idOf, symbolOf } from "./symbols.js";
import { createWorld, scripted, type World } from "./world.js";

export type Actual = { readonly [Field in keyof Expect]-?: Exclude<Expect[Field], undefined> };

export async function run(vector: Vector, defaults: Cfg): Promise<Actual> {
  return actual(await spectate(vector, defaults));
}

/** Plays the case and lets `watch` see the conversation after every moment in which anything happened. */
export async function spectate(vector: Vector, defaults: Cfg, watch = (_now: number, _thread: Thread) => {}): Promise<World> {
  const world = createWorld(vector.init, rulesOf(defaults, vector.cfg));
  const events = [...vector.events].sort((a, b) => a.t - b.t);
  const until = ms(vector.until);
  for (let next = 0; ; ) {
    const eventAt = next < events.length ? ms(events[next]?.t ?? 0) : Number.POSITIVE_INFINITY;
    const now = Math.min(eventAt, (await world.store.nextDue()) ?? Number.POSITIVE_INFINITY);
    if (now > until || now === Number.POSITIVE_INFINITY) return world;
    // Events of a moment come before anything due at that moment.
    for (let event = events[next]; event !== undefined && ms(event.t) === now; event = events[++next])
      await happen(world, event, now);
    await world.work(now);
    watch(now, world.store.kept(CONVERSATION).thread);
  }
}

/** Whole milliseconds: 1.005 s is 1005 ms to a reader, but not to a processor. */
function ms(seconds: number): number {
  return Math.round(seconds * 1_000);
}

async function happen({ store, mailer }: World, event: VectorEvent, at: number): Promise<void> {
  if (event.type === "smtp") return mailer.script(scripted(event.outcomes));
  const ours = idsOf(store.kept(CONVERSATION).thread.deliveries);
  await store.happen(CONVERSATION, { at, ...happening(event, (symbol) => idOf(symbol, ours)) });
}

function happening(event: Exclude<VectorEvent, { type: "smtp" }>, id: (symbol: string) => string): Happening {
  if (event.type === "bounce") return { type: "bounce", messageId: id(event.mail), status: event.status };
  if (event.type === "address") return { type: "address", email: event.email, verified: event.state === "verified" };
  if (event.type !== "visitor") return event;
  const { seq, via = "widget", seen, mid, inReplyTo } = event;
  if (via !== "email") return { type: "visitor", seq, via, ...(seen === undefined ? {} : { seen }) };
  return {
    type: "visitor",
    via,
    seq,
    // Whoever's sender nobody vouched for is not known to be the visitor.
    authentic: event.auth === "pass",
    ...(mid === undefined ? {} : { messageId: id(mid) }),
    ...(inReplyTo === undefined ? {} : { answers: id(inReplyTo) }),
  };
}

/** In the words of the file. Cancelled and failed mails by their numbers, sent ones in the order they were taken. */
function actual({ store, taken }: World): Actual {
  const { thread } = store.kept(CONVERSATION);
  const ours = idsOf(thread.deliveries);
  const symbol = (id: string) => symbolOf(id, ours);
  const of = (state: Delivery["state"]) =>
    thread.deliveries.flatMap((one) => (one.state === state ? [symbol(one.messageId)] : []));
  const letters = taken.map((letter) => ({ ...letter, headers: headersOf(letter.raw) }));
  const mails = thread.deliveries.flatMap((one) => {
    if (one.state !== "sent") return [];
    // From the bytes that went out and not from what we noted of them: the other side only has the bytes.
    const copies = letters.filter(({ headers }) => headers("Message-ID") === one.messageId);
    const [first] = copies;
    if (first === undefined) throw new Error(`${symbol(one.messageId)} is said to be sent, but nobody took it`);
    if (copies.some((copy) => copy.raw !== first.raw)) throw new Error(`${symbol(one.messageId)} went out in two versions`);
    return [
      {
        t: one.acceptedAt / 1_000,
        to: first.to,
        kind: one.kind,
        new: [...one.new],
        context: [...one.context],
        interleaved: [...one.interleaved],
        whole: one.whole,
        messageId: symbol(first.headers("Message-ID")),
        inReplyTo: symbol(first.headers("In-Reply-To")),
        references: first.headers("References").split(" ").map(symbol),
        subject: first.headers("Subject").replace(SUBJECT, "S"),
        attempts: one.attempts,
      },
    ];
  });
  return {
    mails: mails.sort((a, b) => a.t - b.t),
    deliveries: letters.map(({ headers, at }) => [symbol(headers("Message-ID")), at / 1_000]),
    M: thread.forwardedCursor,
    R: thread.readCursor,
    T: thread.transcriptCursor,
    cancelled: of("cancelled"),
    failed: of("failed"),
    address: thread.address?.email ?? null,
    addressState: addressState(thread),
  };
}

/** The subject our one site has for every letter, which a file calls S. */
const SUBJECT = wordsFor("en").subject("S");

function idsOf(deliveries: readonly Delivery[]): readonly string[] {
  return deliveries.map((one) => one.messageId);
}
