/** Signed identity on the device: whose conversation is shown, what goes along, and what must not stay. */
import { expect, test } from "vitest";
import { type Cache, ChatError, memoryCache } from "../../../src/client/index.js";
import { settled } from "./fake-clock.js";
import { type Stage, shown, stage, talking } from "./stage.js";

const MINUTE = 60_000;

/** A device that takes what it is given. */
function device(): Cache {
  const cache = memoryCache();
  return {
    ...cache,
    async put(...how) {
      await cache.put(...how);
      return "kept";
    },
  };
}

/** Everything the device keeps, as text. */
const kept = async ({ cache }: Stage) => JSON.stringify(await cache.list(""));
const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => "no error",
    ({ code }: ChatError) => code,
  );

/** The same, of what should have been answered by now. */
const answerTo = (call: Promise<unknown>) => Promise.race([errorOf(call), settled().then(() => "none yet")]);

/** A page on which somebody signed in has written. */
async function signedIn(subject: string, text: string, setting: Parameters<typeof stage>[0] = {}): Promise<Stage> {
  const made = stage({ cache: device(), ...setting });
  await made.chat.start();
  await made.chat.identify(made.world.desk.sign(subject));
  made.chat.send(text);
  await settled();
  return made;
}

test("a second device shows the same conversation", async () => {
  const desk = await signedIn("ana", "From the desk");
  const phone = stage({ world: desk.world, clock: desk.clock });
  void phone.chat.identify(desk.world.desk.sign("ana", { email: "ana@example.com" }));
  await settled();
  expect(shown(phone.chat)).toEqual(["1 From the desk"]);
  expect(phone.chat.contact.value).toEqual({ email: "ana@example.com" });
  phone.chat.send("From the phone");
  await settled();
  desk.chat.setOpen(true);
  await desk.clock.advance(MINUTE);
  expect(shown(desk.chat)).toEqual(["1 From the desk", "2 From the phone"]);
});

test("on every page view one call opens it, and the token stays the same", async () => {
  const first = await signedIn("ana", "Hello");
  const token = /"token":"([^"]+)"/.exec(await kept(first))?.[1];
  first.chat.destroy();
  const next = first.again();
  void next.chat.start();
  void next.chat.identify(first.world.desk.sign("ana"));
  await settled();
  expect(shown(next.chat)).toEqual(["1 Hello"]);
  expect(next.net.calls.filter((call) => call === "open")).toHaveLength(1);
  expect(await kept(next)).toContain(token);
});

test("what was begun before is taken along: what is sent, what is not sent yet, and what is still being typed", async () => {
  const page = await talking(1, { cache: device() });
  page.net.down();
  page.chat.send("still on its way");
  page.chat.note({ unsent: "half a sen" });
  await settled();
  const signing = page.chat.identify(page.world.desk.sign("ana"));
  page.net.up();
  page.page("online");
  await page.clock.advance(MINUTE);
  await signing;
  expect(shown(page.chat)).toEqual(["1 message 1", "2 still on its way"]);
  expect(page.chat.notes.value.unsent).toBe("half a sen");
});

test("behind what the user has already, also what is not sent yet", async () => {
  const desk = await signedIn("ana", "One");
  const phone = stage({ world: desk.world, clock: desk.clock });
  await phone.chat.start();
  phone.chat.send("Two");
  await settled();
  phone.net.down();
  phone.chat.send("Three");
  await settled();
  void phone.chat.identify(desk.world.desk.sign("ana")).catch(() => undefined);
  phone.net.up();
  phone.page("online");
  await phone.clock.advance(MINUTE);
  expect(shown(phone.chat)).toEqual(["1 One", "2 Two", "3 Three"]);
  expect(phone.agent.messages().map(({ text }) => text)).toEqual(["One", "Two", "Three"]);
  const later = phone.again();
  await later.chat.start();
  expect(shown(later.chat)).toEqual(["1 One", "2 Two", "3 Three"]);
});

test("an answer that is still on its way of the conversation before does not get into the user's", async () => {
  const desk = await signedIn("ana", "One");
  const phone = await talking(1, { cache: device(), world: desk.world, clock: desk.clock });
  phone.chat.destroy();
  let arrive = () => {};
  const next = phone.again({
    before: (net) => {
      arrive = net.hold("pull");
    },
  });
  await next.chat.start();
  next.chat.setOpen(true);
  phone.agent.reply("Two replies were there");
  await settled();
  void next.chat.identify(desk.world.desk.sign("ana"));
  await settled();
  arrive();
  await next.clock.advance(MINUTE);
  expect(shown(next.chat)).toEqual(["1 One", "2 message 1", "3 Two replies were there"]);
});

