/**
 * What another mail server of ours found out about a sender (RFC 8601). Anybody can write such a header into a mail: only the
 * topmost one that carries a name the operator configured counts, since that server takes away whatever came in under its name.
 */
import { endOfHead } from "./limits.js";

const NAME = "authentication-results";

/** True when the topmost result of a configured server says that DMARC, or an aligned DKIM or SPF, passed for this sender. */
export function isVouchedFor(results: readonly string[], serverIds: readonly string[], sender: string): boolean {
  const ids = serverIds.map((id) => id.toLowerCase());
  const found = results.map(clausesOf).find(([id]) => id !== undefined && ids.includes(serverIdOf(id)));
  if (found === undefined) return false;
  const clauses = found.slice(1).map(clauseOf);
  if (clauses.some(({ method, result }) => method === "dmarc" && result === "fail")) return false;
  const domain = sender.slice(sender.lastIndexOf("@") + 1).toLowerCase();
  return clauses.some(({ method, result, properties }) => {
    if (result !== "pass") return false;
    const of = (name: string) => properties.get(name)?.toLowerCase() ?? "";
    if (method === "dmarc") return of("header.from") === domain;
    if (method === "dkim") return covers(of("header.d") || domainOf(of("header.i")), domain);
    return method === "spf" && domainOf(of("smtp.mailfrom")) === domain;
  });
}

/** The same bytes without results that claim to be ours: whoever reads them later must be able to believe our name. */
export function withoutResultsOf(raw: Uint8Array, serverId: string): Uint8Array {
  const head = Buffer.from(raw.buffer, raw.byteOffset, endOfHead(raw)).toString("latin1");
  if (!head.toLowerCase().includes(NAME)) return raw;
  const fields = head.split(/(?<=\n)(?![ \t])/);
  const kept = fields.filter((field) => {
    const colon = field.indexOf(":");
    if (field.slice(0, colon).trim().toLowerCase() !== NAME) return true;
    return serverIdOf(clausesOf(field.slice(colon + 1))[0] ?? "") !== serverId.toLowerCase();
  });
  if (kept.length === fields.length) return raw;
  return Buffer.concat([Buffer.from(kept.join(""), "latin1"), raw.subarray(endOfHead(raw))]);
}

/** A signature of a parent domain speaks for its children; of a child it does not speak for the parent. */
function covers(signer: string, domain: string): boolean {
  return signer.includes(".") && (signer === domain || domain.endsWith(`.${signer}`));
}

/** An optional version number may follow the name. */
function serverIdOf(first: string): string {
  return first.trim().split(/\s+/)[0]?.toLowerCase() ?? "";
}

function clauseOf(clause: string): { method: string; result: string; properties: ReadonlyMap<string, string> } {
  const words = clause
    .replace(/\s*=\s*/g, "=")
    .trim()
    .split(/\s+/);
  const pairs = words.map((word): [string, string] => {
    const at = word.indexOf("=");
    return [word.slice(0, Math.max(0, at)).toLowerCase(), word.slice(at + 1)];
  });
  const [[method = "", result = ""] = [], ...properties] = pairs;
  // A method may carry a version: dkim/1.
  return { method: method.split("/")[0] ?? "", result: result.toLowerCase(), properties: new Map(properties) };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** Cut at the semicolons, without comments. What stands in quotation marks is somebody's text and is dropped: it proves nothing. */
function clausesOf(value: string): string[] {
  const clauses = [""];
  let [depth, isQuoted] = [0, false];
  for (let at = 0; at < value.length; at++) {
    const character = value.charAt(at);
    if (character === "\\" && (isQuoted || depth > 0)) at++;
    else if (isQuoted) isQuoted = character !== '"';
    else if (character === "(") depth++;
    else if (character === ")") depth = Math.max(0, depth - 1);
    else if (depth > 0) continue;
    else if (character === '"') isQuoted = true;
    else if (character === ";") clauses.push("");
    else clauses[clauses.length - 1] += character;
  }
  return clauses;
}
