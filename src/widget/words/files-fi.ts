/** What is said of files, in Finnish. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Lähetettävät tiedostot",
    remove: "Poista {name}",
    large: "{name} on liian suuri: tiedosto saa olla enintään {limit}.",
    kind: "Tiedostoa {name} ei voi lähettää täällä. Hyväksytään: {kinds}.",
    empty: "{name} on tyhjä.",
    many: "Yhteen viestiin mahtuu enintään {limit} tiedostoa.",
    drop: "Pudota tiedostot tähän",
  },
  kinds: { picture: "kuvat", document: "asiakirjat", media: "ääni ja video" },
  card: {
    cancel: "Peruuta",
    save: "Lataa {name}",
    failed: "Tiedostoa ei voitu ladata. Yritä hetken kuluttua uudelleen.",
  },
  refused: {
    kind: "Tällaisia tiedostoja ei oteta täällä vastaan.",
    large: "Tiedosto on liian suuri.",
    quota: "Se on enemmän kuin yhden päivän aikana voi lähettää.",
    lost: "Tiedosto ei ole enää tällä laitteella. Valitse se uudelleen.",
  },
};
