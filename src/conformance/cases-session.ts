/** Who is who: tokens, other people's conversations, resume links, the end. */
import type { BackendNeed, BackendWorld } from "./backend-world.js";
import type { Case } from "./case.js";
import { Broken } from "./case.js";
import { holds, refused, same } from "./check.js";
import { draft, listens, NEVER, newVisitor, sends, talk, type Visitor } from "./visitor.js";

const UNKNOWN_TOKEN = "A".repeat(43);

async function followedLink(world: BackendWorld, owner: Visitor): Promise<Visitor> {
  const secret = await world.resumeSecret?.(owner.session.conversation);
  if (secret === undefined) throw new Broken("The world promised a resume link and gave none");
  const backend = world.device();
  return { backend, session: await backend.open({ kind: "resume", secret }, NEVER) };
}

export const session: readonly Case<BackendWorld, BackendNeed>[] = [
  {
    name: "a stored token finds the same conversation on the next visit",
    promise: "Nobody has to start over.",
    needs: [],
    async run(world) {
      const visitor = await newVisitor(world);
      await sends(visitor, "Hello");
      const backend = world.device();
      const again = await backend.open({ kind: "stored", token: visitor.session.token }, NEVER);
      same([again.conversation, again.latest, again.needsGesture], [visitor.session.conversation, 1, false], "The session");
      same(
        (await talk({ backend, session: again })).map(({ text }) => text),
        ["Hello"],
        "The conversation",
      );
    },
  },
  {
    name: "a token nobody has issued is refused as unauthorized",
    promise: "A guess opens nothing.",
    needs: [],
    async run(world) {
      await newVisitor(world);
      await refused(world.device().open({ kind: "stored", token: UNKNOWN_TOKEN }, NEVER), ["unauthorized"], "An unknown token");
    },
  },
  {
    name: "without a session every call is refused as unauthorized, the line too",
    promise: "There is no way around the door.",
    needs: [],
    async run(world) {
      await newVisitor(world);
      const backend = world.device();
      await refused(backend.pull({}, NEVER), ["unauthorized"], "pull");
      await refused(backend.send(draft("Hello"), NEVER), ["unauthorized"], "send");
      await refused(backend.identify({ email: "ana@example.com" }, [], NEVER), ["unauthorized"], "identify");
      await refused(
        backend.listen(undefined, () => {}, NEVER),
        ["unauthorized"],
        "listen",
      );
      if (backend.can.readReceipts) await refused(backend.markRead(1, NEVER), ["unauthorized"], "markRead");
    },
  },
  {
    name: "two visitors have two conversations, and neither sees the other's",
    promise: "What one person writes, no other visitor reads.",
    needs: [],
    async run(world) {
      const [ana, bob] = [await newVisitor(world), await newVisitor(world)];
      holds(ana.session.conversation !== bob.session.conversation, "Both were given the same conversation");
      const line = listens(bob);
      await line.next("hello");
      await sends(ana, "My secret");
      await world.reply(ana.session.conversation, "Kept");
      await sends(bob, "Hello");
      await world.reply(bob.session.conversation, "Hi Bob");
      await line.next("message", ({ message }) => message.text === "Hi Bob");
      await line.hangUp();
      same(
        (await talk(bob)).map(({ text }) => text),
        ["Hello", "Hi Bob"],
        "Bob's conversation",
      );
      const heard = JSON.stringify(line.events);
      holds(!heard.includes("secret") && !heard.includes("Kept"), "Bob's line told of Ana's conversation");
    },
  },
  {
    name: "the site's settings are the same for everybody, and say nothing about anybody",
    promise: "They can be cached, and a page view tells the server nothing.",
    needs: [],
    async run(world) {
      const visitor = await newVisitor(world);
      const before = await world.device().site(NEVER);
      await sends(visitor, "Hello");
      await visitor.backend.identify({ email: "ana.leaks@example.com", name: "Ana Leaks" }, [], NEVER);
      const [mine, others] = [await visitor.backend.site(NEVER), await world.device().site(NEVER)];
      same(mine, others, "The settings as two visitors see them");
      same(others, before, "The settings after somebody wrote");
      const text = JSON.stringify(mine);
      for (const personal of ["ana.leaks", "Ana Leaks", visitor.session.token, visitor.session.conversation]) {
        holds(!text.includes(personal), `The settings contain ${personal}`);
      }
    },
  },
  {
    name: "a followed resume link shows the conversation, and neither reads nor writes before a gesture",
    promise: "A mail scanner that opens the link marks nothing as read and says nothing in the visitor's name.",
    needs: ["resume"],
    async run(world) {
      const owner = await newVisitor(world);
      await sends(owner, "Hello");
      await world.reply(owner.session.conversation, "Hi");
      const resumed = await followedLink(world, owner);
      same([resumed.session.conversation, resumed.session.needsGesture], [owner.session.conversation, true], "The session");
      same(
        (await talk(resumed)).map(({ text }) => text),
        ["Hello", "Hi"],
        "What it shows",
      );
      await refused(resumed.backend.send(draft("I am a robot"), NEVER), ["gesture-needed"], "Writing");
      await refused(resumed.backend.identify({ email: "eve@example.com" }, [], NEVER), ["gesture-needed"], "Identifying");
      if (resumed.backend.can.readReceipts) await refused(resumed.backend.markRead(2, NEVER), ["gesture-needed"], "Reading");
      same((await world.device().open({ kind: "stored", token: owner.session.token }, NEVER)).readUpTo, 0, "The cursor");
    },
  },
  {
    name: "after the gesture a resumed device reads and writes like the first one",
    promise: "The conversation goes on where it stopped, on whatever device.",
    needs: ["resume"],
    async run(world) {
      const owner = await newVisitor(world);
      await sends(owner, "Hello");
      await world.reply(owner.session.conversation, "Hi");
      const resumed = await followedLink(world, owner);
      await resumed.backend.confirm(NEVER);
      await resumed.backend.confirm(NEVER);
      await resumed.backend.send(draft("It is me", 2), NEVER);
      same(
        (await talk(owner)).map(({ text }) => text),
        ["Hello", "Hi", "It is me"],
        "The conversation",
      );
      const again = await world.device().open({ kind: "stored", token: resumed.session.token }, NEVER);
      same([again.needsGesture, again.readUpTo], [false, 2], "The next visit of that device");
    },
  },
  {
    name: "a resume secret nobody has issued opens nothing",
    promise: "A guess opens nothing.",
    needs: ["resume"],
    async run(world) {
      await newVisitor(world);
      await refused(
        world.device().open({ kind: "resume", secret: UNKNOWN_TOKEN }, NEVER),
        ["gone", "unauthorized"],
        "An unknown secret",
      );
    },
  },
  {
    name: "after a revocation the line says gone, and the token opens nothing",
    promise: 'After "delete my data", or a lost phone, nothing is left to come back to.',
    needs: ["revocation"],
    async run(world) {
      const visitor = await newVisitor(world);
      await sends(visitor, "Hello");
      const line = listens(visitor);
      await line.next("hello");
      await world.revocation?.revoke(visitor.session.conversation);
      await line.next("gone");
      await line.hangUp();
      await refused(visitor.backend.pull({}, NEVER), ["gone", "unauthorized"], "A pull afterwards");
      const { token } = visitor.session;
      await refused(world.device().open({ kind: "stored", token }, NEVER), ["gone", "unauthorized"], "The token afterwards");
    },
  },
  {
    name: "a keystroke is told without harm, and its end too",
    promise: "The agents see that an answer is coming.",
    needs: ["typing"],
    async run(world) {
      const visitor = await newVisitor(world);
      await sends(visitor, "Hello");
      await visitor.backend.typing(true, NEVER);
      await visitor.backend.typing(false, NEVER);
      same((await talk(visitor)).length, 1, "Messages");
    },
  },
];
