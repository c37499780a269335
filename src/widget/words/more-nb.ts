/** What is seldom said, in Norwegian. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Lyder",
    transcript: "Last ned samtalen",
    dossier: "Last ned mine data",
    json: "Mine data som JSON",
    erase: "Slett samtalen min",
  },
  erase: {
    title: "Vil du slette samtalen?",
    text: "Alle meldinger, og det du har fortalt oss om deg selv, slettes for godt: her og hos oss.",
    yes: "Slett for godt",
    no: "Behold",
    doing: "Sletter…",
    failed: "Ingenting ble slettet: vi kunne ikke nås. Prøv igjen om litt.",
  },
  transcript: {
    title: "Samtale med {site}",
    saved: "Lagret {date}",
    failed: "Hele samtalen kunne ikke lastes inn. Prøv igjen om litt.",
  },
  rating: {
    ask: "Hvordan gikk det?",
    good: "Bra",
    bad: "Ikke bra",
    comment: "Takk! Vil du fortelle oss mer?",
    send: "Send",
    thanks: "Takk for at du sa fra!",
    failed: "Det kunne ikke sendes. Prøv igjen om litt.",
  },
};
