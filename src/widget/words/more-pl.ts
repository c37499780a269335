/** What is seldom said, in Polish. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Dźwięki",
    transcript: "Pobierz rozmowę",
    dossier: "Pobierz moje dane",
    json: "Moje dane jako JSON",
    erase: "Usuń moją rozmowę",
  },
  erase: {
    title: "Usunąć tę rozmowę?",
    text: "Wszystkie wiadomości i to, co o sobie powiedziano, zostaną usunięte na zawsze: tutaj i po naszej stronie.",
    yes: "Usuń na zawsze",
    no: "Zachowaj",
    doing: "Usuwanie…",
    failed: "Nic nie zostało usunięte: nie udało się z nami połączyć. Spróbuj ponownie za chwilę.",
  },
  transcript: {
    title: "Rozmowa z {site}",
    saved: "Zapisano {date}",
    failed: "Nie udało się wczytać całej rozmowy. Spróbuj ponownie za chwilę.",
  },
  rating: {
    ask: "Jak poszło?",
    good: "Dobrze",
    bad: "Niedobrze",
    comment: "Dziękujemy! Chcesz dodać coś więcej?",
    send: "Wyślij",
    thanks: "Dziękujemy za opinię!",
    failed: "Nie udało się wysłać. Spróbuj ponownie za chwilę.",
  },
};
