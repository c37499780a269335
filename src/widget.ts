/** The browser side, put together: backend, cache, client and panel. The loader imports this chunk when somebody wants the chat. */
import { effect } from "@preact/signals";
import { httpLazily } from "./adapters/http-lazy.js";
import type { Handover, Panel, Theme } from "./api.js";
import { createChat } from "./client/chat.js";
import { ChatError } from "./client/errors.js";
import type { Chat } from "./client/face.js";
import { indexedDbCache } from "./client/platform/indexed-db-cache.js";
import { thisPage } from "./client/platform/page.js";
import { contactGate } from "./contact-form/gate.js";
import { languageOf, pickLanguage } from "./protocol/language.js";
import { localeOf } from "./widget/locale.js";
import { renderWidget, type Widget } from "./widget/render.js";
import { isTheme } from "./widget/theme.js";
import { speechIn } from "./widget/words.js";

export function start(handover: Handover): Panel {
  const { settings, root, launcher, resumeSecret, emit } = handover;
  const { site, server = "", backend = httpLazily({ url: server, site }), accent, position, lang, words } = settings;
  const language = pickLanguage([lang, document.documentElement.lang, ...navigator.languages]);
  // Letters speak what the widget speaks. A language we have no words for is told as well: answers quote our letters in it.
  const locale = () => {
    const page = thisPage.locale() ?? "";
    return (languageOf(page) ?? "en") === language ? page : localeOf(language);
  };
  const chat = createChat({ backend, site, cache: indexedDbCache(), gate: contactGate, page: { ...thisPage, locale } });
  const stop = tellThePage(chat, emit);
  let theme: Theme = isTheme(settings.theme) ? settings.theme : "auto";
  let isOpen = false;
  let isOver = false;
  let widget: Widget | undefined;

  void chat.start(resumeSecret);
  const complain = (message: string) => {
    console.warn("Recado:", message);
    emit("error", { code: "bad-settings", message });
  };
  const ours = speechIn(language);
  const spoken =
    words === undefined
      ? ours
      : import("./widget/own-words.js")
          .then(async ({ inOwnWords }) => inOwnWords(await ours, words, complain))
          .catch((cause) => {
            complain(`${cause}`);
            return ours;
          });
  void spoken.then((speech) => {
    if (isOver) return;
    widget = renderWidget({
      ...{ root, chat, speech, accent, launcher, theme },
      position: position === "start" ? "start" : "end",
      onOpen: () => emit("open", undefined),
      onClose: () => emit("close", undefined),
      onMessage: (message) => emit("message", message),
    });
    if (isOpen) widget.open();
  });

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
      chat.identify(contact).catch((cause: unknown) => emit("error", errorOf(cause)));
    },
    reset: () => chat.reset(),
    setTheme(wanted) {
      if (!isTheme(wanted)) return complain(`There is no theme "${wanted}".`);
      theme = wanted;
      widget?.setTheme(wanted);
    },
    destroy() {
      isOver = true;
      stop();
      widget?.remove();
      chat.destroy();
    },
  };
}

/** What the page may listen to, besides what the visitor does to the panel itself. */
function tellThePage(chat: Chat, emit: Handover["emit"]): () => void {
  const stops = [
    effect(() => emit("unread", chat.unread.value)),
    effect(() => {
      if (chat.contact.value) emit("contact", chat.contact.value);
    }),
    effect(() => {
      if (chat.availability.value) emit("availability", chat.availability.value);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function errorOf(cause: unknown): { readonly code: ChatError["code"]; readonly message: string } {
  return cause instanceof ChatError ? cause : { code: "bad-answer", message: String(cause) };
}
