/** What is said of files, in Norwegian. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Filer som skal sendes",
    remove: "Fjern {name}",
    large: "{name} er for stor: En fil kan være på høyst {limit}.",
    kind: "{name} kan ikke sendes her. Vi tar imot: {kinds}.",
    empty: "{name} er tom.",
    many: "Det er plass til høyst {limit} filer i én melding.",
    drop: "Slipp filene her",
  },
  kinds: { picture: "bilder", document: "dokumenter", media: "lyd og video" },
  card: {
    cancel: "Avbryt",
    save: "Last ned {name}",
    failed: "Filen kunne ikke lastes inn. Prøv igjen om et øyeblikk.",
  },
  refused: {
    kind: "Filer av dette slaget tas ikke imot her.",
    large: "Filen er for stor.",
    quota: "Det er mer enn det som kan sendes på én dag.",
    lost: "Filen er ikke lenger på denne enheten. Velg den på nytt.",
  },
};