test("another user's token shows theirs, and nothing of the one before is kept or shown, not for a moment, nor where the server is away", async () => {
  const ana = await signedIn("ana", "Ana's secret");
  ana.net.down();
  ana.chat.send("Ana's draft");
  ana.chat.note({ unsent: "Ana's half sentence" });
  await settled();
  expect(await kept(ana)).toContain("Ana's");
  void ana.chat.identify(ana.world.desk.sign("rui")).catch(() => undefined);
  await settled();
  expect([shown(ana.chat), ana.chat.notes.value.unsent]).toEqual([[], ""]);
  expect(await kept(ana)).not.toContain("Ana's");
  ana.chat.send("Rui's word");
  ana.net.up();
  ana.page("online");
  await ana.clock.advance(MINUTE);
  expect(shown(ana.chat)).toEqual(["1 Rui's word"]);
  expect(await kept(ana)).not.toContain("Ana's");
});

test("so it is on the next page view, which finds the one before on the device", async () => {
  const ana = await signedIn("ana", "Ana's secret");
  ana.chat.destroy();
  const next = ana.again({ before: (net) => net.down() });
  void next.chat.start();
  void next.chat.identify(ana.world.desk.sign("rui")).catch(() => undefined);
  await settled();
  expect(shown(next.chat)).toEqual([]);
  expect(await kept(next)).not.toContain("Ana's");
});

test("the other tabs go along: with the new token to the same conversation, and to another user's", async () => {
  const first = await talking(1, { cache: device() });
  const second = first.again();
  await second.chat.start();
  second.chat.setOpen(true);
  await settled();
  const lengths: number[] = [];
  second.chat.timeline.subscribe(({ length }) => lengths.push(length));
  await first.chat.identify(first.world.desk.sign("ana"));
  first.chat.send("signed");
  await settled();
  second.chat.send("and from the other tab");
  await first.clock.advance(MINUTE);
  const both = ["1 message 1", "2 signed", "3 and from the other tab"];
  expect([shown(first.chat), shown(second.chat)]).toEqual([both, both]);
  // Its conversation was never off its screen.
  expect(Math.min(...lengths)).toBe(1);
  await second.chat.identify(first.world.desk.sign("rui"));
  second.chat.send("Rui here");
  await first.clock.advance(MINUTE);
  expect([shown(first.chat), shown(second.chat)]).toEqual([["1 Rui here"], ["1 Rui here"]]);
  expect(await kept(first)).not.toContain("message 1");
});

test("a tab that hears nothing of it finds the new token on the device, and loses no word", async () => {
  const first = await talking(1, { cache: device(), without: { words: false } });
  const second = first.again();
  await second.chat.start();
  second.chat.setOpen(true);
  await settled();
  await first.chat.identify(first.world.desk.sign("ana"));
  first.chat.send("signed");
  await settled();
  second.chat.send("deaf");
  await first.clock.advance(MINUTE);
  expect(shown(second.chat)).toEqual(["1 message 1", "2 signed", "3 deaf"]);
});

test("a token that is none, is too old, or is asked of a backend that takes none, is refused, and all stays as it was", async () => {
  const page = await talking(1, { cache: device() });
  const { desk } = page.world;
  expect(await errorOf(page.chat.identify("nonsense"))).toBe("bad-request");
  expect(await errorOf(page.chat.identify(`${desk.sign("ana")}x`))).toBe("bad-request");
  expect(await errorOf(page.chat.identify(desk.sign("ana", {}, -1)))).toBe("unauthorized");
  const opened = page.net.calls.filter((call) => call === "open").length;
  page.net.refuse("send", new ChatError("unauthorized", "Once more"));
  page.chat.send("goes on");
  await settled();
  expect(shown(page.chat)).toEqual(["1 message 1", "2 goes on"]);
  // What was refused is not asked again.
  expect(page.net.calls.filter((call) => call === "open").length - opened).toBe(1);
  await page.chat.identify(desk.sign("ana"));
  expect(shown(page.chat)).toEqual(["1 message 1", "2 goes on"]);
});

test("a lost answer is asked for again, and is the same conversation", async () => {
  const page = await talking(1, { cache: device() });
  page.net.loseAnswer("open");
  void page.chat.identify(page.world.desk.sign("ana")).catch(() => undefined);
  await page.clock.advance(MINUTE);
  page.chat.send("signed");
  await settled();
  expect(shown(page.chat)).toEqual(["1 message 1", "2 signed"]);
});

test("when a signed session ends, the page is asked for a fresh token; when an anonymous one does, it is not", async () => {
  const asked: string[] = [];
  const made = stage({ onSignatureNeeded: () => asked.push("asked") });
  await made.chat.start();
  await made.chat.identify(made.world.desk.sign("ana"));
  made.chat.send("Hello");
  await settled();
  // The host's key was taken back.
  made.net.refuse("send", new ChatError("unauthorized", "The session is over"));
  made.net.refuse("open", new ChatError("unauthorized", "The session is over"));
  made.chat.send("again");
  await made.clock.advance(MINUTE);
  expect(asked).toEqual(["asked"]);
});

