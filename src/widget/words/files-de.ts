/** What is said of files, in German. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Zu sendende Dateien",
    remove: "{name} entfernen",
    large: "{name} ist zu groß: Eine Datei darf höchstens {limit} haben.",
    kind: "{name} kann hier nicht gesendet werden. Angenommen werden: {kinds}.",
    empty: "{name} ist leer.",
    many: "In eine Nachricht passen höchstens {limit} Dateien.",
    drop: "Dateien hier ablegen",
  },
  kinds: { picture: "Bilder", document: "Dokumente", media: "Ton und Video" },
  card: {
    cancel: "Abbrechen",
    save: "{name} herunterladen",
    failed: "Die Datei konnte nicht geladen werden. Bitte versuchen Sie es gleich noch einmal.",
  },
  refused: {
    kind: "Dateien dieser Art werden hier nicht angenommen.",
    large: "Die Datei ist zu groß.",
    quota: "Das ist mehr, als an einem Tag gesendet werden kann.",
    lost: "Die Datei ist nicht mehr auf diesem Gerät. Bitte wählen Sie sie noch einmal aus.",
  },
};
