/** People and what they said, as rows of a letter: new replies large and plain, earlier ones as the bubbles of the widget. */
import { faceColour, type Palette } from "./colours.js";
import { type Html, html } from "./html.js";
import { spans } from "./links.js";
import type { Links } from "./links-of.js";
import type { Group, View } from "./view.js";

const FONT = "font-family:-apple-system,system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const LONG_WORDS = "overflow-wrap:anywhere;word-break:break-word";

export type Styles = ReturnType<typeof styles>;

export function styles(light: Palette) {
  const { page, card, raised, text, muted, line, accent, onAccent, link } = light;
  return {
    accent,
    raised,
    line,
    body: `margin:0;padding:0;background-color:${page};-webkit-text-size-adjust:100%`,
    page: `background-color:${page}`,
    card: `max-width:560px;background-color:${card};border:1px solid ${line};border-radius:20px;border-collapse:separate;overflow:hidden`,
    head: `padding:18px 28px 16px;border-bottom:1px solid ${line}`,
    site: `${FONT};font-size:16px;line-height:22px;font-weight:600;color:${text}`,
    title: `${FONT};font-size:20px;line-height:28px;font-weight:600;color:${text};margin:0 0 8px`,
    name: `${FONT};font-size:15px;line-height:20px;font-weight:600;color:${text}`,
    when: `${FONT};font-size:13px;line-height:18px;color:${muted}`,
    reply: `${FONT};font-size:16px;line-height:25px;color:${text};${LONG_WORDS}`,
    quote: `${FONT};font-size:14px;line-height:21px;color:${muted};${LONG_WORDS}`,
    theirs: `${FONT};font-size:14px;line-height:20px;color:${text};background-color:${card};border-radius:16px;padding:8px 13px;${LONG_WORDS}`,
    mine: `${FONT};font-size:14px;line-height:20px;color:${onAccent};background-color:${accent};border-radius:16px;padding:8px 13px;${LONG_WORDS}`,
    meta: `${FONT};font-size:12px;line-height:16px;color:${muted};padding:4px 4px 14px`,
    label: `${FONT};font-size:13px;line-height:18px;font-weight:600;color:${muted};margin:0 0 16px`,
    cut: `${FONT};font-size:13px;line-height:18px;color:${muted};margin:0 0 16px`,
    context: `padding:22px 28px 12px;background-color:${raised};border-top:1px solid ${line};border-radius:0 0 19px 19px`,
    buttonCell: `background-color:${accent};border-radius:12px`,
    button: `display:inline-block;${FONT};font-size:15px;line-height:20px;font-weight:600;color:${onAccent};background-color:${accent};border-radius:12px;padding:12px 22px;text-decoration:none`,
    hint: `${FONT};font-size:13px;line-height:18px;color:${muted};margin:12px 0 0`,
    link: `color:${link};text-decoration:underline`,
    quietLink: `color:${muted};text-decoration:underline`,
    foot: `${FONT};font-size:12px;line-height:18px;color:${muted};padding:18px 20px 0`,
    marker: `${FONT};font-size:11px;line-height:16px;color:${muted};padding:0 0 14px;text-align:center`,
  };
}

/** A new reply, as a person would write it in a mail; what the visitor said in between is quoted in its place. */
export function faced(group: Group, view: View, s: Styles, links: Links): Html {
  if (!group.isNew) return between(group, view, s);
  const lines = group.lines.map(
    (line) =>
      html`<p class="r-text" dir="auto" style="${s.reply};margin:0 0 14px">${said(line.text, s.link, "r-link")}${line.isCut ? html` … ${readOn(view, s, links)}` : undefined}${files(line.files, view)}</p>`,
  );
  const gap = view.dir === "rtl" ? "padding:0 12px 0 0" : "padding:0 0 0 12px";
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px"><tr>
<td width="40" height="40" align="center" valign="middle" bgcolor="${faceColour(group.name)}" style="width:40px;height:40px;border-radius:20px;${s.name};color:#ffffff;background-color:${faceColour(group.name)}" aria-hidden="true">${initials(group.name)}</td>
<td valign="middle" style="${gap}"><span class="r-text" style="${s.name}"><bdi>${group.name}</bdi></span><br><span class="r-muted" style="${s.when}">${group.when}</span></td>
</tr></table>${lines}`;
}

function between(group: Group, view: View, s: Styles): Html {
  const edge = view.dir === "rtl" ? "right" : "left";
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 18px"><tr><td class="r-line" style="border-${edge}:3px solid ${s.line};padding-${edge}:14px"><span class="r-muted" style="${s.when}"><bdi>${group.name}</bdi> · ${group.when}</span>${group.lines.map(
    (line) =>
      html`<div class="r-muted" dir="auto" style="${s.quote}">${said(line.text, s.link, "r-link")}${files(line.files, view)}</div>`,
  )}</td></tr></table>`;
}

/** Earlier messages as in the widget: theirs at the start, the reader's own at the end. */
export function bubbles(group: Group, view: View, s: Styles): Html {
  const isMine = group.by === "visitor";
  const align = isMine === (view.dir === "ltr") ? "right" : "left";
  const indent = align === "right" ? "padding-left:40px" : "padding-right:40px";
  const look = isMine ? "r-mine" : "r-bubble r-text";
  const linkLook = isMine ? "color:inherit;text-decoration:underline" : s.link;
  const rows = group.lines.map(
    (line) =>
      html`<tr><td align="${align}" style="${indent};padding-bottom:3px"><table role="presentation" align="${align}" cellpadding="0" cellspacing="0" border="0"><tr><td class="${look}" dir="auto" style="${isMine ? s.mine : s.theirs}">${said(line.text, linkLook, isMine ? "r-mine" : "r-link")}${line.isCut ? " …" : undefined}${files(line.files, view)}</td></tr></table></td></tr>`,
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
  return names.map((name) => html`<br><span style="font-size:13px;line-height:22px">\u{1F4CE} ${view.words.file(name)}</span>`);
}

function initials(name: string): string {
  const words = name.split(" ").filter((word) => /\p{L}|\p{N}/u.test(word));
  const letters =
    words.length > 1 ? [words[0], words.at(-1)].map((word) => [...(word ?? "")][0]) : [...(words[0] ?? name)].slice(0, 2);
  return letters.join("").toUpperCase();
}
