/** Mails as mail programs write them, and a domain of the test's own whose keys and hosts a resolver knows. */
import { generateKeyPairSync } from "node:crypto";
import { dkimSign } from "mailauth";
import type { Resolver } from "../src/forwarding/inbound/prove.js";

export interface Written {
  readonly from?: string;
  readonly to: string;
  readonly text?: string;
  readonly headers?: readonly string[];
  /** In place of plain text: the content type's line and what is below it. */
  readonly body?: { readonly type: string; readonly content: string };
  readonly id?: string | undefined;
}

let mails = 0;

/** RFC 5322 bytes. Every call has a Message-ID of its own unless one is given. */
export function written({ from = "Ana <ana@example.com>", to, text = "Yes, please.", headers = [], body, id }: Written): string {
  mails += 1;
  const lines = [
    `From: ${from}`,
    `To: ${to}`,
    "Subject: Re: Your conversation with Flora Garden Shop",
    "Date: Tue, 24 Nov 2026 10:00:00 +0000",
    `Message-ID: ${id ?? `<mail-${mails}@mail.example.com>`}`,
    "MIME-Version: 1.0",
    ...headers,
    `Content-Type: ${body?.type ?? "text/plain; charset=utf-8"}`,
  ];
  return `${lines.join("\r\n")}\r\n\r\n${(body?.content ?? text).replace(/\r?\n/g, "\r\n")}\r\n`;
}

export const multipart = (subtype: string, parts: readonly (readonly [type: string, content: string])[]) => ({
  type: `multipart/${subtype}; boundary="=_b"`,
  content: `${parts.map(([type, content]) => `--=_b\n${type}\n\n${content}\n`).join("")}--=_b--`,
});

/** A notice that a mail could not be delivered (RFC 3464). */
export function notice(to: string, { action = "failed", status = "5.1.1" } = {}): string {
  const body = multipart("report; report-type=delivery-status", [
    ["Content-Type: text/plain", "I am sorry, this is the mail system."],
    [
      "Content-Type: message/delivery-status",
      `Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; ana@example.com\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; 550 ${status} no`,
    ],
    ["Content-Type: text/rfc822-headers", "Subject: what it was about"],
  ]);
  return written({ from: "MAILER-DAEMON@mx.example.com", to, body, headers: ["Auto-Submitted: auto-replied"] });
}

const SELECTOR = "test";
const keys = generateKeyPairSync("rsa", {
  modulusLength: 1024,
  publicKeyEncoding: { type: "spki", format: "der" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** With a DKIM signature of `domain` on top. `headerList`: which headers it covers; `maxBodyLength`: how much of the body. */
export async function signed(
  mail: string,
  domain = "example.com",
  { headerList, maxBodyLength }: { headerList?: readonly string[]; maxBodyLength?: number } = {},
): Promise<string> {
  const options = {
    canonicalization: "relaxed/relaxed",
    // By itself it takes the time twice, to sign and to write down what it has signed: over the end of a second that is no signature.
    signTime: new Date(),
    ...(headerList !== undefined && { headerList: headerList.join(":") }),
    signatureData: [{ signingDomain: domain, selector: SELECTOR, privateKey: keys.privateKey, maxBodyLength }],
  };
  // Its types know an older form of these options.
  const { signatures, errors } = await dkimSign(mail, options as unknown as Parameters<typeof dkimSign>[1]);
  if (errors.length > 0) throw new Error(`The mail could not be signed: ${JSON.stringify(errors)}`);
  return `${signatures.trimEnd()}\r\n${mail}`;
}

export interface Zone {
  /** Who may send for the domain, as its SPF record has it; nobody without one. */
  readonly spf?: string;
  readonly dmarc?: string;
}

/** Answers for these domains, each with the test's DKIM key, and knows of no other. */
export function resolverOf(zones: Record<string, Zone>): Resolver & { readonly asked: string[] } {
  const asked: string[] = [];
  const records = new Map<string, string>();
  for (const [domain, { spf, dmarc }] of Object.entries(zones)) {
    records.set(`${SELECTOR}._domainkey.${domain}`, `v=DKIM1; k=rsa; p=${keys.publicKey.toString("base64")}`);
    if (spf !== undefined) records.set(domain, spf);
    if (dmarc !== undefined) records.set(`_dmarc.${domain}`, dmarc);
  }
  const resolve = async (domain: string, type: string) => {
    asked.push(`${type} ${domain}`);
    const found = type === "TXT" ? records.get(domain.toLowerCase()) : undefined;
    if (found === undefined) throw Object.assign(new Error(`No ${type} of ${domain}`), { code: "ENOTFOUND" });
    return [[found]];
  };
  return Object.assign(resolve, { asked });
}
