/** What the bubble says by itself, before the panel brings its words and picks the language for good. Every byte here delays the first paint. */
import type { Language } from "../protocol/index.js";

/** "pt" of "pt-BR": the varieties of a language do not differ yet. */
type First<Tag extends string> = Tag extends `${infer First}-${string}` ? First : Tag;

/** Open · one unread · many unread, `#` for the number · the panel could not be loaded. */
type BubbleWords = readonly [open: string, one: string, many: string, missing: string];

const WORDS: Readonly<Record<First<Language>, BubbleWords>> = {
  en: ["Open chat", "# unread message", "# unread messages", "Could not be loaded. Please try again."],
  pt: ["Abrir o chat", "# mensagem não lida", "# mensagens não lidas", "Não foi possível carregar. Tente de novo."],
  es: ["Abrir el chat", "# mensaje sin leer", "# mensajes sin leer", "No se pudo cargar. Inténtalo de nuevo."],
};

/** By the first wish that is one of our languages, else in English. */
export function bubbleWords(wishes: readonly (string | undefined)[]): BubbleWords {
  const words: Readonly<Record<string, BubbleWords>> = WORDS;
  const found = wishes.map((wish) => words[`${wish}`.toLowerCase().split(/[-_]/)[0] ?? ""]);
  // Not just anything: "constructor" is found in every object.
  return found.find((one) => Array.isArray(one)) ?? WORDS.en;
}

/** The panel counts as the language does; until it is here, one and more than one will do. */
export function bubbleName([open, one, many]: BubbleWords, unread: number): string {
  return unread > 0 ? `${open}, ${(unread === 1 ? one : many).replace("#", `${unread}`)}` : open;
}
