/**
 * The letter as HTML: tables and inline styles, because that is what mail programs understand. Light by itself, dark by a media query
 * over the classes `r-…`. No images, no fonts, nothing fetched: opening it tells nobody anything.
 */
import { palettes } from "./colours.js";
import { darkStyles } from "./dark.js";
import { type Html, html } from "./html.js";
import { bubbles, faced } from "./html-groups.js";
import { type Styles, styles } from "./inline-styles.js";
import type { Links } from "./links-of.js";
import { cutWords, type View } from "./view.js";

/** Longest text shown beside the subject in a list of mails. */
const PREHEADER_LENGTH = 140;

export function htmlBody(view: View, links: Links, accent: string | undefined): string {
  const { light, dark } = palettes(accent);
  const s = styles(light);
  const { words, dir } = view;
  const start = dir === "rtl" ? "right" : "left";
  const isTranscript = view.fresh.length === 0;
  const page = html`<!doctype html>
<html lang="${words.lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${words.subject(view.site)}</title>
<style>${darkStyles(dark)}</style>
</head>
<body class="r-page" style="${s.body}">
<div style="display:none;max-height:0;overflow:hidden;opacity:0">${preheader(view)}</div>
<table role="presentation" class="r-page" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${light.page}" style="${s.page}">
<tr><td align="center" class="r-pad" style="padding:20px 16px 36px">
${links.canReply ? html`<div class="r-muted" style="${s.marker}">\u2015\u2015\u2015 ${words.answerAbove} \u2015\u2015\u2015</div>` : undefined}
<table role="presentation" class="r-card" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${light.card}" style="${s.card}">
<tr><td class="r-inner r-line" align="${start}" style="${s.head}"><span class="r-text" style="${s.site}">${view.site}</span></td></tr>
<tr><td class="r-inner" align="${start}" style="padding:24px 28px 4px">${
    isTranscript
      ? html`<h1 class="r-text" style="${s.title}">${words.subject(view.site)}</h1>`
      : view.fresh.map((group) => faced(group, view, s, links))
  }</td></tr>
${facts(view, s, start)}
${actions(view, links, s, start)}
${earlier(view, links, s, start, isTranscript)}
</table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px"><tr>
<td class="r-muted" align="center" style="${s.foot}">${words.why(view.site)}<br><a class="r-muted" href="${links.out}" style="${s.quietLink}">${words.out}</a></td>
</tr></table>
</td></tr></table>
</body>
</html>
`;
  return page.source;
}

/** The reply itself is the best line to show in a list; the spaces keep the rest of the letter out of it. */
function preheader(view: View): Html {
  const said = view.fresh.find((group) => group.isNew)?.lines[0]?.text ?? view.words.preheader(view.site);
  const line = [...said.replace(/\s+/g, " ").trim()];
  const text = line.length > PREHEADER_LENGTH ? `${line.slice(0, PREHEADER_LENGTH).join("")}…` : line.join("");
  return html`${text}${"\u034f\u00a0\u200c".repeat(40)}`;
}

function facts(view: View, s: Styles, start: string): Html | undefined {
  if (view.facts.length === 0) return undefined;
  const lines = view.facts.map((fact, index) => html`${index === 0 ? undefined : html`<br>`}<bdi>${fact}</bdi>`);
  return html`<tr><td class="r-inner" align="${start}" style="padding:0 28px 8px"><p class="r-muted" style="${s.facts}">${lines}</p></td></tr>`;
}

function actions(view: View, links: Links, s: Styles, start: string): Html {
  const button =
    links.resume &&
    html`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="r-button" align="center" bgcolor="${s.accent}" style="${s.buttonCell}"><a class="r-button" href="${links.resume}" target="_blank" rel="noopener noreferrer" style="${s.button}">${view.words.continue}</a></td></tr></table>`;
  const hint = links.canReply ? html`<p class="r-muted" style="${s.hint}">${view.words.simplyReply}</p>` : undefined;
  return html`<tr><td class="r-inner" align="${start}" style="padding:8px 28px 28px">${button}${hint}</td></tr>`;
}

/** Below the answer and on another ground: what was said before is there to look up, not to read again. */
function earlier(view: View, links: Links, s: Styles, start: string, isTranscript: boolean): Html | undefined {
  if (view.context.length === 0 && view.cut === 0) return undefined;
  const { words } = view;
  const cut =
    view.cut === 0
      ? undefined
      : html`<p class="r-muted" style="${s.cut}">${cutWords(view)}${links.resume && html` <a class="r-link" href="${links.resume}" target="_blank" rel="noopener noreferrer" style="${s.link}">${words.continue}</a>`}</p>`;
  return html`<tr><td class="r-raised r-inner" align="${start}" bgcolor="${s.raised}" style="${s.context}"><h2 class="r-muted" style="${s.label}">${isTranscript ? words.conversation : words.earlier}</h2>${cut}${view.context.map((group) => bubbles(group, view, s))}</td></tr>`;
}
