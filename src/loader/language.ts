/** Which of our languages the visitor gets, and the few words the bubble itself needs. The panel's own words are in the widget. */
import type { Language } from "../api.js";

/** Open · one unread · many unread, `#` for the number · the panel could not be loaded. A row, because every byte here delays the bubble. */
type LauncherWords = readonly [open: string, one: string, many: string, missing: string];

export const LAUNCHER_WORDS: Readonly<Record<Language, LauncherWords>> = {
  en: ["Open chat", "# unread message", "# unread messages", "Could not be loaded. Please try again."],
  "pt-BR": ["Abrir o chat", "# mensagem não lida", "# mensagens não lidas", "Não foi possível carregar. Tente de novo."],
  es: ["Abrir el chat", "# mensaje sin leer", "# mensajes sin leer", "No se pudo cargar. Inténtalo de nuevo."],
};

/** The first wish we can grant, wherever it is spoken ("pt" gets pt-BR), else English. */
export function pickLanguage(wishes: readonly (string | undefined)[]): Language {
  const primary = (tag: string | undefined) => tag?.toLowerCase().split("-")[0];
  const ours = Object.keys(LAUNCHER_WORDS) as Language[];
  return wishes.map((wish) => ours.find((own) => primary(own) === primary(wish))).find(Boolean) ?? "en";
}

export function launcherName(language: Language, unread: number): string {
  const [open, one, many] = LAUNCHER_WORDS[language];
  const words = new Intl.PluralRules(language).select(unread) === "one" ? one : many;
  return unread > 0 ? `${open}, ${words.replace("#", `${unread}`)}` : open;
}
