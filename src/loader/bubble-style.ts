/** The bubble's style sheet, as small as it can be: it stands before the first paint. The open state is drawn by the panel's own sheet. */

const ACCENT = "#5b5bd6";
const HEX_COLOUR = /^#[0-9a-f]{6}$/i;
/** White reads better on a colour below this, near black above: WCAG's luminance with a gamma of 2, in squares of 0…255, fourteen times. */
const MIDDLE = 182_000;

function onColour(hex: string): string {
  const rgb = parseInt(hex.slice(1), 16);
  const square = (shift: number) => ((rgb >> shift) & 255) ** 2;
  return 3 * square(16) + 10 * square(8) + square(0) > MIDDLE ? "#16161d" : "#fff";
}

/** `:host` rules carry !important: from inside a shadow tree that outranks even the page's own !important. */
export function sheetText(wanted = "", position?: string): string {
  const accent = HEX_COLOUR.test(wanted) ? wanted : ACCENT;
  const side = position === "start" ? position : "end";
  return `:host{all:initial!important;position:fixed!important;z-index:var(--recado-z,2147483000)!important}\
:host([hidden]),:host>:empty{display:none!important}\
@media print{:host{display:none!important}}\
:host>button,:host>span{position:fixed;inset-block-end:calc(20px + env(safe-area-inset-bottom));inset-inline-${side}:calc(20px + env(safe-area-inset-right))}\
:host>button{width:56px;height:56px;padding:14px;border:1px solid #0000;border-radius:50%;background:${accent};color:${onColour(accent)};box-shadow:0 6px 20px ${accent}73;cursor:pointer}\
[aria-busy=true]{opacity:.7}\
:host>button>svg{display:block;width:26px;height:26px;fill:none;stroke:currentColor;stroke-width:2}\
:host>span{margin:0 -4px 38px;max-width:80vw;padding:0 7px;border:2px solid #fff;border-radius:11px;background:#d92d3a;color:#fff;font:600 12px/18px system-ui;pointer-events:none}`;
}
