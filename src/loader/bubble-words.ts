/**
 * What the bubble says by itself, before the panel brings its words and picks the language for good. Every byte here delays the first
 * paint, and sentences in thirty languages would be 1.3 kB. So it says the one word that most of them share, the others in their own
 * script; aria-expanded says the rest.
 */

const SHARED = "Chat";

/** With nothing inherited among them: "constructor" is no language. */
const WORDS = {
  __proto__: null,
  en: "Open chat",
  ru: "Чат",
  uk: "Чат",
  el: "Συνομιλία",
  ar: "الدردشة",
  he: "צ'אט",
  fa: "گفتگو",
  hi: "चैट",
  th: "แชท",
  ja: "チャット",
  ko: "채팅",
  zh: "聊天",
} as unknown as Readonly<Record<string, string>>;

/** In the language wished for first; whether the panel speaks it too is for the panel to know. */
export function bubbleWord(tag: string): string {
  return WORDS[tag.toLowerCase().replace(/[-_].*/, "")] ?? SHARED;
}

/** The panel counts as the language does; until it is here, the number will do. */
export function bubbleName(word: string, unread: number): string {
  return unread > 0 ? `${word} (${unread})` : word;
}

/**
 * That the panel could not be loaded. A sentence where it is English; else a sign that screen readers have a name for in every language
 * they speak.
 */
export function missing(word: string): string {
  return word === WORDS.en ? "Could not be loaded. Please try again." : `⚠ ${word}`;
}
