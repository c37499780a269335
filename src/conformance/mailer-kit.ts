/** The contract of a mailer (forwarding/mailer.ts): how letters leave, and whose fault it is when they do not. */
import type { Mailer } from "../forwarding/mailer.js";
import type { CarriedLetter } from "../forwarding/store.js";
import type { Case } from "./case.js";
import { holds, same, until } from "./check.js";
import { NEVER } from "./visitor.js";

/**
 * What the other side makes of every letter: `later` takes it another time · `no-such-address` · `too-large`: it takes no
 * letter of this kind, whoever it is for · `no-login`: it does not know us · `gone`: nobody answers · `silent`: somebody does, and
 * then says nothing until the mailer gives up.
 */
export type MailTrouble = "later" | "no-such-address" | "too-large" | "no-login" | "gone" | "silent";

/** A mailer, and the other side it hands letters to. */
export interface MailerWorld {
  mailer(): Mailer;
  /** What the other side has taken, oldest first. */
  taken(): Promise<readonly CarriedLetter[]>;
  /** From now on; `none` ends it. */
  trouble(kind: MailTrouble | "none"): Promise<void>;
}

// A dot alone, dots in front, white space at ends and letters beyond ASCII: what a transport may harm.
const LINES = [
  "From: chat@shop.example",
  "Subject: =?utf-8?q?Ol=C3=A1?=",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "Olá",
  ".",
  "..dots   and  spaces \t",
  "from the start",
  "",
];
const PLAIN = LINES.join("\r\n");
const AT_ONCE = 20;

let made = 0;
/** A letter that no other case sends. */
function letter(): CarriedLetter {
  const n = ++made;
  const raw = new TextEncoder().encode(`To: reader-${n}@example.com\r\nMessage-ID: <kit.${n}@shop.example>\r\n${PLAIN}`);
  return { raw, envelope: { from: `b-${n}@reply.shop.example`, to: `reader-${n}@example.com` } };
}

const text = ({ raw, envelope }: CarriedLetter) => [new TextDecoder().decode(raw), envelope.from, envelope.to];
const takenOf = async (world: MailerWorld, one: CarriedLetter) =>
  (await world.taken()).filter(({ envelope }) => envelope.to === one.envelope.to);

async function isRejected(call: Promise<unknown>): Promise<boolean> {
  return call.then(
    () => false,
    () => true,
  );
}

/** Every promise of a mailer, one case each. */
export const mailerKit: readonly Case<MailerWorld>[] = [
  {
    name: "a letter arrives as it was frozen, to its one recipient, and its sender is the envelope's",
    promise: "A signature holds, a retry is the same letter, and a bounce finds its way back.",
    needs: [],
    async run(world) {
      const one = letter();
      const outcome = await world.mailer().send(one, NEVER);
      same(outcome.was, "accepted", "The outcome");
      holds(outcome.was === "accepted" && outcome.response !== "", "What the other side said is not told");
      same((await takenOf(world, one)).map(text), [text(one)], "What arrived");
    },
  },
  {
    name: "many letters at once arrive once each",
    promise: "After an outage everybody gets their own reply.",
    needs: [],
    async run(world) {
      const mailer = world.mailer();
      const many = Array.from({ length: AT_ONCE }, letter);
      const outcomes = await Promise.all(many.map((one) => mailer.send(one, NEVER)));
      same(
        outcomes.filter(({ was }) => was !== "accepted"),
        [],
        "What was not accepted",
      );
      for (const one of many) same((await takenOf(world, one)).map(text), [text(one)], "What arrived");
    },
  },
  {
    name: "the same letter again goes again",
    promise: "A letter of which nobody knows whether it went is not held back.",
    needs: [],
    async run(world) {
      const one = letter();
      for (const _ of [1, 2]) same((await world.mailer().send(one, NEVER)).was, "accepted", "The outcome");
      same((await takenOf(world, one)).map(text), [text(one), text(one)], "What arrived");
    },
  },
  ...(
    [
      [
        "later",
        "deferred",
        "a letter that is not taken now is deferred, with the other side's reason",
        "It goes later, and the agent is told why not yet.",
      ],
      [
        "too-large",
        "refused",
        "a letter that is refused for what it is does not blame the address",
        "An address that works is mailed again.",
      ],
      [
        "no-such-address",
        "refused",
        "an address that does not exist is told by its status",
        "Nobody writes for ever to an address with a typo, and the agent learns of it.",
      ],
      [
        "no-login",
        "unreachable",
        "a login that is refused is our own trouble",
        "A password that has run out costs a delay, and blames nobody's address.",
      ],
      [
        "gone",
        "unreachable",
        "a server that is not there is our own trouble",
        "An outage of the mail server costs a delay, and nothing else.",
      ],
      [
        "silent",
        "unreachable",
        "a server that says nothing is given up, as our own trouble",
        "One stuck server does not stop all the mail.",
      ],
    ] as const
  ).map(([kind, was, name, promise]) => ({
    name,
    promise,
    needs: [],
    async run(world: MailerWorld) {
      const [mailer, one, next] = [world.mailer(), letter(), letter()];
      await world.trouble(kind);
      const outcome = await mailer.send(one, NEVER);
      await world.trouble("none");
      same(outcome.was, was, "The outcome");
      holds(outcome.was !== "accepted" && outcome.reason !== "", "The reason is not told");
      const blames = outcome.was === "refused" && /^5\.1\.\d+$/.test(outcome.status ?? "");
      same(blames, kind === "no-such-address", "Whether the address is blamed (a status 5.1.x)");
      same((await takenOf(world, one)).length, 0, "How many arrived");
      same((await mailer.send(next, NEVER)).was, "accepted", "The outcome of the next letter");
    },
  })),
  {
    name: "a letter that is given up before it leaves rejects, and does not arrive",
    promise: "A server that closes takes silence for no answer.",
    needs: [],
    async run(world) {
      const one = letter();
      holds(await isRejected(world.mailer().send(one, AbortSignal.abort())), "It was answered");
      same((await takenOf(world, one)).length, 0, "How many arrived");
    },
  },
  {
    name: "a letter that is given up on its way rejects soon, and the next one goes",
    promise: "A server closes while a mail hangs.",
    needs: [],
    async run(world) {
      const mailer = world.mailer();
      await world.trouble("silent");
      const giveUp = new AbortController();
      let how: boolean | undefined;
      void isRejected(mailer.send(letter(), giveUp.signal)).then((is) => {
        how = is;
      });
      giveUp.abort();
      holds((await until(() => (how === undefined ? undefined : { how }), "The end of the call")).how, "It was answered");
      await world.trouble("none");
      same((await mailer.send(letter(), NEVER)).was, "accepted", "The outcome of the next letter");
    },
  },
];
