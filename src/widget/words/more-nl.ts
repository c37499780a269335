/** What is seldom said, in Dutch. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Geluiden",
    transcript: "Gesprek downloaden",
    dossier: "Mijn gegevens downloaden",
    json: "Mijn gegevens als JSON",
    erase: "Mijn gesprek verwijderen",
  },
  erase: {
    title: "Dit gesprek verwijderen?",
    text: "Alle berichten, en wat je ons over jezelf hebt verteld, worden voorgoed verwijderd: hier en bij ons.",
    yes: "Voorgoed verwijderen",
    no: "Bewaren",
    doing: "Bezig met verwijderen…",
    failed: "Er is niets verwijderd: we waren niet bereikbaar. Probeer het zo nog eens.",
  },
  transcript: {
    title: "Gesprek met {site}",
    saved: "Opgeslagen op {date}",
    failed: "Het gesprek kon niet volledig worden geladen. Probeer het zo nog eens.",
  },
  rating: {
    ask: "Hoe ging het?",
    good: "Goed",
    bad: "Niet goed",
    comment: "Bedankt! Wil je ons er meer over vertellen?",
    send: "Versturen",
    thanks: "Bedankt voor je reactie!",
    failed: "Dat kon niet worden verstuurd. Probeer het zo nog eens.",
  },
};
