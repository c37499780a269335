/** The few words of the unsubscribe page, in the languages letters are written in. */
import { type Language, languageOf } from "../../forwarding/letter/words/index.js";

export interface UnsubscribeWords {
  readonly title: string;
  readonly ask: (site: string) => string;
  readonly button: string;
  readonly done: (site: string) => string;
  readonly again: string;
}

const en: UnsubscribeWords = {
  title: "Unsubscribe",
  ask: (site) => `Stop sending answers from ${site} to this address?`,
  button: "Unsubscribe",
  done: (site) => `Done. ${site} will send no more answers to this address. The conversation itself is still there.`,
  again: "Send me answers again",
};

const WORDS: Record<Language, UnsubscribeWords> = {
  en,
  es: {
    title: "Cancelar la suscripción",
    ask: (site) => `¿Dejar de enviar las respuestas de ${site} a esta dirección?`,
    button: "Cancelar la suscripción",
    done: (site) => `Listo. ${site} ya no enviará respuestas a esta dirección. La conversación sigue ahí.`,
    again: "Volver a recibir respuestas",
  },
  "pt-BR": {
    title: "Cancelar inscrição",
    ask: (site) => `Parar de enviar as respostas de ${site} para este endereço?`,
    button: "Cancelar inscrição",
    done: (site) => `Pronto. ${site} não enviará mais respostas para este endereço. A conversa continua lá.`,
    again: "Voltar a receber respostas",
  },
};

/** In the language the letter was in. */
export function unsubscribeWords(locale: string): { readonly lang: Language; readonly words: UnsubscribeWords } {
  const lang = languageOf(locale);
  return { lang, words: WORDS[lang] };
}
