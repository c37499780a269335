/** What few pages say to the panel: where the visitor is, what to put into the composer, how it should look. A slip is told. */
import type { Signal } from "@preact/signals";
import { languageOf } from "../protocol/language.js";
import { parse } from "./accent.js";
import { isTheme } from "./theme.js";

/** Said by the page, and what its own address was then: it counts as long as that is the same. */
export interface SaidPage {
  readonly address: string;
  readonly at: string | undefined;
}

export interface AskedPorts {
  readonly complain: (code: "bad-settings" | "bad-call", message: string) => void;
  readonly typed: Signal<string>;
  /** The page's own address. */
  readonly actual: () => string | undefined;
  readonly onPage: (said: SaidPage) => void;
}

/** What a setting may be; one that is none counts as not given. */
const FITS = {
  theme: isTheme,
  accent: parse,
  lang: languageOf,
  position: (side: string) => side === "start" || side === "end",
};

export type Asked = ReturnType<typeof asked>;

export function asked({ typed, actual, onPage, complain }: AskedPorts) {
  let before = "";
  let made = "";
  const refuse = (code: "bad-settings" | "bad-call", name: string, given: unknown) =>
    complain(code, `There is no ${name} "${given}".`);
  return {
    settings(given: { readonly [name in keyof typeof FITS]?: unknown }): void {
      for (const [name, fits] of Object.entries(FITS)) {
        const value = given[name as keyof typeof FITS];
        if (value !== undefined && !fits(`${value}`)) refuse("bad-settings", name, value);
      }
    },
    page(url: unknown): void {
      // An anchor reads an address as the browser does, and never throws.
      const { href, protocol } = Object.assign(document.createElement("a"), { href: url });
      if (typeof url !== "string" || !protocol.startsWith("http")) refuse("bad-call", "page", url);
      else onPage({ address: href, at: actual() });
    },
    /** Behind the visitor's own; what the page has put there before and nobody touched makes way for it. */
    compose(text: unknown): void {
      if (typeof text !== "string") {
        refuse("bad-call", "text", text);
        return;
      }
      const now = typed.peek();
      if (now !== made) before = now.trim() && `${now}\n`;
      made = before + text;
      typed.value = made;
    },
  };
}
