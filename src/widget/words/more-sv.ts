/** What is seldom said, in Swedish. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Ljud",
    transcript: "Ladda ner konversationen",
    dossier: "Ladda ner mina uppgifter",
    json: "Mina uppgifter som JSON",
    erase: "Radera min konversation",
  },
  erase: {
    title: "Radera den här konversationen?",
    text: "Alla meddelanden, och det du har berättat om dig själv, raderas för gott: här och hos oss.",
    yes: "Radera för gott",
    no: "Behåll",
    doing: "Raderar…",
    failed: "Ingenting raderades: vi kunde inte nås. Försök igen om en stund.",
  },
  transcript: {
    title: "Konversation med {site}",
    saved: "Sparad {date}",
    failed: "Hela konversationen kunde inte laddas. Försök igen om en stund.",
  },
  rating: {
    ask: "Hur gick det?",
    good: "Bra",
    bad: "Inte bra",
    comment: "Tack! Vill du berätta mer?",
    send: "Skicka",
    thanks: "Tack för att du berättade!",
    failed: "Det gick inte att skicka. Försök igen om en stund.",
  },
};
