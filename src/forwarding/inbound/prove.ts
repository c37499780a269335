/**
 * Whether a mail really comes from whom it names: DKIM over its bytes, SPF where we saw the other side's address ourselves, DMARC
 * where its domain has a policy. `mailauth` does the checking and is loaded with the first mail.
 */
import { promises as dns } from "node:dns";
import type { AuthenticateOptions, DNSResolver } from "mailauth";
import { endOfHead } from "./limits.js";

/** As `dns.promises.resolve`; a test, or a demo without the internet, brings its own. */
export type Resolver = DNSResolver;

/** What only whoever took the mail from its sender can know. */
export interface Client {
  readonly ip: string;
  readonly helo: string;
}

/** What was found out about a mail's sender. */
export interface Proof {
  readonly isAuthentic: boolean;
  /** `Authentication-Results` in full, for those who look at the original. */
  readonly header: string;
}

/** More signatures than this are there to make us ask for keys. */
const MOST_SIGNATURES = 10;
const LONGEST_SIGNATURE = 4_000;
/** Of all questions together; the other side waits meanwhile. */
const PATIENCE_MS = 20_000;
const DNS = new dns.Resolver({ timeout: 4_000, tries: 2 });

/** `sender` is the one address of the From header, `serverId` our own name in the header. Never rejects: a check that fails proves nothing. */
export async function prove(
  raw: Uint8Array,
  sender: string,
  envelope: { readonly from: string | undefined; readonly client: Client | undefined },
  {
    serverId,
    resolver = DNS.resolve.bind(DNS) as Resolver,
  }: { readonly serverId: string; readonly resolver?: Resolver | undefined },
): Promise<Proof> {
  const nothing = (why: string): Proof => ({ isAuthentic: false, header: `Authentication-Results: ${serverId}; none (${why})` });
  if (!signaturesAreHonest(raw)) return nothing("too many signatures");
  const { from, client } = envelope;
  const options: AuthenticateOptions = {
    mta: serverId,
    resolver,
    disableArc: true,
    disableBimi: true,
    ...(client !== undefined && { ip: client.ip, helo: client.helo }),
    ...(client !== undefined && from !== undefined && { sender: from }),
  };
  try {
    const { authenticate } = await import("mailauth");
    const late = AbortSignal.timeout(PATIENCE_MS);
    const result = await Promise.race([authenticate(Buffer.from(raw), options), rejectsWith(late)]);
    const header = result.headers.slice(result.headers.indexOf("Authentication-Results:")).trimEnd();
    return { isAuthentic: speaksFor(sender, result), header };
  } catch {
    // No DNS, no time, or bytes the checker stumbled over. Not an error of ours: the mail waits, unconfirmed, for an agent's eyes.
    return nothing("not checked");
  }
}

type Results = Awaited<ReturnType<typeof import("mailauth").authenticate>>;

function speaksFor(sender: string, { dkim, spf, dmarc }: Results): boolean {
  // The checker's reading of From and ours must be one: where two parsers differ, a forger has room.
  const [named, ...others] = dkim.headerFrom;
  if (named?.toLowerCase() !== sender.toLowerCase() || others.length > 0) return false;
  if (dmarc && dmarc.status.result === "fail") return false;
  const domain = sender.slice(sender.lastIndexOf("@") + 1).toLowerCase();
  if (spf && spf.status.result === "pass" && spf.domain.toLowerCase() === domain) return true;
  return dkim.results.some(({ status, ...signature }) => {
    if (status.result !== "pass" || !status.aligned) return false;
    // A signature over a part of the body (l=) lets anybody write below it, one without From lets anybody be anybody.
    const { canonBodyLength, canonBodyLengthTotal, signingHeaders } = signature as Signature;
    const isWhole = canonBodyLength !== undefined && canonBodyLength === canonBodyLengthTotal;
    return isWhole && /(?:^|:)\s*from\s*(?:$|:)/i.test(signingHeaders?.keys ?? "");
  });
}

/** Given by the checker, missing in its types. */
interface Signature {
  /** Bytes signed, and bytes there are. */
  readonly canonBodyLength?: number;
  readonly canonBodyLengthTotal?: number;
  readonly signingHeaders?: { readonly keys?: string };
}

/** A signature names headers, and each name is looked for among all of them: thousands of names are there to keep us busy. */
function signaturesAreHonest(raw: Uint8Array): boolean {
  const head = Buffer.from(raw.buffer, raw.byteOffset, endOfHead(raw)).toString("latin1");
  const signatures = head.match(/^(?:dkim-signature|arc-message-signature)[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*/gim) ?? [];
  return signatures.length <= MOST_SIGNATURES && signatures.every((signature) => signature.length <= LONGEST_SIGNATURE);
}

function rejectsWith(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}
