/**
 * Everything before the panel, for the script tag and for `mount` alike: answers the page's verbs, and fetches the panel when
 * somebody wants it. Before that: no storage, no connection, one cacheable request for the settings.
 */
import type { Panel, PanelModule, Recado, Told } from "../api.js";
import { opensChat, takeSecret } from "./address.js";
import type { Place } from "./bubble.js";
import type { PageEvents } from "./events.js";
import { readHead } from "./head.js";
import { prefetchWhenLikely, whenIdle } from "./prefetch.js";
import type { Given } from "./settings.js";

export interface Start {
  /** What the page changes later is changed here, for the panel that comes after it. */
  readonly settings: Given;
  readonly place: Place;
  readonly events: PageEvents;
  /** `attempt` counts from 0 the ones that failed: a browser may remember a failed import, so another address is asked the next time. */
  readonly importPanel: (attempt: number) => Promise<PanelModule>;
  /** Brings the panel's code nearer without running it. */
  readonly prefetch: () => void;
  /** Ends when the chat is destroyed; takes the host element along. */
  readonly ended: AbortController;
}

export function start({ settings, place, events, importPanel, prefetch, ended }: Start): Recado {
  const { root, launcher } = place;
  /** The last word of each kind, until there is a panel to tell it to. */
  const said = new Map<Told, unknown>();
  let unread = 0;
  let resumeSecret: string | undefined;
  let attempt = 0;
  let code: Promise<PanelModule> | undefined;
  let isWanted = false;
  let coming: Promise<void> | undefined;
  let panel: Panel | undefined;

  const bring = () => (code ??= importPanel(attempt++));

  const load = (): Promise<void> =>
    (coming ??= bring()
      .then((module) => {
        if (ended.signal.aborted) return;
        panel = module.start({ settings, root, launcher, resumeSecret, ...events });
        for (const [verb, given] of said) panel[verb](given);
        said.clear();
        launcher?.wait();
        // Before its first drawing, so that it is drawn once.
        if (isWanted) panel.open();
        events.emit("ready", undefined);
      })
      .catch((cause) => {
        coming = code = undefined;
        launcher?.wait(isWanted && "missing");
        isWanted = false;
        events.complain("panel-missing", `${cause}`);
      }));

  const open = (): void => {
    isWanted = true;
    if (panel) panel.open();
    else {
      launcher?.wait("coming");
      void load();
    }
  };

  const close = (): void => {
    isWanted = false;
    panel?.close();
  };

  /** A mail's link brings its own conversation: a panel that already runs begins again with it, and one on its way will begin with it. */
  const resume = (): void => {
    const secret = takeSecret();
    if (!secret) return;
    resumeSecret = secret;
    if (panel) {
      panel.destroy();
      panel = coming = undefined;
    }
    open();
  };

  const hide = (isHidden: boolean) => () => ((root.host as HTMLElement).hidden = isHidden);
  const nameBubble = () => launcher?.tell({ isOpen: false, unread });

  const tell = (verb: Told) => (given: unknown) => {
    if (panel) panel[verb](given);
    else said.set(verb, given);
  };

  /** The badge of a conversation this device knows; its client starts when the page is quiet. */
  const greet = async (): Promise<void> => {
    const kept = await readHead(settings.site);
    if (kept === undefined || coming) return;
    unread = kept;
    nameBubble();
    whenIdle(load);
  };

  ended.signal.addEventListener("abort", () => panel?.destroy());
  // All that a listener's options have to say is the signal.
  launcher?.button.addEventListener("click", () => (panel ? panel.toggle() : open()), ended);
  addEventListener("hashchange", resume, ended);
  const followLink = (event: Event) => {
    if (!opensChat(event)) return;
    event.preventDefault();
    open();
  };
  addEventListener("click", followLink, ended);
  resume();
  if (settings.consent !== "denied") void greet();
  // Whoever is at the bubble means it. Should it fail here, the click will tell.
  if (launcher) prefetchWhenLikely(launcher.button, () => bring().catch(() => (code = undefined)), prefetch, ended.signal);
  else open();

  return {
    open,
    close,
    show: hide(false),
    hide: hide(true),
    identify: tell("identify"),
    page: tell("page"),
    compose: tell("compose"),
    async reset() {
      said.clear();
      unread = 0;
      // Without a panel there is something to forget only if the device kept a conversation.
      if (!panel && (await readHead(settings.site)) === undefined) return;
      await load();
      return panel?.reset();
    },
    consent: tell("consent"),
    setTheme: tell("setTheme"),
    setLocale(wanted) {
      settings.lang = wanted;
      if (!panel) nameBubble();
      tell("setLocale")(wanted);
    },
    on: events.on,
    destroy: () => ended.abort(),
  };
}