test("nothing is kept of a signed-in visitor who has not written anything", async () => {
  const page = stage();
  await page.chat.start();
  await page.chat.identify(page.world.desk.sign("ana"));
  page.chat.setOpen(true);
  await page.clock.advance(MINUTE);
  expect(await page.cache.list("")).toEqual([]);
  page.chat.send("Hello");
  await settled();
  expect(await kept(page)).toContain("Hello");
});

test("a logout leaves nothing, and what was waiting to be signed in is not", async () => {
  const page = await signedIn("ana", "Ana's secret");
  page.net.down();
  void page.chat.identify(page.world.desk.sign("ana")).catch(() => undefined);
  await settled();
  await page.chat.reset();
  page.net.up();
  page.page("online");
  await page.clock.advance(MINUTE);
  expect(await page.cache.list("")).toEqual([]);
  page.chat.send("Somebody else");
  await settled();
  expect(shown(page.chat)).toEqual(["1 Somebody else"]);
});

test("what another tab begins while somebody is signed in here goes along, and is not mixed with what they have", async () => {
  const user = await signedIn("ana", "Ana's own");
  const first = stage({ cache: device(), world: user.world, clock: user.clock });
  await first.chat.start();
  let arrive = () => {};
  const second = first.again({
    before: (net) => {
      arrive = net.hold("open");
    },
  });
  await second.chat.start();
  void second.chat.identify(user.world.desk.sign("ana"));
  await settled();
  expect(second.net.calls).toContain("open");
  first.chat.send("From the other tab");
  await settled();
  arrive();
  await first.clock.advance(MINUTE);
  const both = ["1 Ana's own", "2 From the other tab"];
  expect([shown(first.chat), shown(second.chat)]).toEqual([both, both]);
});

test("a page opened by a mail's link shows what that leads to, and keeps it apart from the user's", async () => {
  const owner = await talking(1, { cache: device() });
  const user = await signedIn("ana", "Ana's own", { world: owner.world, clock: owner.clock });
  const link = owner.agent.resumeSecret();
  const page = stage({ world: owner.world, clock: owner.clock });
  void page.chat.start(link);
  void page.chat.identify(user.world.desk.sign("ana")).catch(() => undefined);
  page.chat.gesture();
  await settled();
  expect(shown(page.chat)).toEqual(["1 message 1"]);
});

test("a page opened by a mail's link takes the host's word for the next page, at once, and asks nobody", async () => {
  const owner = await talking(1, { cache: device() });
  const page = stage({ world: owner.world, clock: owner.clock });
  void page.chat.start(owner.agent.resumeSecret());
  expect(await answerTo(page.chat.identify(owner.world.desk.sign("ana")))).toBe("no error");
  expect(await answerTo(page.chat.identify(owner.world.desk.sign("ana")))).toBe("no error");
  expect(page.net.calls.filter((call) => call === "open")).toHaveLength(1);
});

test("whoever is named hears what became of it also where the page signs out meanwhile, here or in another tab", async () => {
  const page = await talking(1, { cache: device() });
  const other = page.again();
  await other.chat.start();
  await settled();
  for (const { chat } of [page, other]) {
    const answer = page.net.hold("open");
    const signing = page.chat.identify(page.world.desk.sign("ana"));
    await settled();
    void chat.reset();
    expect(await answerTo(signing)).toBe("aborted");
    answer();
    await settled();
  }
});

test("of two words at once the later one counts, and whoever gave the earlier one hears of it, too", async () => {
  const page = await talking(1, { cache: device() });
  const { desk } = page.world;
  const answer = page.net.hold("open");
  const words = [page.chat.identify(desk.sign("ana")), page.chat.identify(desk.sign("ana", {}, 30 * MINUTE))];
  await settled();
  answer();
  expect(await Promise.all(words.map(answerTo))).toEqual(["no error", "no error"]);
  page.net.down();
  const far = [page.chat.identify(desk.sign("ana")), page.chat.identify(desk.sign("ana", {}, 30 * MINUTE))];
  expect(await Promise.all(far.map(answerTo))).toEqual(["offline", "offline"]);
});

test("who is named on a page whose conversation was deleted meanwhile is signed in, and nothing of it comes along", async () => {
  const page = await signedIn("ana", "Hello");
  page.net.down();
  page.chat.send("never arrived");
  await settled();
  page.agent.erase();
  page.net.up();
  await page.chat.identify(page.world.desk.sign("ana"));
  await settled();
  page.chat.send("Once more");
  await settled();
  const phone = stage({ world: page.world, clock: page.clock });
  await phone.chat.identify(page.world.desk.sign("ana"));
  await settled();
  expect([shown(page.chat), shown(phone.chat)]).toEqual([["1 Once more"], ["1 Once more"]]);
});
