/** The mail with an agent's sign-in link. Plain text on purpose: nothing in it but the link and why it came. */
import { randomUUID } from "node:crypto";
import type { CarriedLetter } from "../../forwarding/store.js";
import type { SignInLink } from "../agent/sign-in.js";

export function signInLetter({ url, agent }: SignInLink, siteName: string, from: string, now: number): CarriedLetter {
  const text = [
    `Hello ${agent.name},`,
    `this link signs you in to the conversations of ${siteName}. It works once, for 15 minutes:`,
    url,
    "If you did not ask for it, nothing has happened and nothing needs to be done.",
  ].join("\r\n\r\n");
  const headers = [
    `From: ${from}`,
    `To: ${agent.email}`,
    `Subject: ${encodedWord(`Sign in to ${siteName}`)}`,
    `Date: ${new Date(now).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${randomUUID()}@${from.slice(from.lastIndexOf("@") + 1)}>`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "Auto-Submitted: auto-generated",
  ];
  const raw = `${headers.join("\r\n")}\r\n\r\n${folded(Buffer.from(text).toString("base64"))}\r\n`;
  return { raw: Buffer.from(raw), envelope: { from, to: agent.email } };
}

/** RFC 2047: whatever a name holds, it stays in its header. Cut by characters, since one word may have 75 octets at most. */
function encodedWord(text: string): string {
  const words = Array.from({ length: Math.ceil([...text].length / 10) }, (_, n) => [...text].slice(n * 10, n * 10 + 10).join(""));
  return words.map((word) => `=?utf-8?B?${Buffer.from(word).toString("base64")}?=`).join("\r\n ");
}

/** RFC 2045: lines of 76 at most. */
const folded = (base64: string): string => base64.replace(/.{76}(?=.)/g, "$&\r\n");
