/** How a conversation ends: closed by an agent and rated by the visitor, or deleted by the visitor for good. */
import type { BackendNeed, BackendWorld } from "./backend-world.js";
import { Broken, type Case } from "./case.js";
import { holds, refused, same } from "./check.js";
import { draft, listens, NEVER, newVisitor, sends, talk, type Visitor } from "./visitor.js";

async function closed(world: BackendWorld): Promise<{ visitor: Visitor; seq: number }> {
  const visitor = await newVisitor(world);
  await sends(visitor, "Thanks, that is all");
  await world.close?.(visitor.session.conversation);
  const { messages } = await visitor.backend.pull({}, NEVER);
  const line = messages.find(({ news }) => news?.kind === "closed");
  if (line === undefined) throw new Broken("No line says that the conversation was closed");
  return { visitor, seq: line.seq };
}

const ratingAt = async ({ backend }: Visitor, seq: number) =>
  (await backend.pull({ after: seq - 1, limit: 1 }, NEVER)).messages[0]?.news;

export const ending: readonly Case<BackendWorld, BackendNeed>[] = [
  {
    name: "a rating stands in the line that says the conversation was closed, and the last word counts",
    promise: "Nobody is asked twice, and the comment does not replace the score.",
    needs: ["rate"],
    async run(world) {
      const { visitor, seq } = await closed(world);
      await visitor.backend.rate?.(seq, { score: "good" }, NEVER);
      same(await ratingAt(visitor, seq), { kind: "closed", rating: { score: "good" } }, "The score");
      const rating = { score: "good", comment: "Quick and kind" } as const;
      const answer = await visitor.backend.rate?.(seq, rating, NEVER);
      same([answer?.seq, answer?.news], [seq, { kind: "closed", rating }], "The answer");
      same(await ratingAt(visitor, seq), { kind: "closed", rating }, "With the comment");
    },
  },
  {
    name: "only a closed conversation is rated",
    promise: "A rating is about something that has ended.",
    needs: ["rate"],
    async run(world) {
      const visitor = await newVisitor(world);
      await sends(visitor, "Hello");
      if (visitor.backend.rate === undefined) throw new Broken("The backend says it can, and has no rate()");
      await refused(visitor.backend.rate(1, { score: "bad" }, NEVER), ["not-found"], "A message");
      await refused(visitor.backend.rate(7, { score: "bad" }, NEVER), ["not-found"], "Nothing at all");
    },
  },
  {
    name: "what was deleted is gone for every device, and nothing brings it back",
    promise: '"Delete my conversation" means it.',
    needs: ["erase"],
    async run(world) {
      const visitor = await newVisitor(world);
      await sends(visitor, "Please forget me");
      const other = world.device();
      const stored = { kind: "stored", token: visitor.session.token } as const;
      await other.open(stored, NEVER);
      const line = listens({ backend: other });
      await line.next("hello");
      await visitor.backend.erase?.(NEVER);
      await line.next("gone");
      await refused(other.pull({}, NEVER), ["gone"], "Reading on another device");
      await refused(visitor.backend.send(draft("Still there?"), NEVER), ["gone"], "Writing");
      await refused(world.device().open(stored, NEVER), ["gone"], "The next visit");
      if (visitor.backend.erase) await refused(visitor.backend.erase(NEVER), ["gone"], "Deleting it again");
    },
  },
  {
    name: "a deletion takes nobody else's conversation along",
    promise: "One's own data, and only that.",
    needs: ["erase"],
    async run(world) {
      const [ana, bea] = [await newVisitor(world), await newVisitor(world)];
      await sends(ana, "I am Ana");
      await sends(bea, "I am Bea");
      await ana.backend.erase?.(NEVER);
      holds(
        (await talk(bea)).some(({ text }) => text === "I am Bea"),
        "The other visitor's message is still there",
      );
    },
  },
];
