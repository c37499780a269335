/** The contract of a channel (forwarding/channels/channel.ts): how a reply reaches an account elsewhere. */
import type { Channel } from "../forwarding/channels/channel.js";
import type { Case } from "./case.js";
import { holds, same, until } from "./check.js";
import { NEVER } from "./visitor.js";

/** An account elsewhere, and the people who write to it. */
export interface ChannelWorld {
  channel(): Channel;
  /** Somebody new writes to the account, so long ago; the answer is their id. */
  person(hoursAgo: number): Promise<string>;
  /** What has reached them, oldest first. */
  received(person: string): Promise<readonly string[]>;
  /** Our names of what went out, as the account's echoes give them back. */
  echoed(): Promise<readonly string[]>;
  leaves(person: string): Promise<void>;
  /** The next call meets an outage: after the message was taken, or before. */
  outage(isTaken: boolean): Promise<void>;
  /** The account trusts our token no more; the last case. */
  revokeToken(): Promise<void>;
}

let made = 0;
const id = () => `reply:${++made}`;

/** Every promise of a channel, one case each. The last one ends the account's token. */
export const channelKit: readonly Case<ChannelWorld>[] = [
  {
    name: "a reply arrives as it was written, in every script",
    promise: "What the agent wrote is what the person reads.",
    needs: [],
    async run(world) {
      const to = await world.person(1);
      const texts = ["Hello", "日本語 עברית 👩‍👩‍👧", "two\nlines", '<b>"&"</b>'];
      for (const text of texts)
        same((await world.channel().send({ to, text, id: id() }, NEVER)).was, "sent", `The outcome of ${JSON.stringify(text)}`);
      same(await world.received(to), texts, "What arrived");
    },
  },
  {
    name: "a long reply arrives as several messages that together are the text",
    promise: "Nothing of a long answer is cut off.",
    needs: [],
    async run(world) {
      const channel = world.channel();
      const to = await world.person(1);
      const text = Array.from({ length: 900 }, (_, n) => `wörd${n}`).join(" ");
      const parts = channel.parts(text);
      holds(parts.length > 1, "The text was long and is one part");
      for (const part of parts)
        same((await channel.send({ to, text: part, id: id() }, NEVER)).was, "sent", "The outcome of a part");
      same((await world.received(to)).join(" "), text, "What arrived");
    },
  },
  {
    name: "a short reply is one message, and a blank one none",
    promise: "One answer is one bubble.",
    needs: [],
    async run(world) {
      same(world.channel().parts("Hello there"), ["Hello there"], "The parts of a short one");
      same(world.channel().parts(" \n "), [], "The parts of a blank one");
    },
  },
  {
    name: "the name we gave a message comes back with its echo",
    promise: "An attempt whose answer got lost is found again, and not made twice.",
    needs: [],
    async run(world) {
      const ours = id();
      await world.channel().send({ to: await world.person(1), text: "Hello", id: ours }, NEVER);
      let echoed: readonly string[] = [];
      await until(() => {
        void world.echoed().then((all) => {
          echoed = all;
        });
        return echoed.includes(ours);
      }, `An echo of ${ours}`);
    },
  },
  {
    name: "after an outage the outcome is open, whether the message went or not",
    promise: "An outage costs a retry, never an answer.",
    needs: [],
    async run(world) {
      const to = await world.person(1);
      for (const isTaken of [false, true]) {
        await world.outage(isTaken);
        same((await world.channel().send({ to, text: "Hello", id: id() }, NEVER)).was, "deferred", `Taken: ${isTaken}`);
      }
      same((await world.received(to)).length, 1, "What arrived");
    },
  },
  {
    name: "beyond the window a reply is refused as window-closed, and nothing arrives",
    promise: "The agent is told that nobody got the answer.",
    needs: [],
    async run(world) {
      const to = await world.person(25);
      const outcome = await world.channel().send({ to, text: "Too late", id: id() }, NEVER);
      same(outcome.was === "refused" && outcome.because, "window-closed", "The outcome");
      same(await world.received(to), [], "What arrived");
    },
  },
  {
    name: "a human agent's reply goes for seven days, and no longer",
    promise: "Where the site allows it, an answer after the weekend still arrives.",
    needs: [],
    async run(world) {
      const after = async (hours: number) => {
        const to = await world.person(hours);
        const { was } = await world.channel().send({ to, text: "After the weekend", id: id(), asHumanAgent: true }, NEVER);
        return [was, (await world.received(to)).length];
      };
      same(await after(6 * 24), ["sent", 1], "After six days");
      same(await after(7 * 24 + 1), ["refused", 0], "After seven");
    },
  },
  {
    name: "somebody who has left is unavailable, and somebody unknown is refused",
    promise: "No answer is tried for ever at somebody who will not read it.",
    needs: [],
    async run(world) {
      const to = await world.person(1);
      await world.leaves(to);
      const gone = await world.channel().send({ to, text: "Are you there?", id: id() }, NEVER);
      same(gone.was === "refused" && gone.because, "unavailable", "Who has left");
      const unknown = await world.channel().send({ to: "nobody", text: "Hello", id: id() }, NEVER);
      same(unknown.was, "refused", "Who was never there");
    },
  },
  {
    name: "a call that is given up rejects, and says nothing of an outcome",
    promise: "A server that closes does not take silence for an answer.",
    needs: [],
    async run(world) {
      const sending = world.channel().send({ to: await world.person(1), text: "Hello", id: id() }, AbortSignal.abort());
      same(
        await sending.then(
          () => "answered",
          () => "rejected",
        ),
        "rejected",
        "The call",
      );
    },
  },
  {
    name: "a token that opens nothing any more is told apart from a person who is gone",
    promise: "The owner learns that the account must be connected again.",
    needs: [],
    async run(world) {
      const to = await world.person(1);
      await world.revokeToken();
      const outcome = await world.channel().send({ to, text: "Hello", id: id() }, NEVER);
      same(outcome.was === "refused" && outcome.because, "token", "The outcome");
    },
  },
];
