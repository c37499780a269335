/** What is seldom said, in Romanian. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Sunete",
    transcript: "Descarcă conversația",
    dossier: "Descarcă datele mele",
    json: "Datele mele ca JSON",
    erase: "Șterge conversația mea",
  },
  erase: {
    title: "Ștergi această conversație?",
    text: "Toate mesajele și ce ne-ai spus despre tine se șterg definitiv: aici și la noi.",
    yes: "Șterge definitiv",
    no: "Păstreaz-o",
    doing: "Se șterge…",
    failed: "Nu s-a șters nimic: conexiunea nu a reușit. Încearcă din nou peste puțin timp.",
  },
  transcript: {
    title: "Conversație cu {site}",
    saved: "Salvată la {date}",
    failed: "Conversația nu a putut fi încărcată în întregime. Încearcă din nou peste puțin timp.",
  },
  rating: {
    ask: "Cum a fost?",
    good: "Bine",
    bad: "Nu prea bine",
    comment: "Mulțumim! Vrei să ne spui mai multe?",
    send: "Trimite",
    thanks: "Mulțumim că ne-ai spus!",
    failed: "Nu s-a putut trimite. Încearcă din nou peste puțin timp.",
  },
};
