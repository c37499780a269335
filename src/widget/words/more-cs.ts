/** What is seldom said, in Czech. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Zvuky",
    transcript: "Stáhnout konverzaci",
    dossier: "Stáhnout moje údaje",
    json: "Moje údaje jako JSON",
    erase: "Smazat moji konverzaci",
  },
  erase: {
    title: "Smazat tuto konverzaci?",
    text: "Všechny zprávy a vše, co jste nám o sobě řekli, budou navždy smazány: tady i u nás.",
    yes: "Navždy smazat",
    no: "Ponechat",
    doing: "Maže se…",
    failed: "Nic nebylo smazáno: nepodařilo se s námi spojit. Zkuste to prosím za chvíli znovu.",
  },
  transcript: {
    title: "Konverzace s {site}",
    saved: "Uloženo {date}",
    failed: "Konverzaci se nepodařilo načíst celou. Zkuste to prosím za chvíli znovu.",
  },
  rating: {
    ask: "Jak to šlo?",
    good: "Dobře",
    bad: "Špatně",
    comment: "Děkujeme! Chcete nám říct víc?",
    send: "Odeslat",
    thanks: "Děkujeme za vaši odpověď!",
    failed: "Odeslání se nezdařilo. Zkuste to prosím za chvíli znovu.",
  },
};
