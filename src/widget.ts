/** The browser side, put together: backend, cache, client and panel. The loader imports this chunk when somebody wants the chat. */
import { type Signal, signal } from "@preact/signals";
import { httpLazily } from "./adapters/http-lazy.js";
import type { Handover, Panel, Theme } from "./api.js";
import { createChat } from "./client/chat.js";
import type { ChatError } from "./client/errors.js";
import { afresh } from "./client/platform/afresh.js";
import { systemClock } from "./client/platform/clock.js";
import { consented, database } from "./client/platform/database.js";
import { indexedDbCache } from "./client/platform/indexed-db-cache.js";
import { thisPage } from "./client/platform/page.js";
import { contactGate } from "./contact-form/gate.js";
import type { Contact } from "./protocol/contact.js";
import { type Language, languageOf, pickLanguage } from "./protocol/language.js";
import type { Asked, SaidPage } from "./widget/asked.js";
import { effectUntil } from "./widget/effect-until.js";
import { localeOf } from "./widget/locale.js";
import { renderWidget, type Widget } from "./widget/render.js";
import { isTheme } from "./widget/theme.js";
import { type Speech, speechIn } from "./widget/words.js";

export function start(handover: Handover): Panel {
  const { settings, root, launcher, resumeSecret, emit, complain } = handover;
  const {
    challenge,
    site,
    server = "",
    backend = httpLazily({ url: server, site, challenge }, (attempt) =>
      afresh(() => import("./adapters/http-calls.js"), attempt),
    ),
    accent,
    position,
    words,
  } = settings;
  const typed = signal("");
  const theme = signal<Theme>("auto");
  let speech: Signal<Speech> | undefined;
  let language: Language;
  let isOpen = false;
  let widget: Widget | undefined;

  // Letters speak what the widget speaks. A language we have no words for is told as well: answers quote our letters in it.
  const locale = () => {
    const page = thisPage.locale() ?? "";
    return (languageOf(page) ?? "en") === language ? page : localeOf(language);
  };
  let said: SaidPage | undefined;
  const actual = thisPage.address;
  const address = () => (said && said.at === actual() ? said.address : actual());
  // Whatever is not a yes is a no.
  const isYes = (wanted: unknown) => /^(granted|undefined)$/.test(`${wanted}`);
  let mayKeep = isYes(settings.consent);
  const cache = indexedDbCache(
    systemClock,
    consented(database(systemClock), () => mayKeep),
  );
  const say = ({ code, message }: ChatError) => complain(code, message);
  const chat = createChat({
    ...{ backend, site, cache, gate: contactGate, page: { address, locale } },
    onSignatureNeeded: say,
  });
  const ending = new AbortController();
  const { signal: ended } = ending;
  let asked: Promise<Asked> | undefined;
  let attempt = 0;
  const ask = <Verb extends keyof Asked>(verb: Verb, given: Parameters<Asked[Verb]>[0]): void => {
    asked ??= afresh(() => import("./widget/seldom.js"), attempt++).then((code) =>
      code.asked({
        ...{ typed, actual, complain },
        onPage(page) {
          said = page;
          chat.moved();
        },
      }),
    );
    asked.then(
      (all) => all[verb](given as never),
      (cause) => {
        asked = undefined;
        complain("panel-missing", `${cause}`);
      },
    );
  };

  const setTheme = (wanted: unknown) => {
    // Also for the panel that follows this one, when a mail's link is opened on the page.
    if (isTheme(wanted)) settings.theme = theme.value = wanted;
    else ask("settings", { theme: wanted });
  };
  /** Resolves when the words are here, unless another wish has come meanwhile. */
  async function speak(wish: string | undefined): Promise<void> {
    const wanted = pickLanguage([wish, document.documentElement.lang, ...navigator.languages]);
    language = wanted;
    chat.moved();
    const ours = await speechIn(wanted);
    const bad = (message: unknown) => complain("bad-settings", `${message}`);
    const own = words === undefined ? undefined : await import("./widget/own-words.js").catch(bad);
    const spoken = own ? own.inOwnWords(ours, words, bad) : ours;
    if (ended.aborted || wanted !== language) return;
    speech ??= signal(spoken);
    speech.value = spoken;
    if (widget) return;
    widget = renderWidget({
      ...{ root, chat, speech, typed, accent, position, launcher, theme, isOpen },
      onOpen: () => emit("open", undefined),
      onClose: () => emit("close", undefined),
      onMessage: (message) => emit("message", message),
    });
  }

  effectUntil(ended, () => emit("unread", chat.unread.value));
  effectUntil(ended, () => chat.contact.value && emit("contact", chat.contact.value));
  effectUntil(ended, () => chat.availability.value && emit("availability", chat.availability.value));
  effectUntil(ended, () => {
    // The next person finds nothing of what the one before was writing.
    if (chat.visit.value) typed.value = "";
  });

  void chat.start(resumeSecret);
  if (isTheme(settings.theme)) theme.value = settings.theme;
  if (settings.lang ?? settings.theme ?? accent ?? position) ask("settings", settings);
  void speak(settings.lang);

  const show = (wanted: boolean) => {
    isOpen = wanted;
    if (wanted) widget?.open();
    else widget?.close();
  };
  return {
    open: () => show(true),
    close: () => show(false),
    toggle: () => (widget ? widget.toggle() : show(!isOpen)),
    identify(contact) {
      chat.identify(contact as Contact | string).catch(say);
    },
    reset: () => chat.reset(),
    setTheme,
    setLocale(wanted) {
      if (wanted === undefined || languageOf(`${wanted}`)) void speak(wanted as string | undefined);
      else ask("settings", { lang: wanted });
    },
    consent(wanted) {
      mayKeep = isYes(wanted);
      chat.consent(mayKeep);
    },
    page: (url) => ask("page", url),
    compose: (text) => ask("compose", text),
    destroy() {
      ending.abort();
      widget?.remove();
      chat.destroy();
      cache.close();
    },
  };
}
