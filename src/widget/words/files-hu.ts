/** What is said of files, in Hungarian. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Küldendő fájlok",
    remove: "{name} eltávolítása",
    large: "{name} túl nagy: egy fájl legfeljebb {limit} lehet.",
    kind: "{name} itt nem küldhető el. Elfogadjuk: {kinds}.",
    empty: "{name} üres.",
    many: "Egy üzenetbe legfeljebb {limit} fájl fér.",
    drop: "Húzza ide a fájlokat",
  },
  kinds: { picture: "képek", document: "dokumentumok", media: "hang és videó" },
  card: {
    cancel: "Mégse",
    save: "{name} letöltése",
    failed: "A fájlt nem sikerült betölteni. Próbálja meg újra kicsit később.",
  },
  refused: {
    kind: "Ilyen fájlokat itt nem fogadunk el.",
    large: "A fájl túl nagy.",
    quota: "Ez több, mint amennyi egy nap alatt elküldhető.",
    lost: "A fájl már nincs ezen az eszközön. Válassza ki újra.",
  },
};
