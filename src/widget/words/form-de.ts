/** What the contact form says, in German. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Wie wir Sie erreichen",
  ask: {
    onlineOptional:
      "Danke! Wenn Sie Ihre E-Mail-Adresse hinterlassen, erreicht Sie die Antwort auch, wenn Sie diese Seite schließen.",
    onlineRequired:
      "Danke! Bevor wir sie senden: Wohin darf die Antwort gehen, wenn Sie diese Seite verlassen? Ihre Nachricht wird damit gesendet.",
    awayOptional: "Danke! Gerade ist niemand da. Hinterlassen Sie Ihre E-Mail-Adresse, dann erreicht Sie die Antwort.",
    awayRequired: "Danke! Gerade ist niemand da. Wohin darf die Antwort gehen? Ihre Nachricht wird damit gesendet.",
  },
  askHere: {
    onlineOptional: "Danke! Möchten Sie uns sagen, wer Sie sind? Die Antwort kommt hier, in diesem Chat.",
    onlineRequired: "Danke! Bevor wir sie senden, sagen Sie uns bitte, wer Sie sind. Die Antwort kommt hier, in diesem Chat.",
    awayOptional: "Danke! Gerade ist niemand da. Möchten Sie uns sagen, wer Sie sind? Die Antwort kommt hier, in diesem Chat.",
    awayRequired:
      "Danke! Gerade ist niemand da. Bitte sagen Sie uns, wer Sie sind: Ihre Nachricht wird damit gesendet, und die Antwort kommt hier.",
  },
  change: "Was sollen wir ändern?",
  fields: { email: "E-Mail", name: "Name", phone: "Telefon" },
  optional: "(freiwillig)",
  send: "Meine Nachricht senden",
  sendAll: "Meine Nachrichten senden",
  save: "Speichern",
  sending: "Wird gesendet…",
  skip: "Überspringen",
  cancel: "Abbrechen",
  privacy: "Datenschutz",
  useAddress: "{email} für Antworten verwenden?",
  didYouMean: "Meinten Sie {email}?",
  own: {
    empty: "Bitte beantworten Sie das.",
    number: "Bitte geben Sie eine Zahl ein.",
    url: "Das sieht nicht nach einer Webadresse aus. Beispiel: https://example.com",
  },
  fault: {
    email: {
      empty: "Bitte geben Sie Ihre E-Mail-Adresse ein.",
      malformed: "Das sieht nicht nach einer E-Mail-Adresse aus. Beispiel: ana@example.com",
      refused: "Diese Adresse wurde nicht angenommen. Bitte versuchen Sie es mit einer anderen.",
    },
    name: {
      empty: "Bitte geben Sie Ihren Namen ein.",
      malformed: "Bitte verwenden Sie eine Zeile Text mit höchstens 200 Zeichen.",
      refused: "Dieser Name wurde nicht angenommen. Bitte versuchen Sie es mit einem anderen.",
    },
    phone: {
      empty: "Bitte geben Sie Ihre Telefonnummer ein.",
      malformed: "Das sieht nicht nach einer Telefonnummer aus. Beispiel: +49 1512 3456789",
      refused: "Diese Nummer wurde nicht angenommen. Bitte versuchen Sie es mit einer anderen.",
    },
  },
  trouble: {
    "no-answer": "Keine Verbindung. Es ist nichts verloren: Bitte versuchen Sie es gleich noch einmal.",
    busy: "Gerade kommen sehr viele Nachrichten an. Nichts ging verloren: Bitte versuchen Sie es gleich noch einmal.",
    refused: "Das wurde nicht angenommen. Es ist nichts verloren: Bitte prüfen Sie es und versuchen Sie es noch einmal.",
  },
  folded: "E-Mail-Adresse hinterlassen und die Antwort dort erhalten",
  foldedHere: "Sagen Sie uns, wer Sie sind",
};
