/** What is said of files, in French. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Fichiers à envoyer",
    remove: "Retirer {name}",
    large: "{name} est trop volumineux : un fichier peut faire jusqu’à {limit}.",
    kind: "{name} ne peut pas être envoyé ici. Sont acceptés : {kinds}.",
    empty: "{name} est vide.",
    many: "Un message peut contenir jusqu’à {limit} fichiers.",
    drop: "Déposez les fichiers ici",
  },
  kinds: { picture: "images", document: "documents", media: "son et vidéo" },
  card: {
    cancel: "Annuler",
    save: "Télécharger {name}",
    failed: "Le fichier n’a pas pu être chargé. Réessayez dans un instant.",
  },
  refused: {
    kind: "Ce type de fichier n’est pas accepté ici.",
    large: "Le fichier est trop volumineux.",
    quota: "C’est plus que ce qui peut être envoyé en une journée.",
    lost: "Le fichier n’est plus sur cet appareil. Veuillez le choisir à nouveau.",
  },
};
