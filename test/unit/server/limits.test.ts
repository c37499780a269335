/** Row 16 of the security checklist: how much each may have, whose network an address is in, and what all of it costs in memory. */
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { limitsWith } from "../../../src/server/limits/limits.js";
import { networkOf, networkReader } from "../../../src/server/limits/network.js";
import { createPace } from "../../../src/server/limits/pace.js";

const RATE = { burst: 3, perMinute: 6 };
const START = 1_700_000_000_000;

describe("16 a bucket", () => {
  test("gives its burst at once, then says exactly how long to wait, and gives one more after that", () => {
    const pace = createPace();
    expect([1, 2, 3, 4].map(() => pace.take("ana", RATE, START))).toEqual([0, 0, 0, 10_000]);
    expect(pace.take("ana", RATE, START + 9_999)).toBe(1);
    expect(pace.take("ana", RATE, START + 10_000)).toBe(0);
    expect(pace.take("ana", RATE, START + 10_000)).toBe(10_000);
  });

  test("that was refused has lost nothing by it, and is full again after a while, never fuller", () => {
    const pace = createPace();
    for (let n = 0; n < 50; n++) pace.take("ana", RATE, START);
    expect(pace.take("ana", RATE, START + 10_000)).toBe(0);
    expect([1, 2, 3, 4].map(() => pace.take("ana", RATE, START + 3_600_000))).toEqual([0, 0, 0, 10_000]);
  });

  test("takes many at once or none, and more than it holds as what it holds", () => {
    const pace = createPace();
    expect(pace.take("ana", RATE, START, 2)).toBe(0);
    expect(pace.take("ana", RATE, START, 2)).toBe(10_000);
    expect(pace.take("ana", RATE, START, 1)).toBe(0);
    expect(pace.take("bob", RATE, START, 50)).toBe(0);
  });

  test("is each one's own, and a clock that is set back by a year shuts nobody out for longer than an empty one", () => {
    const pace = createPace();
    for (let n = 0; n < 4; n++) pace.take("ana", RATE, START);
    expect(pace.take("bob", RATE, START)).toBe(0);
    expect(pace.take("ana", RATE, START - 31_536_000_000)).toBeLessThanOrEqual(30_000);
  });

  test("of a million names costs as much memory as of fifty thousand, and whoever knocks on is not forgotten for it", () => {
    const pace = createPace();
    for (let n = 0; n < 4; n++) pace.take("flood", RATE, START);
    for (let n = 0; n < 1_000_000; n++) {
      pace.take(`${n}`, RATE, START);
      if (n % 1_000 === 0) expect(pace.take("flood", RATE, START)).toBeGreaterThan(0);
    }
    expect(pace.size).toBeLessThanOrEqual(50_000);
  });
});

describe("16 a network", () => {
  test.each([
    ["192.0.2.77", "192.0.2.0/24"],
    ["192.0.2.1", "192.0.2.0/24"],
    ["192.0.3.1", "192.0.3.0/24"],
    ["2001:db8:7:1::1", "2001:db8:7::/48"],
    ["2001:0DB8:0007:ffff:1:2:3:4", "2001:db8:7::/48"],
    ["2001:db8::1", "2001:db8:0::/48"],
    ["::1", "0:0:0::/48"],
    ["1::", "1:0:0::/48"],
    ["1:2::", "1:2:0::/48"],
    ["1::8", "1:0:0::/48"],
    ["1:2:3:4:5:6:7::", "1:2:3::/48"],
    ["", "unknown"],
    ["evil, 1.2.3.4", "unknown"],
  ])("of %s is %s", (address, network) => expect(networkOf(address)).toBe(network));

  const PEER = "10.0.0.7";
  async function seen(trusted: readonly string[], forwarded: string | undefined, peer = PEER) {
    let strangers = 0;
    const read = networkReader(trusted, () => {
      strangers += 1;
    });
    const app = new Hono().get("/", (c) => c.text(read(c)));
    const headers: HeadersInit = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
    const answer = await app.request("/", { headers }, { incoming: { socket: { remoteAddress: peer } } });
    return { network: await answer.text(), strangers };
  }

  test("is the peer's, whatever it says of others, unless the operator has named it; and that is told", async () => {
    expect(await seen([], "192.0.2.1")).toEqual({ network: "10.0.0.0/24", strangers: 1 });
    expect(await seen(["10.0.0.8"], "192.0.2.1")).toEqual({ network: "10.0.0.0/24", strangers: 1 });
    expect(await seen([], undefined)).toEqual({ network: "10.0.0.0/24", strangers: 0 });
  });

  test.each([
    ["192.0.2.1", "192.0.2.0/24"],
    ["203.0.113.9, 192.0.2.1", "192.0.2.0/24"], // The client's own lie stands before what our proxy has heard.
    ["192.0.2.1, 10.9.9.9", "192.0.2.0/24"], // A second proxy of ours.
    ["192.0.2.1:5678", "192.0.2.0/24"],
    ["[2001:db8:7::1]:443", "2001:db8:7::/48"],
    ["::ffff:192.0.2.1", "192.0.2.0/24"],
    ["unknown", "10.0.0.0/24"],
    ["", "10.0.0.0/24"],
    ["192.0.2.1, nonsense", "10.0.0.0/24"],
  ])("behind a trusted proxy that says %j is %s", async (forwarded, network) =>
    expect(await seen(["10.0.0.0/8"], forwarded)).toEqual({ network, strangers: 0 }),
  );

  test("of an IPv4 proxy on an IPv6 socket is the proxy's", async () =>
    expect(await seen([PEER], "192.0.2.1", `::ffff:${PEER}`)).toEqual({ network: "192.0.2.0/24", strangers: 0 }));

  test.each(["proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::/129", "10.0.0.1/-1", "*"])(
    "%s is no proxy to trust, and said so at the start",
    (one) => expect(() => networkReader([one], () => undefined)).toThrow(RangeError),
  );
});

test("16 an operator's own numbers take the place of ours, and none of them switches a limit off by being none", () => {
  expect(limitsWith({ say: { visitor: { burst: 5 } } }).say.visitor).toEqual({ burst: 5, perMinute: 60 });
  expect(limitsWith({ say: { visitor: { burst: 5 } } }).say.network).toEqual(limitsWith().say.network);
  const wrong = (own: object) => () => limitsWith(own);
  for (const rate of [
    { burst: 0 },
    { burst: Number.NaN },
    { burst: Number.POSITIVE_INFINITY },
    { perMinute: 0 },
    { perMinute: "x" },
    { burst: null },
    { perMinute: -1 },
  ])
    expect(wrong({ say: { visitor: rate } })).toThrow(RangeError);
  expect(wrong({ shout: {} })).toThrow(/no limit "shout"/);
  expect(wrong({ constructor: {} })).toThrow(RangeError);
  expect(wrong({ signIn: { visitor: { burst: 1 } } })).toThrow(/signIn.visitor/);
});
