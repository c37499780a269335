/** A mail from outside as the five steps see it: headers, texts, names of files. Parsed once, within limits; nothing in it is true yet. */
import { addressParser, type Email } from "postal-mime";
import { parseEmail } from "../../protocol/index.js";
import { type Excess, excessOf } from "./limits.js";
import { parse } from "./parser.js";

export interface ForeignMail {
  /** Values of all headers of this name (lower case), topmost first. */
  headers(name: string): readonly string[];
  /** The one address in the one From header; undefined when there are several or none, as RFC 5322 forbids and tricks need. */
  readonly from: string | undefined;
  /** As it stands there, for eyes. */
  readonly fromShown: string;
  /** With its angle brackets, where it is one that can be referred to. */
  readonly messageId: string | undefined;
  readonly inReplyTo: readonly string[];
  readonly date: string | undefined;
  readonly subject: string | undefined;
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly files: readonly MailFile[];
  /** Delivery status parts (RFC 3464, RFC 6533), as text. */
  readonly statusParts: readonly string[];
}

/** Something attached. Name and type are its sender's word, the name as it stands there. */
export interface MailFile {
  readonly name: string;
  readonly content: Uint8Array;
}

export type Parsed =
  | { readonly ok: true; readonly mail: ForeignMail }
  | { readonly ok: false; readonly because: Excess | "unreadable" };

export async function parseMail(raw: Uint8Array): Promise<Parsed> {
  const excess = excessOf(raw);
  if (excess !== undefined) return { ok: false, because: excess };
  try {
    return { ok: true, mail: foreignMail(await parse(raw)) };
  } catch {
    // Nested too deep, or a bug of the parser: either way nobody can read it, and the sender is told so.
    return { ok: false, because: "unreadable" };
  }
}

/** RFC 5322 3.6.4, as letter/headers.ts puts it into References. */
const MESSAGE_ID = /<[!-;=?-~]{3,250}>/g;

function foreignMail(email: Email): ForeignMail {
  const headers = (name: string) => email.headers.flatMap(({ key, value }) => (key === name ? [value] : []));
  const ids = (name: string) => headers(name).flatMap((value) => value.match(MESSAGE_ID) ?? []);
  return {
    headers,
    from: onlyAddress(headers("from")),
    fromShown: headers("from").join(", "),
    messageId: ids("message-id")[0],
    inReplyTo: ids("in-reply-to"),
    date: headers("date")[0],
    subject: email.subject,
    text: email.text,
    html: email.html,
    files: email.attachments.flatMap(({ filename, mimeType, content, disposition, related }) =>
      // A picture inside the text, or a part of a report, is nothing anybody attached.
      related === true || (filename === null && disposition !== "attachment")
        ? []
        : [{ name: filename ?? mimeType, content: bytesOf(content) }],
    ),
    statusParts: email.attachments.flatMap(({ mimeType, content }) =>
      mimeType === "message/delivery-status" || mimeType === "message/global-delivery-status"
        ? [new TextDecoder().decode(bytesOf(content))]
        : [],
    ),
  };
}

function onlyAddress(values: readonly string[]): string | undefined {
  const [value, ...more] = values;
  if (value === undefined || more.length > 0) return undefined;
  const [mailbox, ...others] = addressParser(value, { flatten: true });
  if (mailbox?.address === undefined || others.length > 0) return undefined;
  return parseEmail(mailbox.address);
}

function bytesOf(content: Email["attachments"][number]["content"]): Uint8Array {
  if (typeof content === "string") return Buffer.from(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}
