/** The dark look, and what small screens need: the only styles that cannot be inline. A program that drops them shows the light letter. */
import type { Palette } from "./colours.js";
import { type Html, html } from "./html.js";

/** `!important` because it must win over the inline styles; the colours are ours, so nothing foreign gets in here. */
export function darkStyles(dark: Palette): Html {
  return html`
:root { color-scheme: light dark; supported-color-schemes: light dark; }
a { text-underline-offset: 2px; }
@media (max-width: 480px) {
  .r-pad { padding: 12px 8px 28px !important; }
  .r-inner { padding-left: 20px !important; padding-right: 20px !important; }
}
@media (prefers-color-scheme: dark) {
  .r-page { background-color: ${dark.page} !important; }
  .r-card { background-color: ${dark.card} !important; border-color: ${dark.line} !important; }
  .r-line { border-color: ${dark.line} !important; }
  .r-raised { background-color: ${dark.raised} !important; border-color: ${dark.line} !important; }
  .r-bubble { background-color: ${dark.line} !important; }
  .r-text { color: ${dark.text} !important; }
  .r-muted { color: ${dark.muted} !important; }
  .r-link { color: ${dark.link} !important; }
  .r-button, .r-mine { background-color: ${dark.accent} !important; color: ${dark.onAccent} !important; }
}
`;
}
