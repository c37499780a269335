/** What is said of files, in Dutch. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Te verzenden bestanden",
    remove: "{name} verwijderen",
    large: "{name} is te groot: een bestand mag hoogstens {limit} zijn.",
    kind: "{name} kan hier niet worden verzonden. Toegestaan zijn: {kinds}.",
    empty: "{name} is leeg.",
    many: "Er passen hoogstens {limit} bestanden in één bericht.",
    drop: "Zet de bestanden hier neer",
  },
  kinds: { picture: "afbeeldingen", document: "documenten", media: "geluid en video" },
  card: {
    cancel: "Annuleren",
    save: "{name} downloaden",
    failed: "Het bestand kon niet worden geladen. Probeer het zo nog eens.",
  },
  refused: {
    kind: "Bestanden van deze soort worden hier niet aangenomen.",
    large: "Het bestand is te groot.",
    quota: "Dat is meer dan op één dag verzonden kan worden.",
    lost: "Het bestand staat niet meer op dit apparaat. Kies het opnieuw.",
  },
};
