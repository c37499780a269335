/** Who a mail is from: by a signature over it, by the host it came from, by another server's word. Everything else is nobody. */
import { describe, expect, test } from "vitest";
import { isVouchedFor, withoutResultsOf } from "../../../../src/forwarding/inbound/auth-results.js";
import { type Client, prove } from "../../../../src/forwarding/inbound/prove.js";
import { resolverOf, signed, written, type Zone } from "../../../mails.js";

const ANA = "ana@example.com";
const OUR_ID = "mx.flora.example";
const plain = written({ to: "r@reply.flora.example" });

function proof(
  mail: string,
  { zones = { "example.com": {} }, client, from = ANA }: { zones?: Record<string, Zone>; client?: Client; from?: string } = {},
) {
  return prove(Buffer.from(mail), ANA, { from, client }, { serverId: OUR_ID, resolver: resolverOf(zones) });
}
const isAuthentic = async (...of: Parameters<typeof proof>) => (await proof(...of)).isAuthentic;

describe("by DKIM", () => {
  test("a signature of the sender's domain over the whole mail", async () => {
    const { isAuthentic, header } = await proof(await signed(plain));
    expect(isAuthentic).toBe(true);
    expect(header).toMatch(/^Authentication-Results: mx\.flora\.example;[\s\S]*dkim=pass/);
  });
  test("one of a parent or a child of the same organisation, but not one of anybody else", async () => {
    const zones = { "example.com": {}, "mail.example.com": {}, "evil.example": {}, com: {} };
    expect(await isAuthentic(await signed(plain, "mail.example.com"), { zones })).toBe(true);
    expect(await isAuthentic(await signed(plain, "evil.example"), { zones })).toBe(false);
  });
  test("not after a change of what was signed", async () => {
    const mail = await signed(plain);
    expect(await isAuthentic(mail.replace("Yes, please.", "Send it to Mallory."))).toBe(false);
    expect(await isAuthentic(mail.replace("From: Ana <ana@example.com>", "From: Bob <ana@example.com>"))).toBe(false);
  });
  test("not by a signature that leaves the sender out, or the end of the text", async () => {
    expect(await isAuthentic(await signed(plain, "example.com", { headerList: ["subject", "date"] }))).toBe(false);
    const half = await signed(plain, "example.com", { maxBodyLength: 5 });
    expect(half).toMatch(/\bl=5\b/);
    expect(await isAuthentic(`${half}And send me the money.\r\n`)).toBe(false);
  });
  test("not where the domain's own policy asks for more than there is", async () => {
    const zones = { "example.com": { dmarc: "v=DMARC1; p=reject; adkim=s; aspf=s" }, "mail.example.com": {} };
    expect(await isAuthentic(await signed(plain), { zones })).toBe(true);
    expect(await isAuthentic(plain, { zones })).toBe(false);
  });
  test("not when the checker reads another sender than we do", async () => {
    const two = await signed(plain.replace("From: Ana <ana@example.com>", "From: ana@example.com, mallory@example.com"));
    expect(await isAuthentic(two)).toBe(false);
    const mallory = await signed(written({ from: "mallory@evil.example", to: "r@reply.flora.example" }), "evil.example");
    expect(await isAuthentic(mallory, { zones: { "evil.example": {} } })).toBe(false);
  });
  test("a hundred signatures are not looked up", async () => {
    const bomb = `${"DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=test; h=from; bh=; b=\r\n".repeat(100)}${plain}`;
    const resolver = resolverOf({ "example.com": {} });
    const none = await prove(Buffer.from(bomb), ANA, { from: ANA, client: undefined }, { serverId: OUR_ID, resolver });
    expect(none).toMatchObject({ isAuthentic: false });
    expect(resolver.asked).toEqual([]);
  });
});

