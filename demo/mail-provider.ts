/**
 * The visitors' mail provider, as far as a demo needs one: it signs what its customers write (DKIM), sends it by SMTP, and publishes
 * its key in a DNS of its own. So an answer from the demo's inbox is as authentic as one from anywhere, without the internet.
 */
import { generateKeyPairSync } from "node:crypto";
import { createTransport } from "nodemailer";
import type { Resolver } from "../src/forwarding/index.js";

export interface MailProvider {
  /** Knows the provider's key at every domain its customers may have, and nothing else. */
  readonly resolver: Resolver;
  /** Resolves with the other server's answer, also when that is a refusal. */
  send(mail: Outgoing, port: number): Promise<string>;
}

export interface Outgoing {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly inReplyTo?: string | undefined;
}

const SELECTOR = "recado-demo";

export function createMailProvider(): MailProvider {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return {
    async resolver(domain, type) {
      if (type === "TXT" && domain.startsWith(`${SELECTOR}._domainkey.`))
        return [[`v=DKIM1; k=rsa; p=${publicKey.toString("base64")}`]];
      throw Object.assign(new Error(`The demo's DNS has no ${type} of ${domain}`), { code: "ENOTFOUND" });
    },
    async send({ inReplyTo, ...mail }, port) {
      const dkim = { domainName: mail.from.slice(mail.from.lastIndexOf("@") + 1), keySelector: SELECTOR, privateKey };
      const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true, dkim });
      try {
        const ids = inReplyTo === undefined ? {} : { inReplyTo, references: inReplyTo };
        return (await transport.sendMail({ ...mail, ...ids })).response;
      } catch (error) {
        if (error instanceof Error && "response" in error && typeof error.response === "string") return error.response;
        throw error;
      } finally {
        transport.close();
      }
    },
  };
}
