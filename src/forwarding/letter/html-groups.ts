/** People and what they said, as rows of a letter: new replies large and plain, earlier ones as the bubbles of the widget. */
import { faceColour } from "./colours.js";
import { type Html, html } from "./html.js";
import type { Styles } from "./inline-styles.js";
import { spans } from "./links.js";
import type { Links } from "./links-of.js";
import type { Group, View } from "./view.js";

/** What is new, as a person would write it in a mail; what was said in between is quoted in its place. */
export function faced(group: Group, view: View, s: Styles, links: Links): Html {
  if (!group.isNew) return between(group, view, s);
  const lines = group.lines.map(
    (line) =>
      html`<p class="r-text" dir="auto" style="${s.reply};margin:0 0 14px">${said(line.text, s.link, "r-link")}${line.isCut ? html` … ${readOn(view, s, links)}` : undefined}${files(line.files, view)}</p>`,
  );
  const gap = view.dir === "rtl" ? "padding:0 12px 0 0" : "padding:0 0 0 12px";
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px"><tr>
<td width="40" valign="top">${face(group.name, s)}</td>
<td valign="middle" style="${gap}"><span class="r-text" style="${s.name}"><bdi>${group.name}</bdi></span><br><span class="r-muted" style="${s.when}">${group.when}</span></td>
</tr></table>${lines}`;
}

/** A table of its own: beside a name of three lines a cell would grow with it, and the circle become an egg. */
function face(name: string, s: Styles): Html {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" aria-hidden="true"><tr><td width="40" height="40" align="center" valign="middle" bgcolor="${faceColour(name)}" style="width:40px;height:40px;border-radius:20px;${s.name};color:#ffffff;background-color:${faceColour(name)}">${initials(name)}</td></tr></table>`;
}

function between(group: Group, view: View, s: Styles): Html {
  const edge = view.dir === "rtl" ? "right" : "left";
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 18px"><tr><td class="r-line" style="border-${edge}:3px solid ${s.line};padding-${edge}:14px"><span class="r-muted" style="${s.when}"><bdi>${group.name}</bdi> · ${group.when}</span>${group.lines.map(
    (line) =>
      html`<div class="r-muted" dir="auto" style="${s.quote}">${said(line.text, s.link, "r-link")}${files(line.files, view)}</div>`,
  )}</td></tr></table>`;
}

/** Earlier messages as in the widget: theirs at the start, those of the reader's side at the end. */
export function bubbles(group: Group, view: View, s: Styles): Html {
  const { isMine } = group;
  const align = isMine === (view.dir === "ltr") ? "right" : "left";
  const indent = align === "right" ? "padding-left:40px" : "padding-right:40px";
  const look = isMine ? "r-mine" : "r-bubble r-text";
  // The accent as a link on the accent would be gone.
  const linkLook = isMine ? "color:inherit;text-decoration:underline" : s.link;
  const rows = group.lines.map(
    (line) =>
      html`<tr><td align="${align}" style="${indent};padding-bottom:3px"><table role="presentation" align="${align}" cellpadding="0" cellspacing="0" border="0"><tr><td class="${look}" dir="auto" style="${isMine ? s.mine : s.theirs};border-bottom-${align}-radius:6px">${said(line.text, linkLook, isMine ? "r-mine" : "r-link")}${line.isCut ? " …" : undefined}${files(line.files, view)}</td></tr></table></td></tr>`,
  );
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${rows}<tr><td class="r-muted" align="${align}" style="${s.meta}"><bdi>${group.name}</bdi> · ${group.when}</td></tr></table>`;
}

/** Text is text: line breaks become <br>, web addresses links, and nothing else becomes anything. */
function said(text: string, style: string, look: string): Html[] {
  return spans(text).map((span) => {
    const lines = span.text.split("\n").map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`));
    if (!("href" in span)) return html`${lines}`;
    return html`<a class="${look}" href="${span.href}" target="_blank" rel="noopener noreferrer nofollow" style="${style}">${lines}</a>`;
  });
}

function readOn(view: View, s: Styles, links: Links): Html {
  if (links.resume === undefined) return html`${view.words.readOn}`;
  return html`<a class="r-link" href="${links.resume}" target="_blank" rel="noopener noreferrer" style="${s.link}">${view.words.readOn}</a>`;
}

function files(names: readonly string[], view: View): Html[] {
  return names.map(
    (name) => html`<br><span style="font-size:13px;line-height:22px;opacity:0.85">${view.words.file(name)}</span>`,
  );
}

/** Two letters: of the first and the last name, or the first two of the only one. */
function initials(name: string): string {
  const words = name.split(" ").filter((word) => /\p{L}|\p{N}/u.test(word));
  const letters =
    words.length > 1 ? [words[0], words.at(-1)].map((word) => [...(word ?? "")][0]) : [...(words[0] ?? name)].slice(0, 2);
  return letters.join("").toUpperCase();
}
