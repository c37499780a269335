/** What is said of files, in Polish. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Pliki do wysłania",
    remove: "Usuń {name}",
    large: "{name} jest za duży: plik może mieć najwyżej {limit}.",
    kind: "Pliku {name} nie można tu wysłać. Przyjmowane są: {kinds}.",
    empty: "{name} jest pusty.",
    many: "W jednej wiadomości mieści się najwyżej {limit} plików.",
    drop: "Upuść pliki tutaj",
  },
  kinds: { picture: "obrazy", document: "dokumenty", media: "dźwięk i wideo" },
  card: {
    cancel: "Anuluj",
    save: "Pobierz {name}",
    failed: "Nie udało się wczytać pliku. Spróbuj ponownie za chwilę.",
  },
  refused: {
    kind: "Pliki tego rodzaju nie są tu przyjmowane.",
    large: "Plik jest za duży.",
    quota: "To więcej, niż można wysłać w ciągu jednego dnia.",
    lost: "Pliku nie ma już na tym urządzeniu. Wybierz go ponownie.",
  },
};
