/** How mail programs mark in their HTML what is not the writer's own. Sources: mails made with them, and their published templates. */
import type { Element } from "./html-tree.js";

/**
 * `quote`: the element is quoted. `holder`: it holds a quotation, and answers may stand in it beside the blockquotes; without any it is
 * quoted itself. `rest`: from here on another mail follows, outside too. `hidden`: nothing a reader sees.
 */
export type Mark = "quote" | "holder" | "intro" | "rest" | "signature" | "hidden";

const BY_CLASS = marks({
  gmail_quote: "holder",
  gmail_quote_container: "holder",
  gmail_attr: "intro",
  gmail_signature: "signature",
  gmail_signature_prefix: "signature",
  yahoo_quoted: "quote",
  ymail_android_signature: "signature",
  yahoo_signature: "signature",
  protonmail_quote: "holder",
  protonmail_signature_block: "signature",
  "moz-cite-prefix": "intro",
  "moz-forward-container": "quote",
  "moz-signature": "signature",
  "moz-txt-sig": "signature",
  tutanota_quote: "quote",
  outlookmessageheader: "rest",
  zmail_extra: "quote",
  ntes_not_fresh_mail: "quote",
  "mailru-blockquote": "quote",
  "ms-outlook-mobile-signature": "signature",
  "ms-outlook-mobile-reference-message": "quote",
  "apple-mail-signature": "signature",
  applemailsignature: "signature",
});

const BY_ID = marks({
  divrplyfwdmsg: "rest",
  appendonsend: "rest",
  olk_src_body_section: "quote",
  "mail-editor-reference-message-container": "quote",
  "ms-outlook-mobile-signature": "signature",
  signature: "signature",
  applemailsignature: "signature",
  composer_signature: "signature",
  isreplycontent: "quote",
  "reply-intro": "intro",
  zmail_extra: "quote",
  "mail-app-auto-quote": "quote",
});

/** A map, because a mail may well name a class "constructor". */
function marks(all: Readonly<Record<string, Mark>>): ReadonlyMap<string, Mark> {
  return new Map(Object.entries(all));
}

const UNSEEN = new Set(["head", "style", "script", "title", "template", "noscript", "svg", "object"]);

export function markOf(element: Element): Mark | undefined {
  const { name, attributes } = element;
  if (UNSEEN.has(name)) return "hidden";
  if (attributes.size === 0) return name === "blockquote" ? "quote" : undefined;
  const style = (attributes.get("style") ?? "").slice(0, 500).toLowerCase().replace(/\s/g, "");
  if (/display:none|visibility:hidden/.test(style)) return "hidden";
  if (name === "blockquote") return isIndent(attributes, style) ? undefined : "quote";
  // Outlook for Windows draws a line of its own blue or grey over the header of the mail it quotes.
  if (/border-top:solid#(?:b5c4df|e1e1e1)1\.0pt/.test(style)) return "rest";
  // GMX, WEB.DE.
  if (attributes.get("name") === "quote") return "quote";
  if (attributes.has("data-smartmail")) return "signature";
  return (
    named(attributes.get("id"), BY_ID) ??
    (attributes.get("class") ?? "")
      .slice(0, 500)
      .split(/\s+/)
      .map((one) => named(one, BY_CLASS))
      .find(Boolean)
  );
}

/** Outlook on the web puts `x_` before the names it finds in a mail, Yahoo `ydp` and a number. */
function named(name: string | undefined, marks: ReadonlyMap<string, Mark>): Mark | undefined {
  return name === undefined
    ? undefined
    : marks.get(
        name
          .slice(0, 80)
          .toLowerCase()
          .replace(/^(?:x_){1,8}|^ydp[0-9a-f]{1,16}(?=yahoo)/, ""),
      );
}

/** Gmail's and Apple's "indent" is a blockquote too, but one without a border and nobody's quotation. */
function isIndent(attributes: ReadonlyMap<string, string>, style: string): boolean {
  return attributes.get("type") !== "cite" && !attributes.has("cite") && /border:(?:none|0|medium)/.test(style);
}
