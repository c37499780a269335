/** What is said of files, in Swedish. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Filer att skicka",
    remove: "Ta bort {name}",
    large: "{name} är för stor: en fil får vara högst {limit}.",
    kind: "{name} kan inte skickas här. Vi tar emot: {kinds}.",
    empty: "{name} är tom.",
    many: "Högst {limit} filer får plats i ett meddelande.",
    drop: "Släpp filerna här",
  },
  kinds: { picture: "bilder", document: "dokument", media: "ljud och video" },
  card: {
    cancel: "Avbryt",
    save: "Ladda ner {name}",
    failed: "Filen kunde inte läsas in. Försök igen om en stund.",
  },
  refused: {
    kind: "Filer av det här slaget tas inte emot här.",
    large: "Filen är för stor.",
    quota: "Det är mer än vad som kan skickas på en dag.",
    lost: "Filen finns inte längre på den här enheten. Välj den igen.",
  },
};