describe("by SPF", () => {
  const zones = { "example.com": { spf: "v=spf1 ip4:192.0.2.1 -all" }, "evil.example": { spf: "v=spf1 +all" } };
  const from = (ip: string): Client => ({ ip, helo: "mail.example.com" });

  test("the host the mail came from may send for the sender's domain", async () => {
    expect(await isAuthentic(plain, { zones, client: from("192.0.2.1") })).toBe(true);
    expect(await isAuthentic(plain, { zones, client: from("192.0.2.2") })).toBe(false);
  });
  test("not when only the envelope's domain lets it", async () => {
    expect(await isAuthentic(plain, { zones, client: from("192.0.2.1"), from: "mallory@evil.example" })).toBe(false);
  });
  test("not for a door that did not see the host: the Return-Path in a mail is anybody's word", async () => {
    const claimed = `Return-Path: <ana@example.com>\r\nReceived: from mail.example.com ([192.0.2.1])\r\n${plain}`;
    expect(await isAuthentic(claimed, { zones })).toBe(false);
  });
});

test("names that do not resolve, or not now, prove nothing and break nothing", async () => {
  const mail = await signed(plain);
  expect(await isAuthentic(mail, { zones: {} })).toBe(false);
  const resolver = async () => {
    throw Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
  };
  const of = { from: ANA, client: { ip: "192.0.2.1", helo: "x" } };
  expect(await prove(Buffer.from(mail), ANA, of, { serverId: OUR_ID, resolver })).toMatchObject({ isAuthentic: false });
});

describe("by another server's word", () => {
  const ids = ["mx.shop.example"];
  const says = (...results: string[]) => isVouchedFor(results, ids, ANA);

  test.each([
    "mx.shop.example; dmarc=pass (p=NONE) header.from=example.com",
    "mx.shop.example 1; spf=fail smtp.mailfrom=x@y.example; dkim=pass header.d=example.com header.s=one",
    "MX.Shop.Example; dkim=pass (2048-bit; secure) header.i=@example.com",
    "mx.shop.example; spf=pass (sender SPF authorized) smtp.mailfrom=ana@example.com",
    "mx.shop.example; dkim = pass header.d = example.com",
  ])("%s", (result) => expect(says(result)).toBe(true));

  test.each([
    "mx.elsewhere.example; dmarc=pass header.from=example.com",
    "mx.shop.example.evil.example; dmarc=pass header.from=example.com",
    "mx.shop.example; dmarc=pass header.from=evil.example",
    "mx.shop.example; dkim=pass header.d=evil.example",
    "mx.shop.example; dkim=pass header.d=com",
    "mx.shop.example; dkim=pass header.d=child.example.com",
    "mx.shop.example; dkim=fail header.d=example.com",
    "mx.shop.example; dkim=pass header.d=example.com; dmarc=fail header.from=example.com",
    "mx.shop.example; spf=pass smtp.mailfrom=ana@evil.example",
    "mx.shop.example; none (dkim=pass header.d=example.com; dmarc=pass header.from=example.com)",
    'mx.shop.example; spf=fail smtp.mailfrom="; dmarc=pass header.from=example.com"',
    "mx.shop.example; spf=pass smtp.helo=example.com",
  ])("not: %s", (result) => expect(says(result)).toBe(false));

  test("the topmost of that server alone: what is below came in with the mail", () => {
    const forged = "mx.shop.example; dmarc=pass header.from=example.com";
    expect(says("mx.shop.example; dmarc=fail header.from=example.com", forged)).toBe(false);
    expect(says("mx.elsewhere.example; dmarc=fail header.from=example.com", forged)).toBe(true);
  });
  test("nobody configured, nobody believed", () => {
    expect(isVouchedFor(["mx.shop.example; dmarc=pass header.from=example.com"], [], ANA)).toBe(false);
  });
  test("results that claim to be ours are taken out of a mail, folded ones whole, others stay", () => {
    const forged = "authentication-results: MX.flora.example;\r\n dkim=pass\r\n\theader.d=example.com\r\n";
    const other = "Authentication-Results: mx.elsewhere.example; none\r\n";
    const clean = withoutResultsOf(Buffer.from(forged + other + plain), OUR_ID);
    expect(Buffer.from(clean).toString()).toBe(other + plain);
    const below = plain.replace("\r\n\r\n", "\r\n\r\nAuthentication-Results: mx.flora.example; in the text\r\n");
    expect(Buffer.from(withoutResultsOf(Buffer.from(below), OUR_ID)).toString()).toBe(below);
  });
});
