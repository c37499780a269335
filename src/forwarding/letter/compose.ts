/** One letter, from parts to bytes: the same parts, delivery and tokens give the same bytes, whenever and wherever. */
import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import type { Letterhead } from "../delivery.js";
import type { FrozenLetter } from "../store.js";
import { encodedAs } from "./encoding.js";
import { fitted } from "./fit.js";
import { headers } from "./headers.js";
import { htmlBody } from "./html-body.js";
import { linksOf } from "./links-of.js";
import { mailable, mailboxes } from "./mailboxes.js";
import type { LetterParts } from "./parts.js";
import { textBody } from "./text-body.js";
import { freshTokens, hashesOf, type Tokens } from "./tokens.js";
import { type Extent, view } from "./view.js";

/** Of both bodies as they travel; the headers come to it with at most some 4 KB. */
const LARGEST_BODIES = 95_000;

/** Throws when the site's settings make no sendable letter, or the store left out a message that was asked for. */
export async function compose(parts: LetterParts, head: Letterhead, tokens: Tokens = freshTokens()): Promise<FrozenLetter> {
  const links = linksOf(parts, tokens);
  const boxes = mailboxes(parts.site, tokens);
  const draw = (extent: Extent) => {
    const shown = view(parts, head, extent);
    return { shown, text: encodedAs(textBody(shown, links)), html: encodedAs(htmlBody(shown, links, parts.site.accent)) };
  };
  const most = { context: head.context.length, fresh: head.new.length + head.interleaved.length };
  // Most letters fit as they are, and are then drawn once.
  let first: { readonly extent: Extent; readonly letter: ReturnType<typeof draw> } | undefined;
  const extent = fitted(most, LARGEST_BODIES, (candidate) => {
    const letter = draw(candidate);
    first ??= { extent: candidate, letter };
    return letter.text.size + letter.html.size;
  });
  const { shown, text, html } = extent === first?.extent ? first.letter : draw(extent);
  const fields = headers(shown, head, parts.site, boxes, links);
  const raw = await new MailComposer({
    ...fields,
    from: { ...fields.from },
    text: { content: text.content, contentTransferEncoding: text.encoding },
    html: { content: html.content, contentTransferEncoding: html.encoding },
    // The builder's own would be random; hashed, because a boundary must not tell what the Message-ID hides.
    baseBoundary: createHash("sha256").update(head.messageId).digest("hex").slice(0, 24),
    newline: "win",
    // Nothing a message says can make the builder read a file or fetch a page.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  const envelope = { from: mailable(boxes.bounce), to: mailable(head.to) };
  return { raw: new Uint8Array(raw), envelope, hashes: hashesOf(tokens) };
}
