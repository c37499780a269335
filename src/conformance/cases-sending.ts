/** Messages on their way in: stored once, numbered without holes, refused with a reason. */
import type { BackendNeed, BackendWorld } from "./backend-world.js";
import type { Case } from "./case.js";
import { holds, refused, same } from "./check.js";
import { draft, NEVER, newVisitor, sends, talk } from "./visitor.js";

export const sending: readonly Case<BackendWorld, BackendNeed>[] = [
  {
    name: "a draft sent again returns the message already stored",
    promise: "A response that gets lost costs a retry, never a second message.",
    needs: [],
    async run(world) {
      const visitor = await newVisitor(world);
      const hello = draft("Hello");
      const first = await visitor.backend.send(hello, NEVER);
      await sends(visitor, "something in between");
      const second = await visitor.backend.send(hello, NEVER);
      same(second, first, "The answer to the second attempt");
      same(
        (await talk(visitor)).map(({ text }) => text),
        ["Hello", "something in between"],
        "What is stored",
      );
    },
  },
  {
    name: "two attempts at one draft at the same time store one message",
    promise: "Two tabs that send the same outbox do not double what the visitor wrote.",
    needs: ["repeats"],
    async run(world) {
      const visitor = await newVisitor(world);
      const other = world.device();
      await other.open({ kind: "stored", token: visitor.session.token }, NEVER);
      const hello = draft("Hello");
      const attempts = [visitor.backend, other, visitor.backend, other].map((backend) => backend.send(hello, NEVER));
      const seqs = (await Promise.all(attempts)).map(({ seq }) => seq);
      same(new Set(seqs).size, 1, "Different numbers given to one draft");
      same((await talk(visitor)).length, 1, "Stored messages");
    },
  },
  {
    name: "messages are numbered from 1, without holes, in the order they were sent",
    promise: "Everybody sees the same conversation in the same order.",
    needs: [],
    async run(world) {
      const visitor = await newVisitor(world);
      await sends(visitor, "one", "two");
      await world.reply(visitor.session.conversation, "three");
      await sends(visitor, "four");
      const { messages } = await visitor.backend.pull({}, NEVER);
      same(
        messages.map(({ seq, text }) => [seq, text]),
        [
          [1, "one"],
          [2, "two"],
          [3, "three"],
          [4, "four"],
        ],
        "Numbers and texts",
      );
      same(
        messages.map(({ by }) => by),
        ["visitor", "visitor", "agent", "visitor"],
        "Who wrote them",
      );
    },
  },
  {
    name: "drafts sent at once by two devices get numbers of their own, without a hole",
    promise: "No message hides another one.",
    needs: [],
    async run(world) {
      const visitor = await newVisitor(world);
      const other = world.device();
      await other.open({ kind: "stored", token: visitor.session.token }, NEVER);
      await Promise.all(
        Array.from({ length: 10 }, (_, index) => (index % 2 ? other : visitor.backend).send(draft(`message ${index}`), NEVER)),
      );
      same(
        (await talk(visitor)).map(({ seq }) => seq),
        Array.from({ length: 10 }, (_, index) => index + 1),
        "The numbers",
      );
    },
  },
  {
    name: "a text comes back exactly as it was written",
    promise: "What the visitor wrote is what the agent reads, in every script.",
    needs: [],
    async run(world) {
      const visitor = await newVisitor(world);
      const texts = [
        "  spaces kept  ",
        '<b>& "quotes"</b>',
        "日本語 עברית 👩‍👩‍👧 e\u0301 ﷽",
        "lines\n\n\tand tabs",
        "'; drop table messages; --",
      ];
      for (const text of texts) same((await visitor.backend.send(draft(text), NEVER)).text, text, "The text in the answer");
      same(
        (await talk(visitor)).map(({ text }) => text),
        texts,
        "The texts as stored",
      );
    },
  },
  {
    name: "a message keeps the id of its draft",
    promise: "A bubble stays one bubble from the first keystroke to the tick.",
    needs: [],
    async run(world) {
      const visitor = await newVisitor(world);
      const hello = draft("Hello");
      const stored = await visitor.backend.send(hello, NEVER);
      same([stored.id, stored.by, stored.text], [hello.id, "visitor", "Hello"], "The stored message");
      same(
        (await talk(visitor)).map(({ id }) => id),
        [hello.id],
        "The ids as pulled",
      );
    },
  },
  {
    name: "an id that already stands for another text is refused, and the first text stays",
    promise: "Nobody can rewrite what was said by sending it again.",
    needs: [],
    async run(world) {
      const visitor = await newVisitor(world);
      const hello = draft("Hello");
      await visitor.backend.send(hello, NEVER);
      await refused(visitor.backend.send({ ...hello, text: "Goodbye" }, NEVER), ["id-reused"], "The same id with another text");
      same(
        (await talk(visitor)).map(({ text }) => text),
        ["Hello"],
        "What is stored",
      );
    },
  },
  {
    name: "a text beyond the limits is refused for good, and the next message is taken",
    promise: "One impossible message does not block the queue behind it.",
    needs: [],
    async run(world) {
      const visitor = await newVisitor(world);
      for (const text of ["x".repeat(4_001), "", " \n "]) {
        const error = await refused(
          visitor.backend.send(draft(text), NEVER),
          ["bad-request", "too-large"],
          `${text.length} characters`,
        );
        holds(!error.isTransient, "A refusal of the text itself must not be worth a retry");
      }
      await sends(visitor, "x".repeat(4_000));
      same(
        (await talk(visitor)).map(({ seq, text }) => [seq, text.length]),
        [[1, 4_000]],
        "What is stored",
      );
    },
  },
];
