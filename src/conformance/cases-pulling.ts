/** The timeline as it is fetched: stretches without holes, wherever one begins. */
import type { Message } from "../protocol/index.js";
import type { BackendNeed, BackendWorld } from "./backend-world.js";
import type { Case } from "./case.js";
import { holds, same } from "./check.js";
import { NEVER, newVisitor, sends, type Visitor } from "./visitor.js";

async function visitorWith(count: number, world: BackendWorld): Promise<Visitor> {
  const visitor = await newVisitor(world);
  await sends(visitor, ...Array.from({ length: count }, (_, index) => `message ${index + 1}`));
  return visitor;
}
const texts = (messages: readonly Message[]) => messages.map(({ seq, text }) => [seq, text]);
const seqs = ({ messages }: { messages: readonly { seq: number }[] }) => messages.map(({ seq }) => seq);

export const pulling: readonly Case<BackendWorld, BackendNeed>[] = [
  {
    name: "a pull without bounds brings the last messages, oldest first",
    promise: "The panel opens at the end of the conversation, however long it is.",
    needs: [],
    async run(world) {
      const { backend } = await visitorWith(7, world);
      const page = await backend.pull({ limit: 3 }, NEVER);
      same(seqs(page), [5, 6, 7], "The last three");
      same(page.latest, 7, "How far the conversation reaches");
    },
  },
  {
    name: "a pull after a number brings what follows it, and nothing when nothing does",
    promise: "A gap is filled from where it begins.",
    needs: [],
    async run(world) {
      const { backend } = await visitorWith(7, world);
      same(seqs(await backend.pull({ after: 0, limit: 3 }, NEVER)), [1, 2, 3], "After 0");
      same(seqs(await backend.pull({ after: 3, limit: 3 }, NEVER)), [4, 5, 6], "After 3");
      same(seqs(await backend.pull({ after: 6 }, NEVER)), [7], "After 6");
      const end = await backend.pull({ after: 7 }, NEVER);
      same([seqs(end), end.latest], [[], 7], "After the end");
    },
  },
  {
    name: "a pull before a number brings what leads up to it",
    promise: "Scrolling up shows the page before, without a hole and without a repetition.",
    needs: [],
    async run(world) {
      const { backend } = await visitorWith(7, world);
      same(seqs(await backend.pull({ before: 6, limit: 3 }, NEVER)), [3, 4, 5], "Before 6");
      same(seqs(await backend.pull({ before: 3, limit: 3 }, NEVER)), [1, 2], "Before 3");
      same(seqs(await backend.pull({ before: 1 }, NEVER)), [], "Before the beginning");
    },
  },
  {
    name: "a conversation without messages has an empty page, and ends at 0",
    promise: "The first message is not preceded by an error.",
    needs: [],
    async run(world) {
      const { backend, session } = await newVisitor(world);
      const page = await backend.pull({}, NEVER);
      same([seqs(page), page.latest, session.latest], [[], 0, 0], "Page and session");
      holds(page.epoch === session.epoch, "Session and page name different epochs");
    },
  },
  {
    name: "an edit is in the next pull, under the same number",
    promise: "Whoever was offline does not keep reading what was put right.",
    needs: ["edits"],
    async run(world) {
      const { backend, session } = await visitorWith(1, world);
      await world.reply(session.conversation, "It costs 10");
      await world.edits?.edit(session.conversation, 2, "It costs 12");
      const { messages } = await backend.pull({}, NEVER);
      same(
        texts(messages),
        [
          [1, "message 1"],
          [2, "It costs 12"],
        ],
        "Numbers and texts",
      );
      holds(messages[1]?.editedAt !== undefined, "The edited message does not say so");
    },
  },
  {
    name: "a deletion is in the next pull, under the same number",
    promise: "Whoever was offline does not keep reading what was taken back.",
    needs: ["deletions"],
    async run(world) {
      const { backend, session } = await visitorWith(1, world);
      await world.reply(session.conversation, "Not for you");
      await world.reply(session.conversation, "For you");
      await world.deletions?.remove(session.conversation, 2);
      const { messages } = await backend.pull({}, NEVER);
      same(
        texts(messages),
        [
          [1, "message 1"],
          [2, ""],
          [3, "For you"],
        ],
        "Numbers and texts",
      );
      holds(messages[1]?.deletedAt !== undefined, "The deleted message does not say so");
    },
  },
];
