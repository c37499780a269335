/** Signed identity: whom the host's server has vouched for, on whichever device; and nobody else. */
import type { Session } from "../protocol/index.js";
import type { BackendNeed, BackendWorld } from "./backend-world.js";
import { Broken, type Case } from "./case.js";
import { holds, refused, same } from "./check.js";
import { draft, NEVER, newVisitor, sends, talk, type Visitor } from "./visitor.js";

async function token(world: BackendWorld, subject: string, email?: string): Promise<string> {
  const jwt = await world.signedToken?.(subject, email);
  if (jwt === undefined) throw new Broken("The world promised signed tokens and gave none");
  return jwt;
}

/** On a device of their own, or on that of `here`. */
async function signsIn(world: BackendWorld, subject: string, here?: Visitor): Promise<Visitor> {
  const backend = here?.backend ?? world.device();
  const ticket = { kind: "signed", jwt: await token(world, subject), ...(here && { token: here.session.token }) } as const;
  return { backend, session: await backend.open(ticket, NEVER) };
}

const texts = async (visitor: Visitor) => (await talk(visitor)).map(({ text }) => text);
/** Nobody has signed in under this name before, whatever ran earlier on this world. */
const somebody = (name: string) => `${name}-${crypto.randomUUID()}`;
const open = ({ token }: Session) => ({ kind: "stored", token }) as const;

export const signed: readonly Case<BackendWorld, BackendNeed>[] = [
  {
    name: "who signs in on a second device finds the same conversation there",
    promise: "A conversation is its user's, not its browser's.",
    needs: ["signed"],
    async run(world) {
      await newVisitor(world);
      const ana = somebody("ana");
      const desk = await signsIn(world, ana);
      await sends(desk, "From the desk");
      const phone = await signsIn(world, ana);
      same(phone.session.conversation, desk.session.conversation, "The conversation on the phone");
      same(await texts(phone), ["From the desk"], "What is in it");
      same(await texts(desk), ["From the desk"], "What the first device still sees");
    },
  },
  {
    name: "what was begun before signing in is taken along, once and in order, also behind what there is already",
    promise: "Nobody has to say it again because they have signed in.",
    needs: ["signed"],
    async run(world) {
      const first = await newVisitor(world);
      await sends(first, "Before");
      const ana = somebody("ana");
      await sends(await signsIn(world, ana, first), "After");
      const elsewhere = await newVisitor(world);
      const lost = draft("Elsewhere");
      await elsewhere.backend.send(lost, NEVER);
      const both = await signsIn(world, ana, elsewhere);
      same(await texts(both), ["Before", "After", "Elsewhere"], "The conversation");
      // The answer to its first attempt was lost.
      await both.backend.send(lost, NEVER);
      same(await texts(both), ["Before", "After", "Elsewhere"], "The conversation after a repeat");
    },
  },
  {
    name: "another user's conversation is never taken along, and their token ends in that browser",
    promise: "Two people at one computer never read each other.",
    needs: ["signed"],
    async run(world) {
      const before = await newVisitor(world);
      const ana = await signsIn(world, somebody("ana"), before);
      await sends(ana, "Ana's secret");
      const rui = await signsIn(world, somebody("rui"), ana);
      holds(rui.session.conversation !== ana.session.conversation, "Both were given the same conversation");
      same(await texts(rui), [], "What the second user finds");
      await refused(world.device().open(open(ana.session), NEVER), ["unauthorized", "gone"], "The first user's token");
    },
  },
  {
    name: "the token of before is refused once the signed-in one is in use",
    promise: "Whoever had seen a browser's token has no way into its user's conversation.",
    needs: ["signed"],
    async run(world) {
      const visitor = await newVisitor(world);
      await sends(visitor, "Before");
      const ana = await signsIn(world, somebody("ana"), visitor);
      await world.device().open(open(ana.session), NEVER);
      await refused(world.device().open(open(visitor.session), NEVER), ["unauthorized", "gone"], "The token of before");
    },
  },
  {
    name: "what nobody has signed is refused, and so is an address that is only typed",
    promise: "To know somebody's address, or to make up a token, opens nothing.",
    needs: ["signed"],
    async run(world) {
      const email = `${somebody("ana")}@example.com`;
      await newVisitor(world);
      const ana = world.device();
      await ana.open({ kind: "signed", jwt: await token(world, somebody("ana"), email) }, NEVER);
      await ana.send(draft("Ana's secret"), NEVER);
      const stranger = await newVisitor(world);
      await stranger.backend.identify({ email }, [], NEVER);
      same(await texts(stranger), [], "What a stranger with her address finds");
      for (const jwt of ["", "nonsense", `${await token(world, somebody("x"))}x`]) {
        await refused(world.device().open({ kind: "signed", jwt }, NEVER), ["bad-request"], "A token nobody has signed");
      }
    },
  },
  {
    name: "whoever is named in a deleted conversation hears that it was deleted",
    promise: "What waits of a deleted conversation does not come along into the next one.",
    needs: ["signed", "erase"],
    async run(world) {
      const visitor = await newVisitor(world);
      await sends(visitor, "Before");
      await visitor.backend.erase?.(NEVER);
      await refused(signsIn(world, somebody("ana"), visitor), ["gone"], "The token of a deleted conversation");
    },
  },
  {
    name: "a page that still holds the token of before hears that the conversation was deleted",
    promise: "What waits of a deleted conversation does not come along into the next one.",
    needs: ["signed", "erase"],
    async run(world) {
      const ana = somebody("ana");
      const before = await newVisitor(world);
      await sends(await signsIn(world, ana, before), "Replaced");
      const begun = await newVisitor(world);
      await sends(begun, "Taken along");
      const both = await signsIn(world, ana, begun);
      same(await texts(both), ["Replaced", "Taken along"], "The conversation");
      await both.backend.erase?.(NEVER);
      await refused(world.device().open(open(before.session), NEVER), ["gone"], "A token that was replaced");
      await refused(world.device().open(open(begun.session), NEVER), ["gone"], "A token of what was taken along");
    },
  },
];
