/** What is said of files, in Danish. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Filer, der skal sendes",
    remove: "Fjern {name}",
    large: "{name} er for stor: En fil må højst fylde {limit}.",
    kind: "{name} kan ikke sendes her. Vi modtager: {kinds}.",
    empty: "{name} er tom.",
    many: "Der er plads til højst {limit} filer i én besked.",
    drop: "Slip filerne her",
  },
  kinds: { picture: "billeder", document: "dokumenter", media: "lyd og video" },
  card: {
    cancel: "Annuller",
    save: "Hent {name}",
    failed: "Filen kunne ikke indlæses. Prøv igen om et øjeblik.",
  },
  refused: {
    kind: "Filer af denne slags modtages ikke her.",
    large: "Filen er for stor.",
    quota: "Det er mere, end der kan sendes på én dag.",
    lost: "Filen er ikke længere på denne enhed. Vælg den igen.",
  },
};
