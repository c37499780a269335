/** A message's text: text is text, and what is a link leads where it says, in a tab of its own that knows nothing of this one. */
import type { ComponentChildren } from "preact";
import { pieces } from "./links.js";

/** No component: most messages have no link, and in a long log two components for each text would be 35 KiB. */
export function linked(text: string, onFollow?: () => void): ComponentChildren {
  const found = pieces(text);
  if (!found.some((piece) => "href" in piece)) return text;
  return found.map((piece, index) =>
    "href" in piece ? (
      <a
        key={index}
        href={piece.href}
        title={titleOf(piece)}
        target="_blank"
        rel="noopener noreferrer nofollow ugc"
        onClick={onFollow}
        // The middle button opens it as well.
        onAuxClick={(event) => event.button === 1 && onFollow?.()}
      >
        {piece.text}
      </a>
    ) : (
      piece.text
    ),
  );
}

/** A host in another script is shown as it is on the wire as well: that tells аpple from apple. */
function titleOf({ text, href }: { readonly text: string; readonly href: string }): string | undefined {
  const { hostname } = new URL(href);
  return text.toLowerCase().includes(hostname) ? undefined : href;
}
