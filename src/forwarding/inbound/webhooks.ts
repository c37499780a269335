/**
 * Mails as services hand them over by HTTP: who is calling, and where in their shapes the mail is. What proves a service proves
 * nothing about a sender: that is asked of the mail itself, so each service must be told to send the raw one along.
 */
import { createHmac, createPublicKey, timingSafeEqual, verify } from "node:crypto";
import { recipientsIn } from "./recipients.js";

export interface HandedOver {
  readonly raw: Uint8Array;
  readonly to: readonly string[];
  /** The envelope's sender, where the service tells it. */
  readonly from?: string;
}

/** The value of a form's field, as text or as the bytes of a file. */
export type Field = (name: string) => string | undefined;

/** A signature may be as old as this: services try again for hours. */
const OLDEST_SIGNATURE_MS = 12 * 3_600_000;

export function isSameSecret(given: string, secret: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(secret)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Postmark's inbound webhook with "Include raw email content"; it proves itself by the name and password in its address. */
export function fromPostmark(body: Readonly<Record<string, unknown>>): HandedOver | undefined {
  const { RawEmail, OriginalRecipient } = body;
  if (typeof RawEmail !== "string" || typeof OriginalRecipient !== "string") return undefined;
  return { raw: Buffer.from(RawEmail), to: [OriginalRecipient] };
}

/** Mailgun's signature: HMAC-SHA256 of time and token, in the form. It does not cover the mail. */
export function isFromMailgun(field: Field, signingKey: string, now: number): boolean {
  const [timestamp = "", token = "", signature = ""] = [field("timestamp"), field("token"), field("signature")];
  if (!(Math.abs(now - Number(timestamp) * 1_000) <= OLDEST_SIGNATURE_MS)) return false;
  return isSameSecret(signature, createHmac("sha256", signingKey).update(`${timestamp}${token}`).digest("hex"));
}

/** A route whose address ends in `mime`, so that the raw mail comes. */
export function fromMailgun(field: Field): HandedOver | undefined {
  const [raw, recipient, sender] = [field("body-mime"), field("recipient"), field("sender")];
  if (raw === undefined || recipient === undefined) return undefined;
  return {
    raw: Buffer.from(raw),
    to: recipient.split(",").map((to) => to.trim()),
    ...(sender !== undefined && { from: sender }),
  };
}

/** SendGrid's signature: ECDSA over time and body, by the key of the Inbound Parse security policy (base64). */
export function isFromSendGrid(
  signed: { readonly signature: string; readonly timestamp: string; readonly body: Uint8Array },
  publicKey: string,
  now: number,
): boolean {
  if (!(Math.abs(now - Number(signed.timestamp) * 1_000) <= OLDEST_SIGNATURE_MS)) return false;
  const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
  const bytes = Buffer.concat([Buffer.from(signed.timestamp), signed.body]);
  return verify("sha256", bytes, key, Buffer.from(signed.signature, "base64"));
}

/** Inbound Parse with "POST the raw, full MIME message". */
export function fromSendGrid(field: Field): HandedOver | undefined {
  const [email, envelope] = [field("email"), envelopeIn(field("envelope"))];
  if (email === undefined || envelope === undefined) return undefined;
  return { raw: Buffer.from(email), ...envelope };
}

function envelopeIn(text = ""): { to: string[]; from?: string } | undefined {
  try {
    const { to, from } = JSON.parse(text) as { to?: unknown; from?: unknown };
    if (!Array.isArray(to)) return undefined;
    return { to: to.filter((one) => typeof one === "string"), ...(typeof from === "string" && { from }) };
  } catch {
    return undefined; // Not JSON: not SendGrid's.
  }
}

/** The mail and nothing else, from a program that has it; its headers say where it was sent to unless the program does. */
export function fromPipe(raw: Uint8Array, to: readonly string[], from: string | undefined): HandedOver {
  return { raw, to: to.length > 0 ? to : recipientsIn(raw), ...(from !== undefined && { from }) };
}
