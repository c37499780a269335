/** The headers of one letter. Values go to the MIME builder apart from names, and are cleaned first: no value can start a header of its own. */
import { parseEmail } from "../../protocol/index.js";
import type { Letterhead } from "../delivery.js";
import type { Links } from "./links-of.js";
import { type Mailboxes, mailable } from "./mailboxes.js";
import type { LetterSite } from "./parts.js";
import type { View } from "./view.js";

/** Everything the MIME builder takes besides the bodies. */
export interface Headers {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly replyTo?: string;
  readonly subject: string;
  readonly date: Date;
  readonly messageId: string;
  readonly inReplyTo: string;
  readonly references: string;
  readonly headers: Readonly<
    Record<string, string | { readonly prepared: true; readonly foldLines: true; readonly value: string }>
  >;
}

/** Some servers reject a longer one; what threads a mail is the root and the last few. */
const LONGEST_REFERENCES = 1_500;
/** What an id in References must look like, printable ASCII in brackets: theirs are foreign text. */
const MESSAGE_ID = /^<[!-;=?-~]{3,250}>$/;

export function headers(view: View, head: Letterhead, site: LetterSite, boxes: Mailboxes, links: Links): Headers {
  const { inReplyTo, references } = threading(head);
  const subject = view.words.subject(view.site);
  return {
    from: { name: view.sender, address: checked(site.from) },
    to: checked(head.to),
    ...(boxes.reply === undefined ? {} : { replyTo: checked(boxes.reply) }),
    subject: head.re ? `Re: ${subject}` : subject,
    date: new Date(head.claimedAt),
    messageId: head.messageId,
    inReplyTo,
    references,
    headers: {
      // RFC 3834: out-of-office programs do not answer automatic mail. The second is Exchange's word for it.
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "OOF, AutoReply",
      ...(links.isUnsubscribe && {
        "List-Unsubscribe": { prepared: true, foldLines: true, value: unsubscribeWays(boxes, links) } as const,
        // RFC 8058: one click in the mail program, as a POST; a link checker's GET only sees a button.
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      }),
      "Content-Language": view.words.lang,
    },
  };
}

function unsubscribeWays(boxes: Mailboxes, links: Links): string {
  const byMail = boxes.unsubscribe === undefined ? "" : `, <mailto:${checked(boxes.unsubscribe)}?subject=unsubscribe>`;
  return `<${links.out}>${byMail}`;
}

/** Drops the oldest of the chain first; the root, which holds the thread together, and the mail answered stay. */
function threading(head: Letterhead): { inReplyTo: string; references: string } {
  // Foreign ids went through the same door as everything else, but a broken one would break the whole header.
  const [root = head.messageId, ...rest] = head.references.filter((id) => MESSAGE_ID.test(id));
  while (rest.length > 1 && [root, ...rest].join(" ").length > LONGEST_REFERENCES) rest.shift();
  return { inReplyTo: MESSAGE_ID.test(head.inReplyTo) ? head.inReplyTo : root, references: [root, ...rest].join(" ") };
}

function checked(address: string): string {
  const parsed = parseEmail(address);
  if (parsed === undefined) throw new Error("A letter has an address no mail can be sent to or from");
  return mailable(parsed);
}
