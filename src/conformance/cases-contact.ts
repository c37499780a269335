/** The contact: required where the owner says so, given together with what was held for it, once. */
import type { BackendNeed, BackendWorld } from "./backend-world.js";
import type { Case } from "./case.js";
import { refused, same } from "./check.js";
import { draft, NEVER, sends, talk, visitorAskedForContact } from "./visitor.js";

const ANA = { email: "ana@example.com" };

export const contact: readonly Case<BackendWorld, BackendNeed>[] = [
  {
    name: "while the contact is required, a message without it is refused and not stored",
    promise: "No other client can skip the contact form; no agent reads what cannot be answered.",
    needs: [],
    async run(world) {
      const visitor = await visitorAskedForContact(world);
      same(visitor.session.contact, undefined, "The contact of somebody new");
      const error = await refused(
        visitor.backend.send(draft("Hello?"), NEVER),
        ["contact-required"],
        "A message without a contact",
      );
      same(error.isTransient, false, "Whether waiting would help");
      same(await talk(visitor), [], "What is stored");
    },
  },
  {
    name: "the contact and everything held arrive together, once, in the order it was written",
    promise: "Nothing written before the form was filled is lost or doubled.",
    needs: [],
    async run(world) {
      const visitor = await visitorAskedForContact(world);
      const held = [draft("one"), draft("two"), draft("three")];
      const answer = await visitor.backend.identify(ANA, held, NEVER);
      same(answer.contact.email, ANA.email, "The contact as known now");
      same(
        answer.messages.map(({ id, text }) => [id, text]),
        held.map(({ id, text }) => [id, text]),
        "The messages in the answer",
      );
      same(
        (await talk(visitor)).map(({ seq, text }) => [seq, text]),
        [
          [1, "one"],
          [2, "two"],
          [3, "three"],
        ],
        "What is stored",
      );
    },
  },
  {
    name: "the same contact with the same drafts again changes nothing",
    promise: "A form whose answer got lost is sent again without harm.",
    needs: [],
    async run(world) {
      const visitor = await visitorAskedForContact(world);
      const held = [draft("one"), draft("two")];
      const first = await visitor.backend.identify(ANA, held, NEVER);
      const second = await visitor.backend.identify(ANA, held, NEVER);
      same(second.messages, first.messages, "The messages in the second answer");
      const all = (await visitor.backend.pull({}, NEVER)).messages.map(({ text }) => text).filter((text) => text !== "");
      same(all, ["one", "two"], "What is stored");
    },
  },
  {
    name: "an impossible contact is refused with everything that came with it",
    promise: "All or nothing: no message without the address it was held for.",
    needs: [],
    async run(world) {
      const visitor = await visitorAskedForContact(world);
      const held = [draft("one"), draft("two")];
      for (const email of ["", "ana", "ana@", "ana@example", "ana@example.com\nBcc: all@example.com"]) {
        await refused(visitor.backend.identify({ email }, held, NEVER), ["invalid-contact"], JSON.stringify(email));
      }
      same(await talk(visitor), [], "What is stored");
      await refused(visitor.backend.send(draft("three"), NEVER), ["contact-required"], "A message afterwards");
      same((await visitor.backend.identify(ANA, held, NEVER)).messages.length, 2, "With a possible one");
    },
  },
  {
    name: "once the contact is known, messages pass, also on the next visit",
    promise: "Nobody is asked twice.",
    needs: [],
    async run(world) {
      const visitor = await visitorAskedForContact(world);
      await visitor.backend.identify(ANA, [draft("one")], NEVER);
      await sends(visitor, "two");
      const nextVisit = world.device();
      const session = await nextVisit.open({ kind: "stored", token: visitor.session.token }, NEVER);
      same(session.contact?.email, ANA.email, "The contact on the next visit");
      await nextVisit.send(draft("three"), NEVER);
      same(
        (await talk(visitor)).map(({ text }) => text),
        ["one", "two", "three"],
        "What is stored",
      );
    },
  },
  {
    name: "what was stored before the contact became required stays stored, and its retry is answered",
    promise: "A message with a lost response is not asked for a contact afterwards.",
    needs: [],
    async run(world) {
      const visitor = await visitorAskedForContact(world);
      await world.setAvailability("online");
      const hello = draft("Hello");
      const stored = await visitor.backend.send(hello, NEVER);
      await world.setAvailability("away");
      same(await visitor.backend.send(hello, NEVER), stored, "The answer to the retry");
      await refused(visitor.backend.send(draft("And now?"), NEVER), ["contact-required"], "A new message");
    },
  },
];
