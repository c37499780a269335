/** What is seldom said, in Danish. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Lyde",
    transcript: "Hent samtalen",
    dossier: "Hent mine data",
    json: "Mine data som JSON",
    erase: "Slet min samtale",
  },
  erase: {
    title: "Vil du slette samtalen?",
    text: "Alle beskeder, og det du har fortalt os om dig selv, slettes for altid: her og hos os.",
    yes: "Slet for altid",
    no: "Behold",
    doing: "Sletter…",
    failed: "Intet blev slettet: vi kunne ikke kontaktes. Prøv igen om lidt.",
  },
  transcript: {
    title: "Samtale med {site}",
    saved: "Gemt {date}",
    failed: "Hele samtalen kunne ikke hentes. Prøv igen om lidt.",
  },
  rating: {
    ask: "Hvordan gik det?",
    good: "Godt",
    bad: "Ikke godt",
    comment: "Tak! Vil du fortælle mere?",
    send: "Send",
    thanks: "Tak, fordi du fortalte os det!",
    failed: "Det kunne ikke sendes. Prøv igen om lidt.",
  },
};
