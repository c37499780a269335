/** The mail with an agent's sign-in link, in the agent's own language. Plain text on purpose: nothing in it but the link and why it came. */
import { randomUUID } from "node:crypto";
import { wordsFor } from "../../forwarding/letter/words/index.js";
import type { CarriedLetter } from "../../forwarding/store.js";
import type { SignInLink } from "../agent/sign-in.js";
import { FALLBACK_LOCALE } from "./letter-parts.js";

export function signInLetter({ url, agent }: SignInLink, siteName: string, from: string, now: number): CarriedLetter {
  const { lang, signIn } = wordsFor(agent.locale ?? FALLBACK_LOCALE);
  const text = [signIn.hello(agent.name), signIn.link(siteName), url, signIn.unasked].join("\r\n\r\n");
  const headers = [
    `From: ${from}`,
    `To: ${agent.email}`,
    `Subject: ${encodedWord(signIn.subject(siteName))}`,
    `Date: ${new Date(now).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${randomUUID()}@${from.slice(from.lastIndexOf("@") + 1)}>`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    `Content-Language: ${lang}`,
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
