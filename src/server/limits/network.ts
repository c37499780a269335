/**
 * From which network a request comes: the /24 of an IPv4 address, the /48 of an IPv6 one. These are the smallest that are routed by
 * themselves: whoever has one address in them may have them all. An office is one, too, so limits are made for offices. The whole
 * address is kept nowhere.
 *
 * Behind a proxy every request comes from the proxy; what it says of the client is believed only where the operator has named it,
 * since anybody can send an X-Forwarded-For.
 */
import { BlockList, isIP } from "node:net";
import type { Context } from "hono";

export type NetworkOf = (c: Context) => string;

const FORWARDED = "x-forwarded-for";

/** `onStranger` is told when somebody speaks of a client who is no trusted proxy. Throws RangeError for what is no address or network. */
export function networkReader(trustedProxies: readonly string[], onStranger: () => void): NetworkOf {
  const trusted = new BlockList();
  for (const one of trustedProxies) add(trusted, one);
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  return (c) => {
    let client = plain(peerOf(c));
    const forwarded = c.req.header(FORWARDED);
    if (forwarded !== undefined && !isTrusted(client)) onStranger();
    // Each proxy adds at the end whom it has heard: from there back to the first that is none of ours.
    const said = (forwarded ?? "").split(",").map(plain);
    while (isTrusted(client)) {
      const before = said.pop();
      if (before === undefined || isIP(before) === 0) break;
      client = before;
    }
    return networkOf(client);
  };
}

/** The other end of the socket. Where the app is mounted on a server of another kind nobody tells, and all are one network. */
function peerOf(c: Context): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? "";
}

/** Some proxies add the port; and an IPv4 address on an IPv6 socket is the same address. */
function plain(text: string): string {
  const address = text
    .trim()
    .replace(/^\[(.*)\](?::\d+)?$/, "$1")
    .replace(/^([\d.]+):\d+$/, "$1")
    .replace(/%.*$/, "");
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}

export function networkOf(address: string): string {
  switch (isIP(address)) {
    case 4:
      return `${address.split(".").slice(0, 3).join(".")}.0/24`;
    case 6: {
      // The URL parser writes every address in one way.
      const [start = "", end] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
      const groups = start === "" ? [] : start.split(":");
      const left = end === undefined ? 0 : 8 - groups.length - (end === "" ? 0 : end.split(":").length);
      const all = [...groups, ...Array.from({ length: left }, () => "0"), ...(end ?? "").split(":")];
      return `${all.slice(0, 3).join(":")}::/48`;
    }
    default:
      return "unknown";
  }
}

function add(list: BlockList, text: string): void {
  const [address = "", prefix] = text.split("/");
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  const bits = prefix === undefined ? (family === "ipv6" ? 128 : 32) : Number(prefix);
  const fits = isIP(address) !== 0 && /^\d*$/.test(prefix ?? "") && prefix !== "" && bits <= (family === "ipv6" ? 128 : 32);
  if (!fits) throw new RangeError(`trustedProxies are addresses like 10.0.0.7 or networks like 10.0.0.0/8, not "${text}"`);
  list.addSubnet(address, bits, family);
}
