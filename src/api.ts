/**
 * The page's API, and what its two halves hand each other: the loader paints the bubble, the panel comes when it is needed.
 * Types only, so that the loader can be typed by it without carrying a byte of it.
 */
import type { Backend } from "./client/backend.js";
import type { ChatErrorCode } from "./client/errors.js";
import type { Availability, Contact, Message, Task } from "./protocol/index.js";

/** Light or dark, or as the visitor's device has it. */
export type Theme = "light" | "dark" | "auto";

/** How it looks and where it sits. Everything has a default; the site's own settings fill in the accent. */
export interface Look {
  /** `#rrggbb`; the colour of text on it is chosen by contrast. */
  readonly accent?: string;
  /** The bottom corner: where lines end (default), or where they start. */
  readonly position?: "start" | "end";
  readonly theme?: Theme;
  /** A language tag; without it `<html lang>` decides, then the browser. */
  readonly lang?: string;
  /** Words of the page's own in place of ours, in the language it speaks: `{ "composer.placeholder": "Ask about plants…" }`. A tag says it as JSON. */
  readonly words?: Readonly<Record<string, string>>;
}

/** Whether anything may be kept in the visitor's browser. `denied`: nothing is read or written there, and the next page view begins anew. */
export type Consent = "granted" | "denied";

/**
 * Answers what the server asks while its site is under attack, where its operator has put a challenge of their own (Turnstile, say)
 * in place of ours. Without one such a task goes unanswered, and the visitor is asked to try again later.
 */
export type AnswerTask = (task: Task) => Promise<string>;

/** What the script tag says by `data-*`, or the page by `window.recadoSettings`. */
export interface ScriptSettings extends Look {
  readonly site: string;
  /** As long as nothing is said it is granted; whatever is not a yes is a no. */
  readonly consent?: Consent;
  /** Where the chat's server is; by default the folder the script came from. */
  readonly server?: string;
  /** A function: only `window.recadoSettings` can give one. */
  readonly challenge?: AnswerTask;
}

/** What `mount` takes: a server that speaks our protocol, or any backend behind an adapter. */
export type MountSettings = Look & {
  readonly site: string;
  readonly consent?: Consent;
  /** Embeds the panel in this element, open, without a bubble. */
  readonly into?: HTMLElement;
} & (
    | { readonly server: string; readonly challenge?: AnswerTask; readonly backend?: never }
    | { readonly backend: Backend; readonly server?: never }
  );

/** What went wrong, or what the page did wrong, as a name and a sentence. */
export interface RecadoError {
  /** `panel-missing`: the panel could not be loaded · `unknown-verb`, `bad-call`, `bad-settings`: the page asked for something that is not there. */
  readonly code: ChatErrorCode | "panel-missing" | "unknown-verb" | "bad-call" | "bad-settings";
  readonly message: string;
}

/** What a page can hear of, and what it is told. */
export interface Events {
  readonly ready: undefined;
  readonly open: undefined;
  readonly close: undefined;
  /** A message of the agents or the bot has arrived. */
  readonly message: Message;
  readonly unread: number;
  readonly contact: Contact;
  readonly availability: Availability;
  readonly error: RecadoError;
}

/** Every verb a page may use, the same by script tag and by npm. */
export interface Recado {
  open(): void;
  close(): void;
  /** The bubble, if `hide` took it away. */
  show(): void;
  hide(): void;
  /**
   * Who the page's user is. A contact is what the page knows of them; unsigned, so it fills in the form and shows nobody's history. A
   * signed token (a JWT that the page's server has signed with the site's identity key) opens their conversation, on every
   * device. May be called at any time; an `error` event with the code `unauthorized` asks for a fresh token.
   */
  identify(who: Contact | string): void;
  /** Logout: leaves nothing behind for the next person at this computer. */
  reset(): Promise<void>;
  /** A language tag; none: `<html lang>` decides again, then the browser. */
  setLocale(lang?: string): void;
  setTheme(theme: Theme): void;
  /** `denied`: what was kept on this device goes, the conversation goes on in memory. `granted`: it is kept from now on. */
  consent(consent: Consent): void;
  /** Where the visitor is, in a page whose address does not say so: origin and path are told. It counts until the address is another one. */
  page(url: string): void;
  /** Puts a text into the composer, behind what the visitor has typed, and in place of what was put there before. Never sends, and does not open the panel. */
  compose(text: string): void;
  /** Calls back at every such event; the answer takes the callback away again. */
  on<Name extends keyof Events>(event: Name, callback: (detail: Events[Name]) => void): () => void;
  /** Removes every trace from the page and ends every connection; what is stored stays. */
  destroy(): void;
}

type Verb = keyof Recado;
/** One call, as it waits in the queue until the script is there: `["open"]`. */
export type Call = { [V in Verb]: readonly [V, ...Parameters<Recado[V]>] }[Verb];

/** `window.recado`: the loader's own, or the page's stub that only collects calls in `q`. */
export interface RecadoFunction {
  (...call: Call): void;
  q?: Iterable<unknown>[];
  /** There once the real one has taken over. */
  live?: true;
}

/** The bubble, as the panel sees it. */
export interface Launcher {
  readonly button: HTMLElement;
  /** `name`: the bubble's, in the words of the panel; without it the loader's own short one. */
  tell(state: { readonly isOpen: boolean; readonly unread: number; readonly name?: string }): void;
  /** The site's own colour, unless the page set one. */
  paint(accent: string): void;
}

/** What the loader gives to the panel's `start`. */
export interface Handover {
  /** As the page gave them: a theme or an accent that is none is for the panel to notice. */
  readonly settings: {
    readonly [name in Exclude<keyof ScriptSettings, "words" | "theme" | "challenge">]?: string | undefined;
  } & {
    readonly site: string;
    theme?: string | undefined;
    readonly words?: unknown;
    readonly challenge?: AnswerTask | undefined;
    readonly backend?: Backend;
  };
  readonly root: ShadowRoot;
  /** Absent where the panel is embedded. */
  readonly launcher?: Launcher | undefined;
  /** From a mail's link; already gone from the address bar. */
  readonly resumeSecret: string | undefined;
  emit<Name extends keyof Events>(event: Name, detail: Events[Name]): void;
  /** A mistake of the page's: an event, and a line in the console for whoever listens to none. */
  complain(code: RecadoError["code"], message: string): void;
}

/** What waits for the panel when the page says it earlier. */
export type Told = "identify" | "consent" | "setLocale" | "setTheme" | "page" | "compose";

/** `given` comes from a page, and may be anything. */
export type Panel = Pick<Recado, "open" | "close" | "reset" | "destroy"> & {
  toggle(): void;
} & { readonly [verb in Told]: (given: unknown) => void };

/** The face of the lazily loaded chunk. */
export interface PanelModule {
  start(handover: Handover): Panel;
}
