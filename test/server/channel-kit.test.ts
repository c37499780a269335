/** The channel kit on Messenger and Instagram, against a server that keeps Meta's rules; and the server itself, where a kinder one would let mistakes pass. */
import { afterAll, describe, expect, test } from "vitest";
import { channelKit } from "../../src/conformance/index.js";
import { challengeOf, isSigned, newsIn } from "../../src/forwarding/index.js";
import { metaWorld } from "../fixtures/adapters/channel.js";
import { graph } from "../meta/graph.js";

const NEVER = new AbortController().signal;
const SECRET = "an app's secret";

async function world(kind: "messenger" | "instagram") {
  const made = await metaWorld(kind);
  afterAll(() => made.there.close());
  return made;
}

for (const kind of ["messenger", "instagram"] as const) {
  const { made } = await world(kind);
  describe(`the ${kind} channel`, () => {
    test.each(channelKit)("$name", ({ run }) => run(made));
  });
}

describe("what Meta's codes mean", () => {
  test.each([
    [400, 10, 2_018_278, "window-closed"],
    [400, 10, undefined, "rejected"],
    [400, 190, undefined, "token"],
    [400, 551, undefined, "unavailable"],
    [400, 100, undefined, "rejected"],
    [400, 613, undefined, "deferred"],
    [400, 4, undefined, "deferred"],
    [500, 1, undefined, "deferred"],
    [400, 99_999, undefined, "rejected"],
  ])("%i %i/%s is %s", async (status, code, subcode, expected) => {
    const { there, channel, made } = await world("messenger");
    const to = await made.person(1);
    there.trouble(status, code, subcode === undefined ? {} : { subcode });
    const outcome = await channel().send({ to, text: "Hello", id: "a" }, NEVER);
    expect(outcome.was === "refused" ? outcome.because : outcome.was).toBe(expected);
    expect(there.received(to)).toEqual([]);
  });

  test("a server that does not answer is an outage", async () => {
    const { there, channel } = await world("messenger");
    await there.close();
    expect(await channel().send({ to: "p", text: "Hello", id: "a" }, NEVER)).toMatchObject({ was: "deferred" });
  });
});

describe("a webhook", () => {
  test("is subscribed by whoever knows the word, and by nobody else", () => {
    const asks = (query: string) => challengeOf(new URLSearchParams(query), "the word");
    expect(asks("hub.mode=subscribe&hub.verify_token=the%20word&hub.challenge=1158201444")).toBe("1158201444");
    expect(asks("hub.mode=subscribe&hub.verify_token=a%20guess&hub.challenge=1")).toBeUndefined();
    expect(asks("hub.mode=unsubscribe&hub.verify_token=the%20word&hub.challenge=1")).toBeUndefined();
    expect(asks("hub.mode=subscribe&hub.challenge=1")).toBeUndefined();
  });

  test("is Meta's only with a signature over its very bytes", async () => {
    const seen: { body: string; signature: string | undefined }[] = [];
    const { createServer } = await import("node:http");
    const server = createServer(async (request, response) => {
      const parts: Uint8Array[] = [];
      for await (const part of request) parts.push(part);
      seen.push({ body: Buffer.concat(parts).toString(), signature: request.headers["x-hub-signature-256"]?.toString() });
      response.end();
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const { port } = server.address() as { port: number };
    const webhook = () => `http://127.0.0.1:${port}`;
    const there = await graph({ kind: "messenger", account: "1001", appSecret: SECRET, accessToken: "EAAB", webhook });
    await there.writes("p1", "Grüße 👋");
    await there.close();
    server.close();
    const [{ body, signature } = { body: "", signature: "" }] = seen;
    expect(isSigned(Buffer.from(body), signature, SECRET)).toBe(true);
    expect(isSigned(Buffer.from(`${body} `), signature, SECRET)).toBe(false);
    expect(isSigned(Buffer.from(body), signature, "another secret")).toBe(false);
    expect(isSigned(Buffer.from(body), undefined, SECRET)).toBe(false);
    expect(isSigned(Buffer.from(body), "sha256=", SECRET)).toBe(false);
    expect(isSigned(Buffer.from(body), signature?.replace("sha256=", ""), SECRET)).toBe(false);
  });

  test("tells what people do, one by one, in a batch out of order, too", async () => {
    const { there } = await world("messenger");
    there.hold();
    const mid = await there.writes("p1", "Hello", { files: ["https://cdn.example/1.jpg"] });
    await there.writes("p2", "From an ad", { isFromAd: true });
    await there.reads("p1");
    await there.takesBack("p1", mid);
    await there.answersElsewhere("p1", "From Meta's inbox");
    await there.release();
    const news = newsIn(JSON.parse(there.sent.at(-1) ?? ""))?.reverse();
    expect(news).toMatchObject([
      {
        was: "message",
        kind: "messenger",
        account: "1001",
        person: "p1",
        mid,
        text: "Hello",
        files: ["https://cdn.example/1.jpg"],
        isFromAd: false,
      },
      { was: "message", person: "p2", text: "From an ad", isFromAd: true },
      { was: "read", person: "p1", until: expect.any(Number) },
      { was: "deleted", person: "p1", mid },
      { was: "echo", person: "p1", text: "From Meta's inbox" },
    ]);
    expect(news?.at(-1)).not.toHaveProperty("id");
  });

  test("of Instagram names the message that was seen", async () => {
    const { there, channel, made } = await world("instagram");
    const to = await made.person(1);
    const sent = await channel().send({ to, text: "Hi", id: "a" }, NEVER);
    await there.reads(to);
    expect(newsIn(JSON.parse(there.sent.at(-1) ?? ""))).toMatchObject([
      { was: "read", kind: "instagram", person: to, mid: sent.was === "sent" && sent.mid },
    ]);
  });

  test("that is no batch of ours is nothing, and an entry that means nothing harms no other", () => {
    for (const body of [null, 1, [], {}, { object: "user", entry: [] }, { object: "page" }]) expect(newsIn(body)).toBeUndefined();
    const good = { sender: { id: "p" }, recipient: { id: "1" }, timestamp: 5, message: { mid: "m", text: "Hi" } };
    const entry = [
      { id: "1", time: 1, messaging: [null, { sender: {} }, { sender: { id: "p" }, recipient: { id: "1" }, optin: {} }, good] },
      { id: "1", changes: [] },
    ];
    expect(newsIn({ object: "page", entry })).toMatchObject([{ was: "message", mid: "m", at: 5 }]);
  });
});
