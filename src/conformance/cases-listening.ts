/** The line: hello first, news while it is up, a clean end. */
import type { BackendNeed, BackendWorld } from "./backend-world.js";
import type { Case } from "./case.js";
import { holds, same } from "./check.js";
import { listens, NEVER, newVisitor, sends } from "./visitor.js";

export const listening: readonly Case<BackendWorld, BackendNeed>[] = [
  {
    name: "a line opens with hello, which says how far the conversation reaches",
    promise: "Whoever comes back knows at once whether something is missing.",
    needs: [],
    async run(world) {
      const visitor = await newVisitor(world);
      await sends(visitor, "one", "two");
      const line = listens(visitor);
      const hello = await line.next("hello");
      await line.hangUp();
      same(line.events[0]?.type, "hello", "The first event");
      same([hello.latest, hello.epoch, hello.availability], [2, visitor.session.epoch, "online"], "What hello says");
    },
  },
  {
    name: "a reply arrives on the line while it is up, with its number",
    promise: "An answer is on the screen when it is given.",
    needs: [],
    async run(world) {
      const visitor = await newVisitor(world);
      await sends(visitor, "Anybody there?");
      const line = listens(visitor);
      await line.next("hello");
      await world.reply(visitor.session.conversation, "Yes!");
      const { message } = await line.next("message", (event) => event.message.by === "agent");
      await line.hangUp();
      same([message.seq, message.text], [2, "Yes!"], "The message on the line");
    },
  },
  {
    name: "what one device writes arrives on the line of the other",
    promise: "Phone and desktop show the same conversation.",
    needs: [],
    async run(world) {
      const visitor = await newVisitor(world);
      await sends(visitor, "first");
      const phone = world.device();
      await phone.open({ kind: "stored", token: visitor.session.token }, NEVER);
      const line = listens({ backend: phone });
      await line.next("hello");
      await sends(visitor, "from the desktop");
      const { message } = await line.next("message", (event) => event.message.text === "from the desktop");
      await line.hangUp();
      same([message.seq, message.by], [2, "visitor"], "The message on the other line");
    },
  },
  {
    name: "a line taken up at a position repeats nothing before it, and what came after is not lost",
    promise: "A cut of thirty seconds costs neither a message nor a flicker.",
    needs: [],
    async run(world) {
      const visitor = await newVisitor(world);
      const { conversation, epoch } = visitor.session;
      await sends(visitor, "one", "two");
      const before = listens(visitor);
      await before.next("hello");
      await before.hangUp();
      await world.reply(conversation, "three");
      const line = listens(visitor, { epoch, seq: 2 });
      same((await line.next("hello")).latest, 3, "What hello says of the time in between");
      await world.reply(conversation, "four");
      await line.next("message", ({ message }) => message.seq === 4);
      await line.hangUp();
      const repeated = line.events.filter((event) => event.type === "message" && event.message.seq <= 2);
      same(repeated.length, 0, "Repeated messages");
      same(
        (await visitor.backend.pull({ after: 2 }, NEVER)).messages.map(({ text }) => text),
        ["three", "four"],
        "The pull after 2",
      );
    },
  },
  {
    name: "listen resolves when its signal ends, and nothing comes after that",
    promise: "A closed panel costs no connection and wakes nobody.",
    needs: [],
    async run(world) {
      const visitor = await newVisitor(world);
      await sends(visitor, "Hello");
      const line = listens(visitor);
      await line.next("hello");
      await line.hangUp();
      same(await line.ended, "resolved", "How the line ended");
      const heard = line.events.length;
      const witness = listens(visitor);
      await witness.next("hello");
      await world.reply(visitor.session.conversation, "Too late");
      await witness.next("message", ({ message }) => message.text === "Too late");
      await witness.hangUp();
      same(line.events.length, heard, "Events heard after hanging up");
    },
  },
  {
    name: "a line ends at once when its signal had ended before",
    promise: "A panel that closes while it opens leaves nothing behind.",
    needs: [],
    async run(world) {
      const { backend } = await newVisitor(world);
      const events: unknown[] = [];
      await backend.listen(undefined, (event) => events.push(event), AbortSignal.abort());
      same(events.length, 0, "Events heard");
    },
  },
  {
    name: "a line says when the agents come and go",
    promise: "The header tells whether anybody is there, without a reload.",
    needs: [],
    async run(world) {
      const visitor = await newVisitor(world);
      await sends(visitor, "Hello");
      const line = listens(visitor);
      await line.next("hello");
      await world.setAvailability("away");
      await line.next("availability", ({ availability }) => availability === "away");
      await world.setAvailability("online");
      await line.next("availability", ({ availability }) => availability === "online");
      await line.hangUp();
    },
  },
  {
    name: "an edit arrives on the line as a change, not as a new message",
    promise: "A correction replaces what it corrects.",
    needs: ["edits"],
    async run(world) {
      const visitor = await newVisitor(world);
      await sends(visitor, "How much?");
      await world.reply(visitor.session.conversation, "10");
      const line = listens(visitor);
      await line.next("hello");
      await world.edits?.edit(visitor.session.conversation, 2, "12");
      const { message } = await line.next("changed");
      await line.hangUp();
      same([message.seq, message.text], [2, "12"], "The change");
      holds(!line.events.some((event) => event.type === "message"), "The edit came as a message, too");
    },
  },
];
