/**
 * A browser as far as the stories need it: windows, eyes and hands. Small, because three drivers have to speak it; who is found
 * where, and what people do, is written once above it (sight.ts, people.ts).
 */

export interface Engine {
  /** "Firefox 153.7.0" */
  readonly name: string;
  /** Whether its windows keep files on the device; as in Safari, private ones of WebKit do not, and its driver opens no others. */
  readonly keepsFiles: boolean;
  /** A window with a profile of its own, as another person's computer has; it closes with the engine. */
  open(): Promise<Window>;
  close(): Promise<void>;
}

export interface Window {
  /** Resolves when the page has loaded. */
  goTo(address: string): Promise<void>;
  /** What a function says in the page. It stands alone there: only its arguments come along, and they and its answer are JSON. */
  look<Given extends readonly unknown[], Seen>(see: (...given: Given) => Seen, ...given: Given): Promise<Seen>;
  /** With the mouse, at this point of the viewport. */
  clickAt(x: number, y: number): Promise<void>;
  /** On the keyboard, letter by letter. */
  type(text: string): Promise<void>;
  press(...keys: readonly Key[]): Promise<void>;
  /** Writes it as an input method does: composed letter by letter, and settled with an Enter that is the method's own. */
  compose(text: string): Promise<void>;
  /** Presses what asks for files, and gives it these, by their paths. */
  choose(press: () => Promise<void>, paths: readonly string[]): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  picture(): Promise<Buffer>;
  /** What the engine wrote into its own console as an error: uncaught ones of the page, and violations of its policy. */
  complaints(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** As the WebDriver standard names them. */
export const KEYS = {
  Enter: "\uE007",
  Escape: "\uE00C",
  Tab: "\uE004",
  Shift: "\uE008",
  Backspace: "\uE003",
  Control: "\uE009",
} as const;
export type Key = keyof typeof KEYS;

/** In the page: where files are given to it. The dialog that would ask for them is put away by the driver. */
export const fileInput = (): Element | null | undefined =>
  (document.querySelector("recado-chat")?.shadowRoot ?? document).querySelector("input[type=file]");

/** The call of `see` as an expression whose value is text; undefined and null are one. */
export const expressionOf = (see: (...given: never[]) => unknown, given: readonly unknown[]): string =>
  `JSON.stringify((${see})(...${JSON.stringify(given)}) ?? null)`;
