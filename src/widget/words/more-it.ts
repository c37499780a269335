/** What is seldom said, in Italian. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Suoni",
    transcript: "Scarica la conversazione",
    dossier: "Scarica i miei dati",
    json: "I miei dati in JSON",
    erase: "Elimina la mia conversazione",
  },
  erase: {
    title: "Eliminare questa conversazione?",
    text: "Tutti i messaggi, e quello che ci hai detto di te, vengono eliminati per sempre: qui e da noi.",
    yes: "Elimina per sempre",
    no: "Conservala",
    doing: "Eliminazione…",
    failed: "Non è stato eliminato nulla: la connessione non è riuscita. Riprova tra un momento.",
  },
  transcript: {
    title: "Conversazione con {site}",
    saved: "Salvata il {date}",
    failed: "Non è stato possibile caricare tutta la conversazione. Riprova tra un momento.",
  },
  rating: {
    ask: "Com'è andata?",
    good: "Bene",
    bad: "Male",
    comment: "Grazie! Vuoi dirci altro?",
    send: "Invia",
    thanks: "Grazie per avercelo detto!",
    failed: "L'invio non è riuscito. Riprova tra un momento.",
  },
};
