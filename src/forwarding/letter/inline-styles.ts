/** Every style of the letter that stands in an attribute. The light look: dark.ts paints over it where the reader wants it dark. */
import type { Palette } from "./colours.js";

const FONT = "font-family:-apple-system,system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
// Links without a space would make a phone scroll sideways.
const LONG_WORDS = "overflow-wrap:anywhere;word-break:break-word";
// With `dir="auto"`: each text begins where its own language does, whatever the language of the letter around it.
const OWN_SIDE = "text-align:start";

export type Styles = ReturnType<typeof styles>;

/** Inline, because half of all mail programs drop style sheets: each is complete by itself and inherits nothing. */
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
    reply: `${FONT};font-size:16px;line-height:25px;color:${text};${LONG_WORDS};${OWN_SIDE}`,
    quote: `${FONT};font-size:14px;line-height:21px;color:${muted};${LONG_WORDS};${OWN_SIDE}`,
    theirs: `${FONT};font-size:14px;line-height:20px;color:${text};background-color:${card};border-radius:16px;padding:8px 13px;${LONG_WORDS};${OWN_SIDE}`,
    mine: `${FONT};font-size:14px;line-height:20px;color:${onAccent};background-color:${accent};border-radius:16px;padding:8px 13px;${LONG_WORDS};${OWN_SIDE}`,
    meta: `${FONT};font-size:12px;line-height:16px;color:${muted};padding:4px 4px 14px`,
    label: `${FONT};font-size:13px;line-height:18px;font-weight:600;color:${muted};margin:0 0 16px`,
    cut: `${FONT};font-size:13px;line-height:18px;color:${muted};margin:0 0 16px`,
    context: `padding:22px 28px 12px;background-color:${raised};border-top:1px solid ${line};border-radius:0 0 19px 19px`,
    buttonCell: `background-color:${accent};border-radius:12px`,
    button: `display:inline-block;${FONT};font-size:15px;line-height:20px;font-weight:600;color:${onAccent};background-color:${accent};border-radius:12px;padding:12px 22px;text-decoration:none`,
    hint: `${FONT};font-size:13px;line-height:18px;color:${muted};margin:12px 0 0`,
    facts: `${FONT};font-size:13px;line-height:20px;color:${muted};margin:0;${LONG_WORDS}`,
    link: `color:${link};text-decoration:underline`,
    quietLink: `color:${muted};text-decoration:underline`,
    foot: `${FONT};font-size:12px;line-height:18px;color:${muted};padding:18px 20px 0`,
    marker: `${FONT};font-size:11px;line-height:16px;color:${muted};padding:0 0 14px;text-align:center`,
  };
}
