/** What is said of files, in Italian. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "File da inviare",
    remove: "Rimuovi {name}",
    large: "{name} è troppo grande: un file può avere al massimo {limit}.",
    kind: "{name} non può essere inviato qui. Sono accettati: {kinds}.",
    empty: "{name} è vuoto.",
    many: "In un messaggio entrano al massimo {limit} file.",
    drop: "Trascina qui i file",
  },
  kinds: { picture: "immagini", document: "documenti", media: "audio e video" },
  card: {
    cancel: "Annulla",
    save: "Scarica {name}",
    failed: "Non è stato possibile caricare il file. Riprova tra un momento.",
  },
  refused: {
    kind: "Questo tipo di file non è accettato qui.",
    large: "Il file è troppo grande.",
    quota: "È più di quanto si possa inviare in un giorno.",
    lost: "Il file non è più su questo dispositivo. Sceglilo di nuovo.",
  },
};
