/** What is said of files, in Romanian. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Fișiere de trimis",
    remove: "Elimină {name}",
    large: "{name} este prea mare: un fișier poate avea cel mult {limit}.",
    kind: "{name} nu poate fi trimis aici. Se acceptă: {kinds}.",
    empty: "{name} este gol.",
    many: "Într-un mesaj încap cel mult {limit} fișiere.",
    drop: "Lăsați fișierele aici",
  },
  kinds: { picture: "imagini", document: "documente", media: "sunet și video" },
  card: {
    cancel: "Anulează",
    save: "Descarcă {name}",
    failed: "Fișierul nu a putut fi încărcat. Încercați din nou peste puțin timp.",
  },
  refused: {
    kind: "Fișierele de acest tip nu sunt acceptate aici.",
    large: "Fișierul este prea mare.",
    quota: "Este mai mult decât se poate trimite într-o zi.",
    lost: "Fișierul nu mai este pe acest dispozitiv. Alegeți-l din nou.",
  },
};
