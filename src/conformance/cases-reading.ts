/** Read cursors: they grow, they never pass the end, and each side hears of the other's. */
import type { BackendNeed, BackendWorld } from "./backend-world.js";
import type { Case } from "./case.js";
import { same } from "./check.js";
import { draft, listens, NEVER, newVisitor, sends, type Visitor } from "./visitor.js";

async function visitorWithReplies(world: BackendWorld): Promise<Visitor> {
  const visitor = await newVisitor(world);
  await sends(visitor, "Hello");
  for (const text of ["one", "two", "three"]) await world.reply(visitor.session.conversation, text);
  return visitor;
}

/** Where a device that opens now finds the cursor. */
async function cursorOf({ session }: Visitor, world: BackendWorld): Promise<number> {
  return (await world.device().open({ kind: "stored", token: session.token }, NEVER)).readUpTo;
}

export const reading: readonly Case<BackendWorld, BackendNeed>[] = [
  {
    name: "the read cursor keeps its maximum, whatever comes later",
    promise: "An old tab cannot make what was read unread, nor bring it by mail.",
    needs: ["readReceipts", "positions"],
    async run(world) {
      const visitor = await visitorWithReplies(world);
      same(await visitor.backend.markRead(3, NEVER), 3, "Read up to 3");
      same(await visitor.backend.markRead(2, NEVER), 3, "A lower number afterwards");
      same(await cursorOf(visitor, world), 3, "On another device");
      same(await visitor.backend.markRead(4, NEVER), 4, "A higher number");
    },
  },
  {
    name: "the read cursor never passes the last message",
    promise: "A reply that nobody has seen yet cannot have been read.",
    needs: ["readReceipts", "positions"],
    async run(world) {
      const visitor = await visitorWithReplies(world);
      same(await visitor.backend.markRead(1_000, NEVER), 4, "Beyond the end");
      await world.reply(visitor.session.conversation, "four");
      same(await cursorOf(visitor, world), 4, "After one more reply");
    },
  },
  {
    name: "a message moves the cursor to what was on display when it was written, and no further",
    promise: "Who answers has read; a reply that crossed the answer has not been.",
    needs: ["readReceipts", "positions"],
    async run(world) {
      const visitor = await visitorWithReplies(world);
      await visitor.backend.send(draft("Thanks", 2), NEVER);
      same(await cursorOf(visitor, world), 2, "The cursor");
    },
  },
  {
    name: "the visitor hears how far an agent who is online has read",
    promise: '"Seen" stands under a message when it was seen.',
    needs: ["readReceipts", "agentsReading"],
    async run(world) {
      const visitor = await newVisitor(world);
      await sends(visitor, "Hello", "Anybody?");
      const line = listens(visitor);
      same((await line.next("hello")).agentsReadUpTo, 0, "Before");
      await world.agentReads(visitor.session.conversation, 2);
      await line.next("read", ({ by, upTo }) => by === "agent" && upTo === 2);
      await line.hangUp();
    },
  },
  {
    name: "what is read on one device is read on the other",
    promise: "The badge goes out everywhere.",
    needs: ["readReceipts"],
    async run(world) {
      const visitor = await visitorWithReplies(world);
      const line = listens(visitor);
      await line.next("hello");
      const phone = world.device();
      await phone.open({ kind: "stored", token: visitor.session.token }, NEVER);
      await phone.markRead(4, NEVER);
      await line.next("read", ({ by, upTo }) => by === "visitor" && upTo === 4);
      await line.hangUp();
    },
  },
];
