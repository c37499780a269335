/** What is seldom said, in German. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Töne",
    transcript: "Unterhaltung herunterladen",
    dossier: "Meine Daten herunterladen",
    json: "Meine Daten als JSON",
    erase: "Meine Unterhaltung löschen",
  },
  erase: {
    title: "Diese Unterhaltung löschen?",
    text: "Alle Nachrichten, und was Sie uns über sich gesagt haben, werden endgültig gelöscht: hier und bei uns.",
    yes: "Endgültig löschen",
    no: "Behalten",
    doing: "Wird gelöscht…",
    failed: "Nichts wurde gelöscht: Wir waren nicht zu erreichen. Bitte versuchen Sie es gleich noch einmal.",
  },
  transcript: {
    title: "Unterhaltung mit {site}",
    saved: "Gespeichert am {date}",
    failed: "Die Unterhaltung konnte nicht vollständig geladen werden. Bitte versuchen Sie es gleich noch einmal.",
  },
  rating: {
    ask: "Wie war es?",
    good: "Gut",
    bad: "Nicht gut",
    comment: "Danke! Möchten Sie uns mehr dazu sagen?",
    send: "Senden",
    thanks: "Danke für Ihre Rückmeldung!",
    failed: "Das konnte nicht gesendet werden. Bitte versuchen Sie es gleich noch einmal.",
  },
};
